public import LFCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The exact lead field of a homogeneous ball with an electrode on its surface: the Neumann function of the ball.
///
/// With R the radius, t = |x|/R, e the electrode's direction and c = cos∠(x, e), separation of variables under
/// σ ∂Z/∂r = δ_e − 1/(4πR²) on the surface and ∫ Z = 0 over it gives
///
///     Z = 1/(4πσR) Σ_{n≥1} (2n+1)/n tⁿ P_n(c),
///
/// since δ_e = 1/(4πR²) Σ_{n≥0} (2n+1) P_n and the uniform return takes the term n = 0 away. With the generating
/// functions Σ_{n≥0} tⁿ P_n = 1/D and Σ_{n≥1} tⁿ P_n/n = ln(2/(1 − tc + D)), D = √(1 − 2tc + t²) = |x/R − e|:
///
///     Z = 1/(4πσR) [ 2/D − 2 + ln(2/(1 − u·e + D)) ],  u = x/R,
///     ∇Z = 1/(4πσR²) [ −2 (u − e)/D³ + (e − (u − e)/D) / (1 − u·e + D) ].
///
/// The 2/D says that the skin doubles the pseudo lead field nearby.
public struct BallLeadField: Sendable {
  /// The ball's radius, mm.
  public let radius: Double
  /// The ball's conductivity, S/m.
  public let conductivity: Double

  /// A ball round the origin.
  ///
  /// - Parameters:
  ///   - radius: The radius, mm.
  ///   - conductivity: The conductivity, S/m.
  /// - Throws: `LFError` with code `usage` when one is not positive.
  public init(radius: Double, conductivity: Double) throws(LFError) {
    guard radius.isFinite, radius > 0, conductivity.isFinite, conductivity > 0 else {
      throw LFError(.usage, "a ball needs a positive radius and conductivity")
    }
    self.radius = radius
    self.conductivity = conductivity
  }

  /// Z and its gradient at one place.
  ///
  /// - Parameters:
  ///   - place: In the ball or on its surface, mm from its centre.
  ///   - electrode: The electrode; only its direction from the centre counts.
  /// - Returns: Z in ohm and ∇Z in ohm/m; infinite at the electrode itself.
  public func value(
    at place: SIMD3<Double>, electrode: SIMD3<Double>
  ) -> (potential: Double, gradient: SIMD3<Double>) {
    let e = electrode / (electrode * electrode).sum().squareRoot()
    let u = place / radius
    let gap = u - e
    let d = (gap * gap).sum().squareRoot()
    let w = 1 - (u * e).sum() + d
    let metres = radius / 1000
    let scale = 1 / (4 * Double.pi * conductivity * metres)
    let potential = scale * (2 / d - 2 + log(2 / w))
    let near = gap * (-2 / (d * d * d))
    let far = (e - gap / d) / w
    return (potential, (near + far) * (scale / metres))
  }
}
