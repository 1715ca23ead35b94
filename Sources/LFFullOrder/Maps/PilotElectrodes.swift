import LFCore
import LFSolve

/// Which electrodes the fields of all are made of.
///
/// Before anything is solved, fields are taken for those of an unbounded conductor, (x − x_e)/r³: how alike the fields
/// of two electrodes are in a tissue, and how many sums there must be, depends on places more than on conductivities.
enum PilotElectrodes {
  /// Pilots are added until the rest of each electrode's unbounded field, beside what is made of the pilots', is
  /// below this share of it. What that leaves in a torso says `Tests/Benchmarks/maps.py`.
  private static let rest: Float = 0.02
  /// A square below this is rounding: the electrode's field is one of the pilots', or next to it.
  private static let nothing: Float = 1e-8
  /// At how many places of the tissue fields are looked at.
  private static let looks = 300

  /// Chooses pilots: the electrode closest to the tissue, then each time the one whose field has most left beside
  /// what is made of those before, in shares of its size. With the one function more that the map solves for, they
  /// fill whole blocks of the solver.
  ///
  /// - Parameters:
  ///   - electrodes: Where electrodes are, m.
  ///   - tissue: Places of the tissue, m.
  /// - Returns: Numbers of electrodes, each once.
  static func chosen(_ electrodes: [SIMD3<Double>], for tissue: [SIMD3<Double>]) -> [Int] {
    let places = stride(from: 0, to: tissue.count, by: max(1, tissue.count / looks)).map { tissue[$0] }
    let reach = Parallel.map(electrodes.count) { e in
      tissue.reduce(.infinity) { min($0, ($1 - electrodes[e]).dot($1 - electrodes[e])) }
    }
    guard var next = reach.indices.min(by: { reach[$0] < reach[$1] }) else { return [] }
    let width = 3 * places.count
    var left = Parallel.map(electrodes.count) { field(electrodes[$0], places) }.flatMap(\.self)
    var chosen: [Int] = []
    while chosen.count < electrodes.count {
      chosen.append(next)
      let row = left[(next * width)..<((next + 1) * width)]
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let direction = row.map { $0 / length }
      let rests = takeOut(direction, of: &left)
      guard let worst = rests.indices.max(by: { rests[$0] < rests[$1] }) else { break }
      let isWhole = (chosen.count + 1) % NeumannSolver.blockWidth == 0
      if rests[worst] <= (isWhole ? rest * rest : nothing) { break }
      next = worst
    }
    return chosen
  }

  /// The field of an electrode in an unbounded conductor, of length 1.
  private static func field(_ electrode: SIMD3<Double>, _ places: [SIMD3<Double>]) -> [Float] {
    var field: [Double] = []
    field.reserveCapacity(3 * places.count)
    for place in places {
      let d = place - electrode
      let square = max(d.dot(d), PointSource.coreRadius * PointSource.coreRadius)
      let value = d / (square * square.squareRoot())
      field += [value.x, value.y, value.z]
    }
    let length = field.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return field.map { Float($0 / length) }
  }

  /// Takes what is along a direction out of each row.
  ///
  /// - Returns: The squared length of what is left of each.
  private static func takeOut(_ direction: [Float], of rows: inout [Float]) -> [Float] {
    let width = direction.count
    return rows.withUnsafeMutableBufferPointer { rows in
      nonisolated(unsafe) let rows = rows
      return direction.withUnsafeBufferPointer { direction in
        nonisolated(unsafe) let direction = direction
        return Parallel.map(rows.count / max(width, 1)) { number in
          let first = number * width
          var along: Float = 0
          for i in 0..<width { along += rows[first + i] * direction[i] }
          var square: Float = 0
          for i in 0..<width {
            rows[first + i] -= along * direction[i]
            square += rows[first + i] * rows[first + i]
          }
          return square
        }
      }
    }
  }
}
