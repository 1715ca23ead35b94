/// How fast activation spreads in the muscle, m/s, which is mm/ms.
public struct ConductionVelocity: Equatable, Sendable {
  /// Along the fibre.
  public var along: Double
  /// Across it.
  public var across: Double

  /// 0.6 m/s along the fibre and 0.4 m/s across.
  public static let standard = ConductionVelocity(along: 0.6, across: 0.4)

  /// Makes velocities.
  ///
  /// - Parameters:
  ///   - along: Along the fibre, m/s; positive.
  ///   - across: Across it, m/s; positive.
  public init(along: Double, across: Double) {
    self.along = along
    self.across = across
  }
}
