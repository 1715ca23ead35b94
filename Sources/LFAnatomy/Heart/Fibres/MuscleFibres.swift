import Foundation
public import LFCore
import LFMesh

/// The fibres of a segmented heart, for any place in its muscle.
///
/// They turn by ten degrees a millimetre across a wall, and tetrahedra are some millimetres large: directions, as dyads,
/// are fitted linearly to the tetrahedra around the place, nearer ones counting more (moving least squares: Lancaster and
/// Salkauskas, Math. Comp. 37, 1981).
public struct MuscleFibres: Sendable {
  private let centres: [SIMD3<Double>]
  private let directions: [SIMD3<Double>]
  private let low: SIMD3<Double>
  private let counts: SIMD3<Int>
  private let starts: [Int32]
  private let numbers: [Int32]

  /// How far tetrahedra count, mm; centres are sorted into cubes of that side.
  private let side: Double

  /// Takes the fibres of a heart.
  ///
  /// - Parameter heart: The heart, LPS, mm.
  /// - Throws: `LFError` with code `badData` when it carries none.
  public init(_ heart: HeartMesh) throws(LFError) {
    let field: FibreField?
    do throws(LFError) { field = try FibreField.carried(by: heart.mesh) } catch {
      throw error.inFile(heart.file)
    }
    guard let field else {
      throw LFError(
        .badData, "carries no fibres, but the conductivities say what its muscle is across them",
        at: .init(file: heart.file),
        hint: "give it a cell array \"fiber\" on tetrahedra, or leave myocardium_across out")
    }
    let (points, tetrahedra) = (heart.points, heart.mesh.tetrahedra.corners)
    guard !tetrahedra.isEmpty, field.directions.count == tetrahedra.count else {
      throw LFError(
        .badData, "has no cells with a volume that its fibres could belong to",
        at: .init(file: heart.file, element: field.origin),
        hint: "give a mesh of tetrahedra, or leave myocardium_across out")
    }
    let centres = tetrahedra.map { cell in
      (points[Int(cell.x)] + points[Int(cell.y)] + points[Int(cell.z)] + points[Int(cell.w)]) / 4
    }
    let volume = tetrahedra.reduce(0.0) { sum, cell in
      let a = points[Int(cell.x)]
      let (b, c, d) = (points[Int(cell.y)] - a, points[Int(cell.z)] - a, points[Int(cell.w)] - a)
      return sum + abs(b.cross(c).dot(d)) / 6
    }
    // Some twenty tetrahedra lie in a ball of this radius.
    self.init(centres, field.directions, reach: 1.8 * cbrt(volume / Double(max(centres.count, 1))))
  }

  /// Takes directions.
  ///
  /// - Parameters:
  ///   - centres: Where they are known, one place or more, mm.
  ///   - directions: Unit vectors.
  ///   - reach: How far each counts, mm; where no other is within it, the nearest does.
  public init(_ centres: [SIMD3<Double>], _ directions: [SIMD3<Double>], reach: Double) {
    precondition(!centres.isEmpty && centres.count == directions.count)
    self.centres = centres
    self.directions = directions
    var (low, high) = (centres[0], centres[0])
    for place in centres {
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
    self.low = low
    // Never more cubes than some a centre.
    let box = high - low
    let side = max(reach, cbrt(box.x * box.y * box.z / Double(8 * centres.count)), 0.1)
    self.side = side
    let counts = SIMD3<Int>((0..<3).map { Int((high[$0] - low[$0]) / side) + 1 })
    self.counts = counts
    func cube(_ p: SIMD3<Double>) -> Int {
      let c = SIMD3<Int>((0..<3).map { min(max(Int((p[$0] - low[$0]) / side), 0), counts[$0] - 1) })
      return c.x + counts.x * (c.y + counts.y * c.z)
    }
    let cubes = centres.map(cube)
    var starts = [Int32](repeating: 0, count: counts.x * counts.y * counts.z + 1)
    for c in cubes { starts[c + 1] += 1 }
    for c in 1..<starts.count { starts[c] += starts[c - 1] }
    self.starts = starts
    var next = starts
    var numbers = [Int32](repeating: 0, count: centres.count)
    for (number, c) in cubes.enumerated() {
      numbers[Int(next[c])] = Int32(number)
      next[c] += 1
    }
    self.numbers = numbers
  }

  /// The fibre at a place.
  ///
  /// - Parameter place: A place in or close to the muscle, LPS, mm.
  /// - Returns: A unit vector.
  public func direction(at place: SIMD3<Double>) -> SIMD3<Double> {
    let nearest = nearestDirection(at: place)
    let own = cube(of: place)
    var fit = FibreFit(reach: side)
    for k in max(own.z - 1, 0)...min(own.z + 1, counts.z - 1) {
      for j in max(own.y - 1, 0)...min(own.y + 1, counts.y - 1) {
        for i in max(own.x - 1, 0)...min(own.x + 1, counts.x - 1) {
          let cube = i + counts.x * (j + counts.y * k)
          for at in starts[cube]..<starts[cube + 1] {
            let number = Int(numbers[Int(at)])
            fit.add(centres[number] - place, directions[number])
          }
        }
      }
    }
    return fit.direction(near: nearest)
  }

  private func cube(of place: SIMD3<Double>) -> SIMD3<Int> {
    SIMD3<Int>(
      (0..<3).map { min(max(Int(((place[$0] - low[$0]) / side).rounded(.down)), 0), counts[$0] - 1) })
  }

  /// The direction of the nearest centre.
  private func nearestDirection(at place: SIMD3<Double>) -> SIMD3<Double> {
    let own = cube(of: place)
    var best = Double.infinity
    var found = 0
    // Shell by shell, until no cube of the next one can be closer.
    for shell in 0...max(counts.x, counts.y, counts.z) {
      for k in max(own.z - shell, 0)...min(own.z + shell, counts.z - 1) {
        for j in max(own.y - shell, 0)...min(own.y + shell, counts.y - 1) {
          let isFace = abs(k - own.z) == shell || abs(j - own.y) == shell
          let step = isFace || shell == 0 ? 1 : 2 * shell
          for i in stride(from: own.x - shell, through: own.x + shell, by: step)
          where i >= 0 && i < counts.x {
            let cube = i + counts.x * (j + counts.y * k)
            for at in starts[cube]..<starts[cube + 1] {
              let number = Int(numbers[Int(at)])
              let gap = centres[number] - place
              let square = (gap * gap).sum()
              if square < best { (best, found) = (square, number) }
            }
          }
        }
      }
      // A place outside the box is nearest to cubes at its side: the shells count from there.
      if best < .infinity, best.squareRoot() <= Double(shell) * side { break }
    }
    return directions[found]
  }
}
