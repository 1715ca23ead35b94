public import LFAnatomy
public import LFCore
import LFFullOrder
public import LFLeadField
public import LFShapeCode

/// The scattered harmonics of one heart at places in its muscle.
///
/// The heart was segmented: what it does to a field is physics, and needs no learning. Any error that the torso's
/// inference leaves in a lead field is a sum of these functions, one number a function and electrode
/// (``HarmonicExpansion``).
public struct HarmonicBasis: Sendable {
  /// What coordinates are divided by, mm: about the heart's size, so that functions are of one size.
  public static let scale = 60.0

  /// How many functions there are.
  public let count: Int
  /// How many places.
  public let places: Int
  /// The functions, one after the other: function × place.
  public let potential: [Float]
  /// Their gradients, per metre, LPS: function × place × 3.
  public let gradient: [Float]

  /// Solves for the functions.
  ///
  /// - Parameters:
  ///   - anatomy: The heart.
  ///   - degree: The highest degree.
  ///   - conductivity: The conductivities.
  ///   - fibres: The muscle's fibres, where the conductivities need them.
  ///   - places: Places in the muscle, LPS, mm.
  ///   - density: How fine the mesh is.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` when the ball cannot be meshed or solved.
  public init(
    _ anatomy: DecodedAnatomy, degree: Int, conductivity: ConductivityModel, fibres: MuscleFibres? = nil,
    at places: [SIMD3<Double>], density: MeshDensity = HarmonicBasis.density, progress: WorkProgress = .silent
  ) throws(LFError) {
    let origin = anatomy.code.origin
    let reach = places.reduce(60) { max($0, ($1 - origin).length) }
    progress("meshing the heart", 0)
    let map = DecodedTissues(anatomy, ball: Self.margin * reach + Self.gap)
    let solved = try withSoundMesh(density) { (density) throws(LFError) in
      let model = try TorsoModel(AnatomyMesh(map, density: density), conductivity, fibres, origin: origin)
      return try ScatteredHarmonics(
        model, bulk: conductivity.tissues["torso"] ?? 0.2, center: .zero, degree: degree, scale: Self.scale,
        progress: progress)
    }
    let samples = try solved.samples(
      at: places.map { $0 - origin }, in: Tissue.myocardium.conductivityName, limit: 40, origin: origin)
    count = solved.harmonics.count
    self.places = places.count
    potential = samples.potential ?? []
    gradient = samples.gradient
  }

  /// How fine the mesh is: the functions carry what is left of an error, not the field itself.
  public static let density = MeshDensity.standard.refined(0.6)
  /// How far the ball reaches beyond the heart: a share of its size, and mm.
  private static let margin = 1.15
  private static let gap = 15.0
}

extension SIMD3<Double> {
  fileprivate var length: Double { (self * self).sum().squareRoot() }
}
