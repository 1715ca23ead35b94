/// What makes the usual error an honest standard deviation of a component, by what told of the torso.
public struct DeviationCalibration: Equatable, Sendable {
  /// Where electrodes told.
  public var electrodes: Double
  /// Where only the heart did, and electrodes were placed.
  public var heartOnly: Double
  /// Where the whole skin, the whole lungs, and both told beside electrodes; `nil` where nobody measured it.
  public var surfaces: SIMD3<Double>?

  /// Factors.
  ///
  /// - Parameters:
  ///   - electrodes: Where electrodes told.
  ///   - heartOnly: Where only the heart did.
  ///   - surfaces: Where the whole skin, the whole lungs, and both told beside electrodes.
  public init(electrodes: Double = 1, heartOnly: Double = 1, surfaces: SIMD3<Double>? = nil) {
    self.electrodes = electrodes
    self.heartOnly = heartOnly
    self.surfaces = surfaces
  }

  /// The factor on the usual error.
  ///
  /// Between nothing and a whole surface variances are interpolated by what the surface took of its own part's variance.
  ///
  /// - Parameters:
  ///   - isHeartOnly: Whether only the heart told, or electrodes were placed.
  ///   - tell: What shares of the variance of skin and lungs their surfaces took, 0…1.
  /// - Returns: The factor.
  public func factor(isHeartOnly: Bool, surfaces tell: SIMD2<Double>) -> Double {
    guard !isHeartOnly else { return heartOnly }
    guard let surfaces, tell != .zero else { return electrodes }
    let none = electrodes * electrodes
    let (skin, lungs, both) = (surfaces.x * surfaces.x, surfaces.y * surfaces.y, surfaces.z * surfaces.z)
    let (s, l) = (min(max(tell.x, 0), 1), min(max(tell.y, 0), 1))
    let variance = (1 - s) * ((1 - l) * none + l * lungs) + s * ((1 - l) * skin + l * both)
    return variance.squareRoot()
  }
}
