import LFCore

/// Finds triangles of a surface that cross each other.
enum SelfIntersection {
  /// The first two triangles without a common corner of which an edge of one goes through the other.
  ///
  /// Triangles that merely lie on each other in one plane are not found: they enclose nothing.
  static func first(in surface: TriangleSurface) -> (one: Int, other: Int, at: SIMD3<Double>)? {
    crossing(of: surface, SurfaceTree(surface), surface, same: true)
  }

  /// The first crossing of two surfaces.
  static func between(
    _ one: TriangleSurface, _ other: TriangleSurface
  ) -> (one: Int, other: Int, at: SIMD3<Double>)? {
    crossing(of: one, SurfaceTree(other), other, same: false)
      ?? crossing(of: other, SurfaceTree(one), one, same: false)
  }

  private static func crossing(
    of edges: TriangleSurface, _ tree: SurfaceTree, _ faces: TriangleSurface, same: Bool
  ) -> (one: Int, other: Int, at: SIMD3<Double>)? {
    for (number, triangle) in edges.triangles.enumerated() {
      for m in 0..<3 {
        let (i, j) = (triangle[m], triangle[(m + 1) % 3])
        // Each inner edge belongs to two triangles: look at it once.
        guard i < j else { continue }
        let (p, q) = (edges.points[Int(i)], edges.points[Int(j)])
        var hit: (Int, SIMD3<Double>)?
        tree.triangles(touching: pointwiseMin(p, q), pointwiseMax(p, q)) { candidate in
          guard hit == nil else { return }
          let t = faces.triangles[candidate]
          if same, any(t .== i) || any(t .== j) { return }
          let (a, b, c) = faces.corners(t)
          if let at = pierce(p, q, a, b, c) { hit = (candidate, at) }
        }
        if let (other, at) = hit { return (number, other, at) }
      }
    }
    return nil
  }

  /// Where the segment pq goes through a triangle's inside.
  private static func pierce(
    _ p: SIMD3<Double>, _ q: SIMD3<Double>, _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>
  ) -> SIMD3<Double>? {
    let normal = (b - a).cross(c - a)
    let (dp, dq) = (normal.dot(p - a), normal.dot(q - a))
    guard (dp < 0) != (dq < 0), dp != dq else { return nil }
    let at = p + (q - p) * (dp / (dp - dq))
    // A hair's breadth inside the edges: neighbours that touch do not count.
    let least = 1e-9 * normal.dot(normal)
    guard (b - a).cross(at - a).dot(normal) > least, (c - b).cross(at - b).dot(normal) > least,
      (a - c).cross(at - c).dot(normal) > least
    else { return nil }
    return at
  }
}
