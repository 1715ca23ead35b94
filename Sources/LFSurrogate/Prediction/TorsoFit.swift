public import LFShapeCode

/// How near a segmented surface of the torso is to the decoded one.
public struct TorsoFit: Equatable, Sendable {
  /// Which surface.
  public let part: TorsoPlaces.Part
  /// The mean distance, mm.
  public let mean: Double
  /// The distance that 95 % of the segmented surface is within, mm.
  public let within95: Double

  /// A fit.
  ///
  /// - Parameters:
  ///   - part: Which surface.
  ///   - mean: The mean distance, mm.
  ///   - within95: The distance that 95 % of the segmented surface is within, mm.
  public init(_ part: TorsoPlaces.Part, mean: Double, within95: Double) {
    self.part = part
    self.mean = mean
    self.within95 = within95
  }

  /// The fit of places to an anatomy.
  ///
  /// - Parameters:
  ///   - surface: The segmented surface's places, LPS, mm.
  ///   - anatomy: The decoded anatomy.
  init(_ surface: TorsoPlaces, _ anatomy: DecodedAnatomy) {
    let all = anatomy.distances(surface.places)
    let at = surface.part == .skin ? 0 : 4
    let sorted = surface.places.indices.map { Double(abs(all[5 * $0 + at])) }.sorted()
    self.init(
      surface.part, mean: sorted.reduce(0, +) / Double(max(sorted.count, 1)),
      within95: sorted.isEmpty ? 0 : sorted[Int(Double(sorted.count - 1) * 0.95)])
  }
}
