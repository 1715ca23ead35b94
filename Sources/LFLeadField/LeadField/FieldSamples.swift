/// Unipolar lead fields and their gradients at n places, electrode by electrode.
public struct FieldSamples: Equatable, Sendable {
  /// How many places there are.
  public var count: Int
  /// Z_e, ohm: electrode × place; `nil` when only the gradient is known.
  public var potential: [Float]?
  /// ∇Z_e, ohm/m, LPS: electrode × place × 3.
  public var gradient: [Float]
  /// One standard deviation of each component of ∇Z_e, ohm/m: electrode × place; `nil` when nobody says.
  public var deviation: [Float]?

  /// Makes samples.
  ///
  /// - Parameters:
  ///   - count: How many places there are.
  ///   - potential: Z_e, ohm: electrode × place.
  ///   - gradient: ∇Z_e, ohm/m: electrode × place × 3.
  ///   - deviation: One standard deviation of each component of ∇Z_e, ohm/m: electrode × place.
  public init(count: Int, potential: [Float]?, gradient: [Float], deviation: [Float]? = nil) {
    self.count = count
    self.deviation = deviation
    self.potential = potential
    self.gradient = gradient
  }
}
