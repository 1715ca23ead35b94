/// An ellipsoid along the coordinate axes, with its exact signed distance: offsets of it are walls of even thickness.
public struct Ellipsoid: Equatable, Sendable {
  /// The centre, mm.
  public var center: SIMD3<Double>
  /// The three semi-axes, mm, all positive.
  public var semiAxes: SIMD3<Double>

  /// Makes an ellipsoid.
  ///
  /// - Parameters:
  ///   - center: The centre, mm.
  ///   - semiAxes: The three semi-axes, mm, all positive.
  public init(center: SIMD3<Double>, semiAxes: SIMD3<Double>) {
    self.center = center
    self.semiAxes = semiAxes
  }

  /// The signed distance to the surface, mm, and the outward direction of steepest growth.
  ///
  /// The nearest surface point of p is a²p/(t + a²), component by component, with the one root t > −min a² of
  /// ‖s‖ = 1, s = a p / (t + a²). As a function of t, 1/‖s‖ is nearly a line, and Newton's steps for it from the left
  /// of the root never overshoot (Moré and Sorensen, "Computing a trust region step", SIAM J. Sci. Stat. Comput. 4, 1983).
  ///
  /// - Parameter point: A place, mm.
  /// - Returns: The distance, negative inside, and its gradient, of length 1.
  func distance(_ point: SIMD3<Double>) -> (value: Double, normal: SIMD3<Double>) {
    let p = point - center
    let a = semiAxes
    let a2 = a * a
    // A component of exactly zero would leave the root undefined on the symmetry planes.
    var q = SIMD3(abs(p.x), abs(p.y), abs(p.z))
    q = pointwiseMax(q, a * 1e-9)
    let ap = a * q
    var t = (ap - a2).max()
    for _ in 0..<64 {
      let s = ap / (SIMD3(repeating: t) + a2)
      let square = (s * s).sum()
      if square - 1 < 1e-13 { break }
      let step = square * (square.squareRoot() - 1) / (s * s / (SIMD3(repeating: t) + a2)).sum()
      t += step
      if step < 1e-12 * a2.max() { break }
    }
    let near = a2 * q / (SIMD3(repeating: t) + a2)
    let gap = q - near
    let length = (gap * gap).sum().squareRoot()
    var normal = near / a2
    normal /= (normal * normal).sum().squareRoot()
    normal.x = p.x < 0 ? -normal.x : normal.x
    normal.y = p.y < 0 ? -normal.y : normal.y
    normal.z = p.z < 0 ? -normal.z : normal.z
    return (t < 0 ? -length : length, normal)
  }
}
