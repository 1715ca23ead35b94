public import LFAnatomy
public import LFCore
public import LFLeadField
public import LFPredictors
import LFShapeCode

/// The full-order model on an inferred torso: the decoded anatomy is meshed, and the equations are solved on it.
///
/// Exact where the code is: what is left of its error is the code's. Any conductivities will do.
public struct InferredFullOrder: LeadFieldPredictor {
  /// `inferred`.
  public let method = "inferred"
  /// What to read about the method.
  public let references =
    "linear finite elements on an anatomy decoded from a latent code (signed distances, MAP inference), electrode"
    + " singularity in closed form, uniform return over the skin"

  /// The heart.
  public let encoding: HeartEncoding
  /// How fine the mesh is.
  public var density = MeshDensity.standard

  /// A predictor for one heart.
  ///
  /// - Parameter encoding: The heart.
  public init(_ encoding: HeartEncoding) { self.encoding = encoding }

  /// Z in ohm and ∇Z in ohm/m of each electrode.
  ///
  /// - Parameters:
  ///   - anatomy: The heart that was encoded, electrodes (moved onto the decoded skin), conductivities.
  ///   - places: Where in the muscle, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: The samples.
  /// - Throws: `LFError` when the decoded anatomy cannot be meshed or solved.
  public func samples(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples {
    try torso(of: anatomy, everywhere: false, progress).samples(at: places)
  }

  /// The same for some electrodes at a time.
  ///
  /// - Parameters:
  ///   - anatomy: The heart that was encoded, electrodes (moved onto the decoded skin), conductivities.
  ///   - places: Where in the muscle, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: What makes the samples of electrodes.
  /// - Throws: `LFError` when the decoded anatomy cannot be meshed or solved.
  public func stream(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> SampleStream {
    let torso = try torso(of: anatomy, everywhere: false, progress).stream(at: places)
    return SampleStream(count: places.count, hasDeviation: false) { (electrodes) throws(LFError) in
      torso.samples(of: electrodes)
    }
  }

  /// Z in ohm and ∇Z in ohm/m of each electrode, anywhere in the torso.
  ///
  /// - Parameters:
  ///   - anatomy: The heart that was encoded, electrodes (moved onto the decoded skin), conductivities.
  ///   - places: Where, LPS, mm; outside the decoded skin the field is continued from the nearest cell.
  ///   - progress: Takes how far it is.
  /// - Returns: The samples.
  /// - Throws: `LFError` when the decoded anatomy cannot be meshed or solved, or a place is far outside it.
  public func samples(
    of anatomy: Anatomy, anywhere places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples {
    try torso(of: anatomy, everywhere: true, progress).samples(anywhere: places)
  }

  private func torso(
    of anatomy: Anatomy, everywhere: Bool, _ progress: WorkProgress
  ) throws(LFError) -> InferredTorso {
    try InferredTorso(
      encoding.anatomy, electrodes: anatomy.electrodes.electrodes.map(\.position),
      conductivity: anatomy.conductivity, fibres: anatomy.fibresNeeded(), everywhere: everywhere,
      density: density, progress: progress)
  }
}
