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
  /// The skin's points.
  let skinPoints: [Int32]
  /// How much each has of the skin's area: a third of its faces'. They sum to 1.
  let skinShares: [Double]

  /// How many faces there are.
  public var count: Int { cells.count }

  init(
    _ points: [SIMD3<Double>], _ tetrahedra: [Int32], _ sourceCell: [Int32],
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let found = tetrahedra.withUnsafeBufferPointer {
      TetrahedronFaces.unpaired($0, pointCount: points.count)
    }
    if let face = found.crowded {
      throw LFError(
        .badData, "cell \(sourceCell[face >> 2]) shares a face with more than one other cell",
        at: place(of: points[Int(tetrahedra[face & ~3])]), hint: "remove cells that are there twice")
    }
    let faces = found.single
    var triangles: [Int32] = []
    triangles.reserveCapacity(3 * faces.count)
    for face in faces {
      let corners = TetrahedronFaces.corners[face & 3]
      for m in 0..<3 { triangles.append(tetrahedra[(face & ~3) + corners[m]]) }
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
      return d.dot(d)
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
    var shares: [Int32: Double] = [:]
    for i in 0..<skinCount {
      let own = Self.area(points, self.triangles, i)
      area += own
      for k in 0..<3 { shares[self.triangles[3 * i + k], default: 0] += own / 3 }
    }
    self.area = area
    skinPoints = shares.keys.sorted()
    skinShares = skinPoints.map { (shares[$0] ?? 0) / area }
  }

  /// The mean over the skin of what is linear between points.
  ///
  /// - Parameter values: One number a point of the torso.
  /// - Returns: The mean.
  func skinMean(of values: [Double]) -> Double {
    zip(skinPoints, skinShares).reduce(0) { $0 + $1.1 * values[Int($1.0)] }
  }

  /// The area of a face, m².
  private static func area(_ points: [SIMD3<Double>], _ triangles: [Int32], _ face: Int) -> Double {
    let a = points[Int(triangles[3 * face])]
    let n = (points[Int(triangles[3 * face + 1])] - a).cross(points[Int(triangles[3 * face + 2])] - a)
    return n.dot(n).squareRoot() / 2
  }
}
