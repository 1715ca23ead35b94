/// What makes the usual error an honest standard deviation of a component, by what told of the torso.
public struct DeviationCalibration: Equatable, Sendable {
  /// Where segmented surfaces told beside electrodes.
  public struct Surfaces: Equatable, Sendable {
    /// The factor where the whole skin told.
    public var skin: Double
    /// Where the whole lungs told.
    public var lungs: Double
    /// Where both told.
    public var both: Double
    /// What shares of the variance of their parts of the code the whole skin and the whole lungs took, 0…1.
    public var wholes: SIMD2<Double>

    /// Factors.
    ///
    /// - Parameters:
    ///   - skin: Where the whole skin told.
    ///   - lungs: Where the whole lungs told.
    ///   - both: Where both told.
    ///   - wholes: What shares of their parts' variance they took.
    public init(skin: Double, lungs: Double, both: Double, wholes: SIMD2<Double>) {
      self.skin = skin
      self.lungs = lungs
      self.both = both
      self.wholes = wholes
    }
  }

  /// Where electrodes told.
  public var electrodes: Double
  /// Where only the heart did, and electrodes were placed.
  public var heartOnly: Double
  /// Where surfaces told too; `nil` where nobody measured it.
  public var surfaces: Surfaces?

  /// Factors.
  ///
  /// - Parameters:
  ///   - electrodes: Where electrodes told.
  ///   - heartOnly: Where only the heart did.
  ///   - surfaces: Where surfaces told too.
  public init(electrodes: Double = 1, heartOnly: Double = 1, surfaces: Surfaces? = nil) {
    self.electrodes = electrodes
    self.heartOnly = heartOnly
    self.surfaces = surfaces
  }

  /// The factor on the usual error.
  ///
  /// Between no surface and a whole one variances are interpolated, by how much of what a whole one takes it took.
  ///
  /// - Parameters:
  ///   - isHeartOnly: Whether only the heart told, or electrodes were placed.
  ///   - tell: What shares of the variance of skin and lungs their surfaces took, 0…1.
  /// - Returns: The factor.
  public func factor(isHeartOnly: Bool, surfaces tell: SIMD2<Double>) -> Double {
    guard !isHeartOnly else { return heartOnly }
    guard let surfaces, tell != .zero else { return electrodes }
    func square(_ value: Double) -> Double { value * value }
    let way = pointwiseMin(tell / pointwiseMax(surfaces.wholes, SIMD2(repeating: 1e-3)), SIMD2(repeating: 1))
    let (s, l) = (max(way.x, 0), max(way.y, 0))
    let variance =
      (1 - s) * ((1 - l) * square(electrodes) + l * square(surfaces.lungs))
      + s * ((1 - l) * square(surfaces.skin) + l * square(surfaces.both))
    return variance.squareRoot()
  }
}
