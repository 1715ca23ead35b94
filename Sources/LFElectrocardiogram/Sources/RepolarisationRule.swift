/// When points repolarise that are activated at known times: a duration that is shorter outside and at the apex.
///
/// Shorter outside by more than the wall takes to activate, so that it repolarises first there and T waves are upright.
public struct RepolarisationRule: Equatable, Sendable {
  /// From activation to repolarisation on the inside of the wall at the base, ms.
  public var duration = 280.0
  /// How much less outside, ms.
  public var lessOutside = 45.0
  /// How much less at the apex, ms.
  public var lessAtApex = 15.0

  /// Makes the standard rule.
  public init() {}

  /// The times of repolarisation.
  ///
  /// - Parameters:
  ///   - activation: One time a point, ms; infinite where there is none.
  ///   - wall: The heart's wall; without one the duration is the same everywhere.
  /// - Returns: One time a point, ms.
  public func repolarisation(of activation: [Double], in wall: HeartWall?) -> [Double] {
    guard let wall else { return activation.map { $0 + duration } }
    return activation.indices.map {
      activation[$0] + duration - lessOutside * wall.depth[$0] - lessAtApex * wall.height[$0]
    }
  }
}
