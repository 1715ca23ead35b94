public import LFAnatomy
public import LFCore
public import LFLeadField
public import LFPredictors
import LFShapeCode

/// The lead field in the heart by scattered harmonics: physics where the anatomy is known, learning where it is not.
public struct HarmonicLeadField: LeadFieldPredictor {
  /// `harmonics`.
  public let method = "harmonics"
  /// What to read about the method.
  public let references =
    "scattered solid harmonics of the heart by linear finite elements, coefficients by networks on latent anatomy codes;"
    + " codes after \"Learning geometry-dependent lead-field operators for forward ECG modeling\", arXiv:2602.22367"

  /// The heart.
  public let encoding: HeartEncoding
  /// How fine the mesh of the heart is.
  public var density = MeshDensity.standard
  private let features: AnatomyFeatures
  private let expansion: HarmonicExpansion
  private let placement: LeadFieldOperator?

  /// A predictor for one heart.
  ///
  /// - Parameters:
  ///   - encoding: The heart.
  ///   - shape: The shape model that encoded it.
  ///   - expansion: The expansion, trained with that shape model.
  ///   - placement: The operator that says what placed electrodes cost; without it their deviation is too small.
  public init(
    _ encoding: HeartEncoding, _ shape: ShapeModel, _ expansion: HarmonicExpansion,
    placement: LeadFieldOperator?
  ) {
    self.encoding = encoding
    self.expansion = expansion
    self.placement = placement
    features = AnatomyFeatures(encoding.anatomy, shape.prior)
  }

  /// Z in ohm and ∇Z in ohm/m of each electrode, with its deviation; electrodes that were placed add what their place costs.
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
    let electrodes = anatomy.electrodes.electrodes
    let positions = electrodes.map(\.position)
    let fibres = try anatomy.fibresNeeded()
    let basis = try HarmonicBasis(
      encoding.anatomy, degree: expansion.degree, conductivity: anatomy.conductivity, fibres: fibres,
      electrodes: positions,
      at: places, density: density, progress: progress)
    let torso = try TorsoMoments(
      encoding.anatomy, degree: expansion.degree, conductivity: anatomy.conductivity, fibres: fibres,
      progress: progress)
    var found = expansion.predict(try expansion.rows(features, torso, basis, positions), basis)
    if let placement { PlacedElectrodes(encoding, features, placement).widen(&found, electrodes, places) }
    guard found.gradient.allSatisfy(\.isFinite) else {
      throw LFError(
        .badData, "the field has no bound at a place where it is wanted", at: .init(file: anatomy.heart.file),
        hint: "electrodes lie on the skin, not at points of the mesh")
    }
    return FieldSamples(
      count: places.count, potential: found.potential, gradient: found.gradient, deviation: found.deviation)
  }
}
