public import LFAnatomy
public import LFSolve

/// What is known of an anatomy: its most probable latent code, and how sure that is.
public struct AnatomyCode: Equatable, Sendable {
  /// Where what stands.
  public let layout: CodeLayout
  /// The code: heart, angles in degrees, torso.
  public var values: [Double]
  /// The posterior covariance.
  public var covariance: SymmetricMatrix
  /// Where the code's origin (the centre of the decoded muscle) lies, LPS, mm.
  public var origin: SIMD3<Double>
  /// How much of the prior's variance of the torso is left: 1 when only the heart is known and says nothing.
  public var torsoUncertainty: Double
  /// What shares of the variance that heart and electrodes leave of skin and lungs their segmented surfaces took, 0…1.
  public var surfacesTell = SIMD2<Double>(0, 0)
  /// Where the ten standard electrodes most probably go, in the order of `Electrode.standardNames`, LPS, mm; empty
  /// when nobody asked.
  public var landmarks: [SIMD3<Double>] = []
  /// One standard deviation of each of them along an axis, mm.
  public var landmarkDeviations: [Double] = []

  /// A code.
  ///
  /// - Parameters:
  ///   - layout: Where what stands.
  ///   - values: Heart, angles in degrees, torso.
  ///   - covariance: The posterior covariance.
  ///   - origin: The centre of the decoded muscle, LPS, mm.
  ///   - torsoUncertainty: How much of the prior's variance of the torso is left.
  public init(
    layout: CodeLayout, values: [Double], covariance: SymmetricMatrix, origin: SIMD3<Double> = .zero,
    torsoUncertainty: Double
  ) {
    precondition(values.count == layout.count && covariance.size == values.count)
    self.layout = layout
    self.values = values
    self.covariance = covariance
    self.origin = origin
    self.torsoUncertainty = torsoUncertainty
  }

  /// Whether only the heart can have told of the torso: ten electrodes leave half of the torso's spread, the heart
  /// nearly all.
  public var isOfHeartOnly: Bool { torsoUncertainty > 0.7 }

  /// The heart's shape.
  public var heart: [Float] { values[layout.heart].map { Float($0) } }
  /// Skin and lungs.
  public var torso: [Float] { values[layout.torso].map { Float($0) } }
  /// How the heart lies.
  public var orientation: HeartOrientation {
    let a = layout.angles.lowerBound
    var orientation = HeartOrientation()
    (orientation.azimuth, orientation.elevation, orientation.roll) = (values[a], values[a + 1], values[a + 2])
    return orientation
  }
}
