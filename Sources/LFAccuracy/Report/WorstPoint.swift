/// A point where a prediction is furthest from the golden field.
public struct WorstPoint: Equatable, Sendable {
  /// The point's number in the golden file, from 0.
  public var index: Int
  /// Where it lies, mm, LPS.
  public var position: SIMD3<Double>
  /// The lead with the largest error there.
  public var lead: String
  /// The part of the heart that it lies in.
  public var region: String
  /// The angle there, degrees.
  public var angle: Double
  /// |g − g*| / |g*| there.
  public var relativeError: Double
}
