public import LFAnatomy
public import LFCore
public import LFLeadField
public import LFPredictors
import LFShapeCode

/// The lead field in the heart: solved for on the inferred torso, with what inference leaves of its error learned as
/// scattered harmonics of the heart.
public struct HarmonicLeadField: LeadFieldPredictor {
  /// `harmonics`.
  public let method = "harmonics"
  /// What to read about the method.
  public let references =
    "linear finite elements on an anatomy decoded from a latent code, corrected by scattered solid harmonics of the heart"
    + " whose coefficients are learned; codes after \"Learning geometry-dependent lead-field operators for forward ECG modeling\", arXiv:2602.22367"

  /// The heart.
  public let encoding: HeartEncoding
  private let features: AnatomyFeatures
  private let expansion: HarmonicExpansion

  /// A predictor for one heart.
  ///
  /// - Parameters:
  ///   - encoding: The heart.
  ///   - shape: The shape model that encoded it.
  ///   - expansion: The expansion, trained with that shape model.
  public init(_ encoding: HeartEncoding, _ shape: ShapeModel, _ expansion: HarmonicExpansion) {
    self.encoding = encoding
    self.expansion = expansion
    features = AnatomyFeatures(encoding.anatomy, shape.prior)
  }

  /// How fine the torso's mesh is while learning, which asks for a field's error alone.
  public static let trainingDensity = MeshDensity.standard.refined(0.75)

  /// Z in ohm and ∇Z in ohm/m of each electrode, with its deviation; that of electrodes that were placed holds what their
  /// place costs, as it was learned from such. Where surfaces of the torso were given nothing learned is added, and with
  /// electrodes deviations are those measured with such surfaces (``DeviationCalibration``); without, they are those of the
  /// heart alone, and too large.
  ///
  /// - Parameters:
  ///   - anatomy: The heart that was encoded, electrodes, conductivities.
  ///   - places: Where in the muscle, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: Potentials, gradients and the gradients' deviations.
  /// - Throws: `LFError` with code `badData` when the heart cannot be meshed or solved, or a place coincides with an
  ///   electrode.
  public func samples(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples {
    try stream(of: anatomy, at: places, progress: progress).samples(anatomy.electrodes.electrodes.indices)
  }

  /// The same for some electrodes at a time: torso, basis and what is common to all are made once.
  ///
  /// - Parameters:
  ///   - anatomy: The heart that was encoded, electrodes, conductivities.
  ///   - places: Where in the muscle, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: What makes the samples of electrodes; it throws as ``samples(of:at:progress:)`` does.
  /// - Throws: `LFError` with code `badData` when the heart cannot be meshed or solved.
  public func stream(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> SampleStream {
    let positions = anatomy.electrodes.electrodes.map(\.position)
    let fibres = try anatomy.fibresNeeded()
    let torso = try InferredTorso(
      encoding.anatomy, electrodes: positions, conductivity: anatomy.conductivity, fibres: fibres,
      progress: progress
    ).stream(at: places)
    let basis = try HarmonicBasis(
      encoding.anatomy, degree: expansion.degree, conductivity: anatomy.conductivity, fibres: fibres,
      at: places, progress: progress)
    let file = anatomy.heart.file
    // What was learned is the error that hearts and electrodes leave; who knows more has another, smaller one.
    let correcting = encoding.torsoFits.isEmpty
    let placed = anatomy.electrodes.electrodes.contains { $0.origin == .placed }
    return SampleStream(count: places.count, hasDeviation: true) { (electrodes) throws(LFError) in
      var rows = expansion.rows(features, Array(positions[electrodes]))
      rows.isHeartOnly = rows.isHeartOnly || placed
      let found = expansion.predict(rows, basis, torso.samples(of: electrodes), correcting: correcting)
      guard found.gradient.allSatisfy(\.isFinite) else {
        throw LFError(
          .badData, "the field has no bound at a place where it is wanted", at: .init(file: file),
          hint: "electrodes lie on the skin, not at points of the mesh")
      }
      return FieldSamples(
        count: places.count, potential: found.potential, gradient: found.gradient,
        deviation: found.deviation
      ).rounded()
    }
  }

  /// Z in ohm and ∇Z in ohm/m of each electrode anywhere in the torso: as solved for on the inferred one. What is
  /// learned of its error belongs to the muscle; here nobody says how large it is.
  ///
  /// - Parameters:
  ///   - anatomy: The heart that was encoded, electrodes, conductivities.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: Potentials and gradients.
  /// - Throws: `LFError` with code `badData` when the torso cannot be meshed or solved, or a place is far outside it.
  public func samples(
    of anatomy: Anatomy, anywhere places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples {
    try InferredFullOrder(encoding).samples(of: anatomy, anywhere: places, progress: progress)
  }
}
