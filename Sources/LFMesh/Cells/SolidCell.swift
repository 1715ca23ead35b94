public import LFCore

/// Cells with a volume, taken apart into tetrahedra by their corners; what curves between them is left out.
///
/// Each face is cut from its first corner by place (x, then y, then z), and each cell from its own first one: two cells
/// cut the face that they share alike, also where each has points of its own, and a field that is linear in the parts
/// is continuous.
public enum SolidCell {
  /// The linear cell that has a type's corners, by VTK's numbers.
  private static let linear: [UInt8: UInt8] = {
    var table: [UInt8: UInt8] = [:]
    for type: UInt8 in [10, 24, 71, 78] { table[type] = 10 }
    for type: UInt8 in [12, 25, 29, 33, 72, 79] { table[type] = 12 }
    for type: UInt8 in [13, 26, 31, 32, 73, 80] { table[type] = 13 }
    for type: UInt8 in [14, 27, 37, 74, 81] { table[type] = 14 }
    for type: UInt8 in [11, 15, 16] { table[type] = type }
    return table
  }()
  /// Cells with a volume whose corners are not known here.
  private static let others: Set<UInt8> = [41, 42, 55, 56, 64, 65, 66, 67]

  /// Whether cells of a type have a volume.
  ///
  /// - Parameter type: VTK's number.
  /// - Returns: Whether they do, known how to cut or not.
  public static func isSolid(_ type: UInt8) -> Bool { linear[type] != nil || others.contains(type) }

  /// Whether a cell has no volume or can be taken apart.
  ///
  /// - Parameters:
  ///   - type: VTK's number of its type.
  ///   - points: How many points it has.
  /// - Returns: Whether nothing of it is lost in tetrahedra.
  static func canBeCut(_ type: UInt8, points: Int) -> Bool {
    guard let corners = linear[type] else { return !others.contains(type) }
    return points >= (CellType(rawValue: corners).pointCount?.lowerBound ?? 0)
  }

  /// What is said of a cell that cannot be taken apart.
  ///
  /// - Parameters:
  ///   - cell: Its number.
  ///   - type: VTK's number of its type.
  /// - Returns: An error with code `badData`.
  public static func refusal(_ cell: Int, _ type: UInt8) -> LFError {
    let name = CellType(rawValue: type).name ?? "cell of type \(type)"
    return LFError(
      .badData, "cell \(cell) is a \(name), which cannot be taken apart into tetrahedra",
      hint: "give a mesh of tetrahedra")
  }

  /// The tetrahedra of a cell.
  ///
  /// - Parameters:
  ///   - type: VTK's number of its type.
  ///   - cell: Its points' numbers, each that of a point.
  ///   - points: All points.
  /// - Returns: Four point numbers each, of positive volumes; none where the cell is flat, `nil` where it has no volume or
  ///   cannot be taken apart.
  public static func tetrahedra(
    _ type: UInt8, _ cell: ArraySlice<Int64>, _ points: [SIMD3<Double>]
  ) -> [SIMD4<Int32>]? {
    guard let faces = linear[type].flatMap({ CellFaces.solid[$0] }),
      let last = faces.joined().max(), cell.count > last
    else { return nil }
    func comes(_ a: Int64, before b: Int64) -> Bool {
      let (p, q) = (points[Int(a)], points[Int(b)])
      if p.x != q.x { return p.x < q.x }
      if p.y != q.y { return p.y < q.y }
      if p.z != q.z { return p.z < q.z }
      return a < b
    }
    let corners = (0...last).map { cell[cell.startIndex + $0] }
    guard let apex = corners.min(by: comes) else { return nil }
    var parts: [SIMD4<Int32>] = []
    for face in faces {
      let ring = face.map { corners[$0] }
      guard !ring.contains(apex), let first = ring.indices.min(by: { comes(ring[$0], before: ring[$1]) })
      else {
        continue
      }
      for i in 1..<ring.count - 1 {
        let (a, b, c) = (ring[first], ring[(first + i) % ring.count], ring[(first + i + 1) % ring.count])
        guard a != b, b != c, c != a else { continue }
        parts.append(turned(SIMD4(Int32(a), Int32(c), Int32(b), Int32(apex)), points))
      }
    }
    return parts
  }

  /// Files differ in the way that they number a wedge's points.
  private static func turned(_ t: SIMD4<Int32>, _ points: [SIMD3<Double>]) -> SIMD4<Int32> {
    let a = points[Int(t.x)]
    let (u, v, w) = (points[Int(t.y)] - a, points[Int(t.z)] - a, points[Int(t.w)] - a)
    return (u.cross(v) * w).sum() < 0 ? SIMD4(t.x, t.y, t.w, t.z) : t
  }
}
