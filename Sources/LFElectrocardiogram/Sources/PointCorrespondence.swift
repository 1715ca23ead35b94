public import LFCore
public import LFMesh

/// Which point of another mesh each point of the heart is: sources come in orders and units of their own.
public struct PointCorrespondence: Equatable, Sendable {
  /// For each point of the heart its number in the other mesh, −1 for points of no tetrahedron that have none; `nil`
  /// where both are in the same order.
  public let numbers: [Int32]?

  /// Points this near are the same, mm: finer than any mesh, coarser than six printed digits.
  private static let same = 0.01
  /// mm in the units that meshes come in: mm, µm, cm, m.
  private static let scales = [1, 1e-3, 10, 1e3]

  /// Finds the points.
  ///
  /// - Parameters:
  ///   - heart: The heart, mm.
  ///   - other: The other mesh, in mm, µm, cm or m.
  /// - Throws: `LFError` with code `badData` when the other mesh lacks a point of the heart's muscle.
  public init(of heart: Mesh, in other: Mesh) throws(LFError) {
    guard let wanted = heart.pointVectors, let given = other.pointVectors, !given.isEmpty else {
      throw LFError(
        .badData, "has no points to find the heart's in", hint: "give a source on the heart's mesh")
    }
    let used = heart.usedPoints
    for scale in Self.scales {
      let places = given.map { $0 * scale }
      if places.count == wanted.count, wanted.indices.allSatisfy({ Self.near(wanted[$0], places[$0]) }) {
        numbers = nil
        return
      }
      if let found = Self.search(wanted, used, places) {
        numbers = found
        return
      }
    }
    throw LFError(
      .badData, "is on another mesh (\(given.count) points) than the lead field (\(wanted.count) points)",
      hint: "predict the lead field of the mesh that the source is on")
  }

  private static func near(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Bool {
    let d = a - b
    return (d * d).sum() <= same * same
  }

  private static func search(
    _ wanted: [SIMD3<Double>], _ used: [Bool], _ places: [SIMD3<Double>]
  ) -> [Int32]? {
    var boxes: [SIMD3<Int64>: Int32] = [:]
    boxes.reserveCapacity(places.count)
    for (number, place) in places.enumerated() {
      guard let box = box(place) else { return nil }
      boxes[box] = Int32(number)
    }
    var numbers = [Int32](repeating: -1, count: wanted.count)
    for (i, place) in wanted.enumerated() {
      guard let home = box(place) else { return nil }
      search: for x in Int64(-1)...1 {
        for y in Int64(-1)...1 {
          for z in Int64(-1)...1 {
            guard let number = boxes[home &+ SIMD3(x, y, z)], near(place, places[Int(number)]) else {
              continue
            }
            numbers[i] = number
            break search
          }
        }
      }
      if used[i], numbers[i] < 0 { return nil }
    }
    return numbers
  }

  private static func box(_ place: SIMD3<Double>) -> SIMD3<Int64>? {
    let at = (place / (2 * same)).rounded(.down)
    guard at.x.magnitude < 1e15, at.y.magnitude < 1e15, at.z.magnitude < 1e15 else { return nil }
    return SIMD3(Int64(at.x), Int64(at.y), Int64(at.z))
  }

  /// Values of the other mesh's points at the heart's.
  ///
  /// - Parameters:
  ///   - values: One a point of the other mesh.
  ///   - missing: What points without one have.
  /// - Returns: One a point of the heart.
  public func gathered(_ values: [Double], missing: Double) -> [Double] {
    guard let numbers else { return values }
    return numbers.map { $0 < 0 ? missing : values[Int($0)] }
  }
}

extension Mesh {
  /// The points of tetrahedra, all of them in a mesh without any: others may hold anything.
  var usedPoints: [Bool] {
    var used = [Bool](repeating: false, count: pointCount)
    for cell in tetrahedra.corners { for m in 0..<4 { used[Int(cell[m])] = true } }
    return used.contains(true) ? used : [Bool](repeating: true, count: pointCount)
  }
}
