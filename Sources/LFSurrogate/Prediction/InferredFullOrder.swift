public import LFAnatomy
public import LFCore
import LFFullOrder
public import LFLeadField
public import LFPredictors
import LFShapeCode

/// The full-order model on an inferred torso: the decoded anatomy is meshed, and the equations are solved on it.
///
/// Slower than the learned operator by far, and more exact where the code is: what is left of its error is the code's.
/// Any conductivities will do.
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
    progress("meshing the inferred torso", 0)
    let map = DecodedTissues(encoding.anatomy)
    let origin = encoding.code.origin
    let fibres = try anatomy.fibresNeeded()
    let electrodes = anatomy.electrodes.electrodes
    let near = map.skin.nearest(encoding.onSkin(electrodes.map(\.position)).map { $0 - origin })
    let placed = zip(electrodes, near).map { Electrode($0.name, at: $1.point, origin: $0.origin) }
    let solution = try withSoundMesh(density) { (density) throws(LFError) in
      let model = try TorsoModel(
        AnatomyMesh(map, density: density), anatomy.conductivity, fibres, origin: origin)
      progress("solving on the inferred torso", 0.4)
      var diagnostics = Diagnostics()
      return try FullOrderSolver(model, progress: progress).solve(placed, diagnostics: &diagnostics)
    }
    return try solution.samples(
      at: places.map { $0 - origin }, in: Tissue.myocardium.conductivityName, limit: 40)
  }
}
