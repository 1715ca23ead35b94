import LFCore
import LFMesh
import LFSolve

/// The faces that belong to one cell only: the skin, and the walls of cavities that are not meshed.
public struct BoundarySurface: Sendable {
  /// Three points a face, normals outwards; the skin's faces first.
  public let triangles: [Int32]
  /// The cell behind each face.
  public let cells: [Int32]
  /// How many faces the skin has; those behind are walls of inner cavities, through which no current flows.
  public let skinCount: Int
  /// The skin's area, m².
  public let area: Double

  /// How many faces there are.
  public var count: Int { cells.count }

  /// Local faces of a tetrahedron in VTK's point order, normals outwards.
  private static let localFaces = [[0, 1, 3], [1, 2, 3], [2, 0, 3], [0, 2, 1]]

  init(
    _ points: [SIMD3<Double>], _ tetrahedra: [Int32], _ around: NodeCells, _ sourceCell: [Int32],
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let faces = try Self.singleFaces(points, tetrahedra, around, sourceCell)
    var triangles: [Int32] = []
    for face in faces {
      for corner in Self.localFaces[Int(face & 3)] { triangles.append(tetrahedra[Int(face & ~3) + corner]) }
    }
    // The skin is the part with the largest extent: no other can reach around it.
    var sets = DisjointSets(points.count)
    for i in faces.indices {
      sets.join(Int(triangles[3 * i]), Int(triangles[3 * i + 1]))
      sets.join(Int(triangles[3 * i]), Int(triangles[3 * i + 2]))
    }
    var low: [Int: SIMD3<Double>] = [:]
    var high: [Int: SIMD3<Double>] = [:]
    for node in triangles {
      let set = sets.find(Int(node))
      let p = points[Int(node)]
      low[set] = pointwiseMin(low[set] ?? p, p)
      high[set] = pointwiseMax(high[set] ?? p, p)
    }
    func extent(_ set: Int) -> Double {
      let d = (high[set] ?? .zero) - (low[set] ?? .zero)
      return dot(d, d)
    }
    let skin = low.keys.max { (extent($0), $1) < (extent($1), $0) } ?? 0
    if low.count > 1 {
      diagnostics.warn("\(low.count - 1) inner surfaces of the mesh are taken as walls without current")
    }
    let order =
      faces.indices.filter { sets.find(Int(triangles[3 * $0])) == skin }
      + faces.indices.filter { sets.find(Int(triangles[3 * $0])) != skin }
    self.triangles = order.flatMap { triangles[(3 * $0)..<(3 * $0 + 3)] }
    cells = order.map { Int32(truncatingIfNeeded: faces[$0] >> 2) }
    skinCount = faces.indices.count { sets.find(Int(triangles[3 * $0])) == skin }
    var area = 0.0
    for i in 0..<skinCount { area += Self.area(points, self.triangles, i) }
    self.area = area
  }

  /// The area of a face, m².
  static func area(_ points: [SIMD3<Double>], _ triangles: [Int32], _ face: Int) -> Double {
    let a = points[Int(triangles[3 * face])]
    let n = cross(points[Int(triangles[3 * face + 1])] - a, points[Int(triangles[3 * face + 2])] - a)
    return dot(n, n).squareRoot() / 2
  }

  /// 4 · cell + local face of every face that has one cell, in that order.
  private static func singleFaces(
    _ points: [SIMD3<Double>], _ tetrahedra: [Int32], _ around: NodeCells, _ sourceCell: [Int32]
  ) throws(LFError) -> [Int] {
    var result: [Int] = []
    var list: [(key: UInt64, face: Int)] = []
    for node in points.indices {
      // A face is looked at from its lowest point only.
      list.removeAll(keepingCapacity: true)
      let own = Int32(truncatingIfNeeded: node)
      for k in around.start[node]..<around.start[node + 1] {
        let cell = Int(around.cells[k])
        for local in 0..<4 {
          let corners = localFaces[local]
          let a = tetrahedra[4 * cell + corners[0]]
          let b = tetrahedra[4 * cell + corners[1]]
          let c = tetrahedra[4 * cell + corners[2]]
          guard min(a, b, c) == own else { continue }
          let high = max(a, b, c)
          let middle = a ^ b ^ c ^ own ^ high
          list.append((UInt64(middle) << 32 | UInt64(high), 4 * cell + local))
        }
      }
      list.sort { ($0.key, $0.face) < ($1.key, $1.face) }
      var i = 0
      while i < list.count {
        var j = i + 1
        while j < list.count, list[j].key == list[i].key { j += 1 }
        if j == i + 1 { result.append(list[i].face) }
        guard j <= i + 2 else {
          throw LFError(
            .badData, "cell \(sourceCell[list[i].face >> 2]) shares a face with more than one other cell",
            at: place(of: points[node]), hint: "remove cells that are there twice")
        }
        i = j
      }
    }
    return result.sorted()
  }
}
