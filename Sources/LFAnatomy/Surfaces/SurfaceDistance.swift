import LFCore

/// The exact signed distance to a closed triangle surface, negative inside.
///
/// The nearest triangle comes from a tree of boxes; the sign from the angle-weighted normal of the face, edge or
/// corner that is nearest (Bærentzen and Aanæs 2005), which is right for every closed surface that does not cut
/// itself.
public struct SurfaceDistance: Solid {
  /// The surface.
  public let surface: TriangleSurface

  private let tree: SurfaceTree
  /// Seven normals a triangle in the tree's order: the face, edges ab, bc, ca, corners a, b, c.
  private let normals: [SIMD3<Double>]

  /// Prepares a surface, closed and with outward normals (see ``SurfaceCheck``).
  ///
  /// - Parameter surface: The surface.
  public init(_ surface: TriangleSurface) {
    self.surface = surface
    tree = SurfaceTree(surface)
    let faces = surface.triangles.map { triangle in
      let (a, b, c) = surface.corners(triangle)
      return (b - a).cross(c - a).normalized
    }
    var corner = [SIMD3<Double>](repeating: SIMD3(), count: surface.points.count)
    var edges: [UInt64: SIMD3<Double>] = [:]
    for (number, triangle) in surface.triangles.enumerated() {
      for m in 0..<3 {
        let (i, j, k) = (triangle[m], triangle[(m + 1) % 3], triangle[(m + 2) % 3])
        let u = (surface.points[Int(j)] - surface.points[Int(i)]).normalized
        let v = (surface.points[Int(k)] - surface.points[Int(i)]).normalized
        corner[Int(i)] += faces[number] * Trigonometry.arcCosine(u.dot(v))
        edges[Self.key(i, j), default: SIMD3()] += faces[number]
      }
    }
    var normals: [SIMD3<Double>] = []
    normals.reserveCapacity(7 * faces.count)
    for number in tree.order {
      let t = surface.triangles[Int(number)]
      normals.append(faces[Int(number)])
      for m in 0..<3 { normals.append(edges[Self.key(t[m], t[(m + 1) % 3])] ?? faces[Int(number)]) }
      for m in 0..<3 { normals.append(corner[Int(t[m])]) }
    }
    self.normals = normals
  }

  private static func key(_ a: Int32, _ b: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: min(a, b))) << 32 | UInt64(UInt32(bitPattern: max(a, b)))
  }

  /// Signed distances to the surface, mm.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance a place.
  public func signedDistances(at points: [SIMD3<Double>]) -> [Double] {
    nearest(points).map(\.distance)
  }

  /// Signed distances and their slopes: away from the nearest point, except close to the surface, where differences
  /// tell more.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance (mm) and slope a place.
  public func distancesAndSlopes(
    at points: [SIMD3<Double>]
  ) -> [(distance: Double, slope: SIMD3<Double>)] {
    var result: [(distance: Double, slope: SIMD3<Double>)] = []
    result.reserveCapacity(points.count)
    for (point, found) in zip(points, nearest(points)) {
      let far = abs(found.distance) > 0.2
      result.append((found.distance, far ? (point - found.point) / found.distance : SIMD3()))
    }
    let close = result.indices.filter { abs(result[$0].distance) <= 0.2 }
    let h = 0.5
    for (axis, step) in [SIMD3(h, 0, 0), SIMD3(0, h, 0), SIMD3(0, 0, h)].enumerated() {
      let up = signedDistances(at: close.map { points[$0] + step })
      let down = signedDistances(at: close.map { points[$0] - step })
      for (k, i) in close.enumerated() { result[i].slope[axis] = (up[k] - down[k]) / (2 * h) }
    }
    return result
  }

  /// The nearest points of the surface and the signed distances to them.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One nearest point and distance a place.
  public func nearest(_ points: [SIMD3<Double>]) -> [(point: SIMD3<Double>, distance: Double)] {
    guard !tree.order.isEmpty else { return points.map { ($0, .infinity) } }
    let pieces = max(1, min(32, points.count / 512))
    return [(point: SIMD3<Double>, distance: Double)](unsafeUninitializedCapacity: points.count) {
      result, filled in
      tree.nodes.withUnsafeBufferPointer { nodes in
        tree.corners.withUnsafeBufferPointer { corners in
          normals.withUnsafeBufferPointer { normals in
            guard let result = result.baseAddress else { return }
            nonisolated(unsafe) let to = result
            Parallel.run(pieces) { piece in
              // A balanced tree of 2³² triangles is 33 deep; one entry a level waits at most.
              withUnsafeTemporaryAllocation(of: (Int32, Double).self, capacity: 64) { stack in
                var start = 0
                for i in (points.count * piece / pieces)..<(points.count * (piece + 1) / pieces) {
                  (to + i).initialize(
                    to: Self.query(points[i], nodes, corners, normals, stack, &start))
                }
              }
            }
          }
        }
      }
      filled = points.count
    }
  }

  /// `start` holds the triangle found last: neighbours in the list are neighbours in space, and a good first
  /// bound prunes most of the tree.
  private static func query(
    _ p: SIMD3<Double>, _ nodes: UnsafeBufferPointer<SurfaceTree.Node>,
    _ corners: UnsafeBufferPointer<SIMD3<Double>>, _ normals: UnsafeBufferPointer<SIMD3<Double>>,
    _ stack: UnsafeMutableBufferPointer<(Int32, Double)>, _ start: inout Int
  ) -> (point: SIMD3<Double>, distance: Double) {
    var best = Double.infinity
    var bestPoint = p
    var bestTriangle = start
    var bestPart = 0
    @inline(__always) func look(_ i: Int) {
      let (q, part) = nearestPoint(of: corners[3 * i], corners[3 * i + 1], corners[3 * i + 2], to: p)
      let gap = p - q
      let square = (gap * gap).sum()
      if square < best {
        best = square
        bestPoint = q
        bestTriangle = i
        bestPart = part
      }
    }
    // Written out: the library's pointwise maximum is a call a component.
    @inline(__always) func squaredGap(_ node: Int) -> Double {
      let below = nodes[node].low - p
      let above = p - nodes[node].high
      let x = max(below.x, above.x, 0)
      let y = max(below.y, above.y, 0)
      let z = max(below.z, above.z, 0)
      return x * x + y * y + z * z
    }
    look(start)
    var depth = 1
    stack[0] = (0, squaredGap(0))
    while depth > 0 {
      depth -= 1
      let (entry, gap) = stack[depth]
      guard gap < best else { continue }
      let (first, next) = (Int(nodes[Int(entry)].first), Int(nodes[Int(entry)].next))
      if first >= 0 {
        for i in first..<next { look(i) }
      } else {
        let left = Int(entry) + 1
        let (leftGap, rightGap) = (squaredGap(left), squaredGap(next))
        let leftFirst = leftGap <= rightGap
        stack[depth] = leftFirst ? (Int32(next), rightGap) : (Int32(left), leftGap)
        stack[depth + 1] = leftFirst ? (Int32(left), leftGap) : (Int32(next), rightGap)
        depth += 2
      }
    }
    start = bestTriangle
    let inside = ((p - bestPoint) * normals[7 * bestTriangle + bestPart]).sum() < 0
    return (bestPoint, inside ? -best.squareRoot() : best.squareRoot())
  }
}
