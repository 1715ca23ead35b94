public import LFCore
public import LFMesh

/// A heart's wall seen from its cavities: how deep a point lies in it, how far towards the apex, and in which part.
public struct HeartWall: Sendable {
  /// The parts of the wall.
  public enum Part: Sendable {
    /// Between the left ventricle and the outside.
    case left
    /// Between the ventricles.
    case septum
    /// Between the right ventricle and the outside.
    case right
  }

  /// The points, mm.
  public let points: [SIMD3<Double>]
  /// Four point numbers a tetrahedron.
  public let corners: [SIMD4<Int32>]
  /// From 0 on the inside of the wall to 1 outside, one a point; both sides of the septum are inside.
  public let depth: [Double]
  /// From 0 at the base to 1 at the apex, one a point.
  public let height: [Double]
  /// The part that each point lies in.
  public let parts: [Part]

  /// The direction from apex to base.
  let up: SIMD3<Double>
  /// As depth, but from the left side of the septum to the right one: what fibres turn with.
  private let turning: [Double]

  /// Finds the wall of a heart whose walls enclose one cavity or two.
  ///
  /// - Parameter mesh: Tetrahedra of the muscle, mm.
  /// - Throws: `LFError` with code `badData` when there are no tetrahedra or no cavity.
  public init(of mesh: Mesh) throws(LFError) {
    guard let points = mesh.pointVectors, case let corners = mesh.tetrahedra.corners, !corners.isEmpty else {
      throw LFError(.badData, "has no tetrahedra", hint: "give a volume mesh of the muscle")
    }
    let surface = WallSurface(points, corners)
    guard let up = surface.up else {
      throw LFError(
        .badData, "has no cavity that its walls enclose, so that inside and outside cannot be told apart",
        hint: "give fibres and early sites, or activation times")
    }
    self.points = points
    self.corners = corners
    self.up = up
    let still = ConductionVelocity(along: 1, across: 1)
    let solver = EikonalSolver(points: points, corners: corners, fibres: nil, still)
    func distances(_ from: [Int]) throws(LFError) -> [Double] {
      guard !from.isEmpty else { return [Double](repeating: .infinity, count: points.count) }
      return try solver.arrivals(from: from.map { .init(point: $0, time: 0) })
    }
    let outside = try distances(surface.epicardium(points, up: up))
    let left = try distances(surface.points(ofCavity: 0))
    let right = try distances(surface.points(ofCavity: 1))
    depth = points.indices.map { Self.share(min(left[$0], right[$0]), outside[$0]) }
    let parts = points.indices.map { p in
      // In the septum both cavities are nearer than the outside, or one of them lies just behind it.
      max(left[p], right[p]) < outside[p] ? Part.septum : left[p] <= right[p] ? .left : .right
    }
    turning = points.indices.map { p in
      parts[p] == .right ? Self.share(right[p], outside[p]) : Self.share(left[p], min(outside[p], right[p]))
    }
    self.parts = parts
    let levels = points.map { -($0 * up).sum() }
    let used = Set(corners.flatMap { [$0.x, $0.y, $0.z, $0.w] }).map { levels[Int($0)] }
    let (low, high) = (used.min() ?? 0, used.max() ?? 1)
    height = levels.map { min(max(($0 - low) / max(high - low, 1e-9), 0), 1) }
  }

  private static func share(_ inner: Double, _ outer: Double) -> Double {
    guard inner.isFinite else { return outer.isFinite ? 1 : 0.5 }
    return outer.isFinite ? inner / max(inner + outer, 1e-9) : 0
  }

  /// What fibres turn with in the middle of a tetrahedron, and its gradient, 1/mm.
  func depthGradient(_ cell: SIMD4<Int32>) -> (value: Double, gradient: SIMD3<Double>) {
    let a = points[Int(cell.x)]
    let (u, v, w) = (points[Int(cell.y)] - a, points[Int(cell.z)] - a, points[Int(cell.w)] - a)
    let (vw, wu, uv) = (v.cross(w), w.cross(u), u.cross(v))
    let volume = (u * vw).sum()
    let d = (turning[Int(cell.x)], turning[Int(cell.y)], turning[Int(cell.z)], turning[Int(cell.w)])
    let mean = (d.0 + d.1 + d.2 + d.3) / 4
    guard volume != 0 else { return (mean, .zero) }
    return (mean, (vw * (d.1 - d.0) + wu * (d.2 - d.0) + uv * (d.3 - d.0)) / volume)
  }
}
