/// The size of the lead field's gradient by distance from the electrode: what predictions are divided by.
///
/// |∇Z| ≈ share(r) / (4πσr²): 2 at a flat skin, more where the body guides the current.
public struct RadialProfile: Equatable, Sendable {
  /// From knot to knot, mm.
  public static let spacing = 12.0
  /// The share at r = 0, 12, 24, … mm.
  public let shares: [Float]
  /// The torso's conductivity, S/m.
  public let conductivity: Double

  /// A profile.
  ///
  /// - Parameters:
  ///   - shares: The share at each knot; at least two.
  ///   - conductivity: The torso's conductivity, S/m.
  public init(shares: [Float], conductivity: Double) {
    precondition(shares.count >= 2)
    self.shares = shares
    self.conductivity = conductivity
  }

  /// The pseudo lead field's size at a distance, ohm/m.
  ///
  /// - Parameter r: The distance, mm.
  /// - Returns: 1/(4πσr²).
  public func pseudo(_ r: Double) -> Double { 1e6 / (4 * Double.pi * conductivity * r * r) }

  /// The profile's share at a distance.
  ///
  /// - Parameter r: The distance, mm.
  /// - Returns: The share; beyond the last knot that of the last.
  public func share(_ r: Double) -> Double {
    let t = min(max(r / Self.spacing, 0), Double(shares.count - 1) - 1e-9)
    let i = Int(t)
    return Double(shares[i]) + (t - Double(i)) * Double(shares[i + 1] - shares[i])
  }
}
