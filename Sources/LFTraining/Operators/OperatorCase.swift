import LFAnatomy
public import LFCore
import LFFormats
public import LFLeadField
import LFMesh
public import LFShapeCode
public import LFSurrogate

/// One anatomy as the operator learns from it: places, electrodes, gradients, and what inference makes of it.
public struct OperatorCase: Sendable {
  /// What inference makes of an anatomy, told more or less of it.
  public struct Variant: Sendable {
    /// What electrodes told.
    public var use: CodeInference.Use
    /// The anatomy as inferred.
    public var features: AnatomyFeatures
    /// The numbers of all places.
    public var places: [Float]
    /// The numbers of all electrodes.
    public var electrodes: [Float]
  }

  /// The seed.
  public let seed: UInt64
  /// The electrodes: the ten standard ones first, heart-centred LPS, mm.
  public let electrodes: [Electrode]
  /// The places, heart-centred LPS, mm; those in the muscle first.
  public let places: [SIMD3<Double>]
  /// How many of them lie in the muscle.
  public let heartPlaces: Int
  /// ∇Z, ohm/m: electrode × place × 3.
  public let gradient: [Float]
  /// Z, ohm: electrode × place.
  public let potential: [Float]
  /// What inference makes of the anatomy.
  public let variants: [Variant]
  /// Mean residual of the heart's surface, mm.
  public let residual: Double
  /// The deviation of the decoded skin from the true one, mean over the electrodes' surroundings, mm, by variant.
  public let skinErrors: [Double]

  /// Reads a file that `lftrain data` made and infers its anatomy.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - seed: Its seed.
  ///   - shape: The shape model.
  ///   - inference: Its inference.
  /// - Throws: `LFError` when the file is not such a one.
  public init(_ path: String, seed: UInt64, _ shape: ShapeModel, _ inference: CodeInference) throws(LFError) {
    var diagnostics = Diagnostics()
    guard case .leadField(let field) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics),
      let samples = field.atPoints, let potential = samples.potential,
      case .unstructured(let grid) = field.mesh.geometry,
      let xyz = grid.points.values.doubles(), let tissue = field.mesh.pointData["tissue"]?.values.doubles()
    else { throw LFError(.badData, "is no lead field that lftrain data made", at: .init(file: path)) }
    self.seed = seed
    electrodes = field.electrodes
    places = (0..<samples.count).map { SIMD3(xyz[3 * $0], xyz[3 * $0 + 1], xyz[3 * $0 + 2]) }
    heartPlaces = tissue.firstIndex { $0 != Double(Tissue.myocardium.rawValue) } ?? tissue.count
    gradient = samples.gradient
    self.potential = potential
    let anatomy = TrainingCase.anatomy(of: seed)
    let surface = anatomy.heart.surfacePlaces(3000, seed: seed)
    let heart = inference.heart.infer(Array(surface.prefix(900)))
    residual = heart.meanResidual
    let ten = Array(electrodes.prefix(10))
    var random = RandomSource(seed: seed, stream: 0x7E11)
    // The precordial electrodes and some of the limbs': what a Holter or a stress test has.
    let some = ten.filter { _ in random.uniform() < 0.6 }
    let told: [(CodeInference.Use, [Electrode])] = [
      (.labelled, ten), (.none, []), (.labelled, some), (.unlabelled, ten), (.labelled, electrodes),
    ]
    var variants: [Variant] = []
    var errors: [Double] = []
    let probes = electrodes.map(\.position)
    for (use, list) in told {
      guard let code = inference.code(heart, electrodes: list, use: use) else { continue }
      let decoded = DecodedAnatomy(shape.decoder, code)
      let features = AnatomyFeatures(decoded.with(muscle: anatomy.muscle, surface: surface), shape.prior)
      variants.append(
        Variant(
          use: use, features: features, places: features.places(places),
          electrodes: features.electrodes(probes)))
      let d = features.anatomy.distances(probes)
      errors.append(probes.indices.reduce(0) { $0 + Double(abs(d[5 * $1])) } / Double(probes.count))
    }
    self.variants = variants
    skinErrors = errors
  }
}
