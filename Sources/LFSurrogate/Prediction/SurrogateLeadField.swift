public import LFAnatomy
public import LFCore
public import LFLeadField
public import LFPredictors
import LFShapeCode

/// The lead field by the operator network, for a heart that was encoded.
public struct SurrogateLeadField: LeadFieldPredictor {
  /// `operator`.
  public let method = "operator"
  /// What to read about the method.
  public let references =
    "operator network on latent anatomy codes, after \"Learning geometry-dependent lead-field operators for forward"
    + " ECG modeling\", arXiv:2602.22367"

  /// The heart.
  public let encoding: HeartEncoding
  private let features: AnatomyFeatures
  private let item: LeadFieldOperator

  /// A predictor for one heart.
  ///
  /// - Parameters:
  ///   - encoding: The heart.
  ///   - shape: The shape model that encoded it.
  ///   - item: The operator, trained with that shape model.
  public init(_ encoding: HeartEncoding, _ shape: ShapeModel, _ item: LeadFieldOperator) {
    self.encoding = encoding
    self.item = item
    features = AnatomyFeatures(encoding.anatomy, shape.prior)
  }

  /// Z in ohm and ∇Z in ohm/m of each electrode, with its deviation; electrodes that were placed add what their place costs.
  ///
  /// - Parameters:
  ///   - anatomy: The heart that was encoded, electrodes, conductivities.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: Potentials, gradients and the gradients' deviations.
  /// - Throws: `LFError` with code `badData` when a place coincides with an electrode.
  public func samples(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples {
    let electrodes = anatomy.electrodes.electrodes
    let positions = electrodes.map(\.position)
    var found = item.predict(features, at: places, electrodes: positions, progress: progress)
    PlacedElectrodes(encoding, features, item).widen(&found, electrodes, places)
    guard found.gradient.allSatisfy(\.isFinite) else {
      throw LFError(
        .badData, "the field has no bound at a place where it is wanted", at: .init(file: anatomy.heart.file),
        hint: "electrodes lie on the skin, not at points of the mesh")
    }
    return FieldSamples(
      count: places.count, potential: found.potential, gradient: found.gradient, deviation: found.deviation)
  }
}
