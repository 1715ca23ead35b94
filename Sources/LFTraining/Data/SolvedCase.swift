import LFAnatomy
public import LFCore
import LFFormats
public import LFLeadField
import LFMesh
import LFShapeCode
import LFSurrogate

/// One anatomy as `lftrain data` solved it: places, electrodes, lead fields.
public struct SolvedCase: Sendable {
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

  /// Reads a file of `lftrain data`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - seed: Its seed.
  /// - Throws: `LFError` when the file is not such a one.
  public init(_ path: String, seed: UInt64) throws(LFError) {
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
  }

  /// What inference makes of the anatomy, told more or less of it.
  ///
  /// - Parameters:
  ///   - shape: The shape model.
  ///   - inference: Its inference.
  /// - Returns: Decoded anatomies with the heart itself in them, and what electrodes told; the mean residual of the
  ///   heart's surface, mm. The first is told of the ten standard electrodes by name, the second of none.
  func inferred(
    _ shape: ShapeModel, _ inference: CodeInference
  ) -> (variants: [(use: CodeInference.Use, anatomy: DecodedAnatomy)], residual: Double) {
    let (inference, heart, own) = heart(shape, inference)
    let ten = Array(electrodes.prefix(10))
    var random = RandomSource(seed: seed, stream: 0x7E11)
    // The precordial electrodes and some of the limbs': what a Holter or a stress test has.
    let some = ten.filter { _ in random.uniform() < 0.6 }
    let told: [(CodeInference.Use, [Electrode])] = [
      (.labelled, ten), (.none, []), (.labelled, some), (.unlabelled, ten), (.labelled, electrodes),
    ]
    var result: [(use: CodeInference.Use, anatomy: DecodedAnatomy)] = []
    for (use, list) in told {
      guard let code = inference.code(heart, electrodes: list, use: use, place: own.place) else { continue }
      result.append((use, DecodedAnatomy(shape.decoder, code, heart: own)))
    }
    return (result, heart.meanResidual)
  }

  /// What inference makes of the anatomy, told of the ten standard electrodes and of whole surfaces of the torso.
  ///
  /// - Parameters:
  ///   - shape: The shape model.
  ///   - inference: Its inference.
  /// - Returns: Decoded anatomies with the heart itself in them, told of the skin, of the lungs, and of both.
  /// - Throws: `LFError` with code `internalFault` when the equations cannot be solved.
  func inferredWithSurfaces(_ shape: ShapeModel, _ inference: CodeInference) throws(LFError)
    -> [DecodedAnatomy]
  {
    let truth = TrainingCase.anatomy(of: seed)
    let surfaces = truth.surfaces(
      resolution: 0.7, muscle: truth.sampleHeart(spacing: 4).tetrahedra.boundary())
    var places: [TorsoPlaces] = []
    for (part, of) in [(TorsoPlaces.Part.skin, TorsoAnatomy.Part.skin), (.lungs, .lungs)] {
      guard let surface = surfaces.first(where: { $0.part == of })?.surface else { continue }
      places.append(try TorsoPlaces(part, of: surface))
    }
    let (inference, heart, own) = heart(shape, inference)
    var result: [DecodedAnatomy] = []
    for told in places.map({ [$0] }) + [places] {
      guard
        let code = inference.code(
          heart, electrodes: Array(electrodes.prefix(10)), use: .labelled, surfaces: told, place: own.place)
      else { throw LFError(.internalFault, "the code of seed \(seed) cannot be solved for") }
      result.append(DecodedAnatomy(shape.decoder, code, heart: own))
    }
    return result
  }

  /// The heart, inferred as at use (`HeartEncoding`), and as it is.
  private func heart(
    _ shape: ShapeModel, _ inference: CodeInference
  ) -> (inference: CodeInference, found: HeartInference.Result, own: KnownHeart) {
    let truth = TrainingCase.anatomy(of: seed)
    let surface = truth.heart.surfacePlaces(3000, seed: seed)
    var inference = inference
    inference.heart.centreDeviation = HeartInference.wholeCentreDeviation
    let found = inference.heart.infer(Array(surface.prefix(900)))
    return (inference, found, KnownHeart(truth.muscle, surface: surface, found, shape.decoder, centre: .zero))
  }
}
