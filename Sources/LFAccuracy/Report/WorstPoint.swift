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

  /// Makes a point.
  ///
  /// - Parameters:
  ///   - index: The point's number in the golden file.
  ///   - position: Where it lies, mm.
  ///   - lead: The lead with the largest error there.
  ///   - region: The part of the heart.
  ///   - angle: The angle there, degrees.
  ///   - relativeError: |g − g*| / |g*| there.
  public init(
    index: Int, position: SIMD3<Double>, lead: String, region: String, angle: Double, relativeError: Double
  ) {
    self.index = index
    self.position = position
    self.lead = lead
    self.region = region
    self.angle = angle
    self.relativeError = relativeError
  }
}
