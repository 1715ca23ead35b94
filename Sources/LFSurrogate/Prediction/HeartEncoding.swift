public import LFAnatomy
public import LFCore
public import LFLeadField
import LFMesh
public import LFShapeCode

/// A heart as the surrogate sees it: its latent code, how well it fits, and what is odd about it.
public struct HeartEncoding: Sendable {
  /// The code.
  public internal(set) var code: AnatomyCode
  /// The decoded anatomy, at the heart's place.
  public internal(set) var anatomy: DecodedAnatomy
  /// The mean distance of the heart's surface from the decoded one, mm.
  public let residual: Double
  /// The distance that 95 % of the heart's surface is within, mm.
  public let residual95: Double
  /// Root mean square of the shape's code in deviations of the prior.
  public let strangeness: Double
  /// The largest of the three angles' distances from the prior's mean, in deviations.
  public let turn: Double
  /// The mean distance of the electrodes given from the decoded skin, mm; `nil` without.
  public internal(set) var skinGap: Double?
  /// How far the standard ones of the electrodes given lie from where hearts like this one have them, in deviations;
  /// `nil` without.
  public internal(set) var electrodeStrangeness: Double?
  /// What electrodes told of the torso; `nil` where the file of a code does not say.
  public internal(set) var use: CodeInference.Use?
  /// How near the torso's segmented surfaces, if any were given, are to the decoded ones.
  public let torsoFits: [TorsoFit]
  /// What is outside the model's domain, one line each.
  public internal(set) var findings: [String] = []

  /// Encodes a heart.
  ///
  /// - Parameters:
  ///   - heart: The heart.
  ///   - electrodes: Electrodes on the skin, LPS, mm; empty when none are known.
  ///   - use: What they tell.
  ///   - shape: The shape model.
  ///   - torso: What of the torso was segmented, LPS, mm.
  ///   - places: How many places of its surface are looked at.
  /// - Throws: `LFError` with code `badData` when the heart has no surface, `internalFault` when the equations
  ///   cannot be solved.
  public init(
    _ heart: HeartMesh, electrodes: [Electrode], use: CodeInference.Use, _ shape: ShapeModel,
    torso: [TorsoPlaces] = [], places: Int = 1200
  ) throws(LFError) {
    guard var inference = CodeInference(shape.decoder, shape.prior) else {
      throw LFError(.internalFault, "the model's prior cannot be inverted")
    }
    let centre = heart.centroid
    let surface = heart.surface
    let sample = surface.evenSample(places).map { $0 - centre }
    guard sample.count >= 50 else {
      throw LFError(
        .badData, "has no surface to encode", at: .init(file: heart.file),
        hint: "give the muscle's mesh or surface")
    }
    let local = electrodes.map { Electrode($0.name, at: $0.position - centre, origin: $0.origin) }
    // Between shapes that fit alike, where the whole muscle's centre lies decides.
    let isWhole = heart.bounds(surface)
    if isWhole { inference.heart.centreDeviation = HeartInference.wholeCentreDeviation }
    let heartInference = inference.heart
    let (muscle, found) = Parallel.both {
      isWhole ? SurfaceDistance(surface) : nil
    } _: {
      heartInference.infer(sample)
    }
    // The base is a narrow ring: it takes more places to find it than to know the shape.
    let own = muscle.map {
      KnownHeart($0, surface: surface.evenSample(4 * places), found, shape.decoder, centre: centre)
    }
    let code = inference.code(
      found, electrodes: local, use: electrodes.isEmpty ? .none : use,
      surfaces: torso.map { $0.moved(by: -centre) }, place: own?.place?.moved(by: -centre), centre: centre)
    guard let code else {
      throw LFError(.internalFault, "the code's equations cannot be solved", at: .init(file: heart.file))
    }
    let anatomy = DecodedAnatomy(shape.decoder, code, heart: own)
    self.anatomy = anatomy
    self.code = code
    residual = found.meanResidual
    let sorted = found.residuals.sorted()
    residual95 = sorted[Int(Double(sorted.count - 1) * 0.95)]
    strangeness = found.strangeness
    let layout = shape.prior.layout
    turn = layout.angles.reduce(0) {
      max($0, abs(code.values[$1] - shape.prior.mean[$1]) / shape.prior.deviation($1))
    }
    skinGap = Self.skinGap(electrodes, anatomy)
    self.use = electrodes.isEmpty ? CodeInference.Use.none : use
    torsoFits = torso.map { TorsoFit($0, anatomy) }
    let odd = use == .labelled ? inference.strangeness(of: local, found) : nil
    electrodeStrangeness = odd?.deviations
    let doubt = FrameDoubt(sample, found, heartInference, read: heart.source.frame)
    findings = outsideDomain(heart, sample.map { $0 + centre }, doubt) + electrodesOutsideDomain(odd)
  }

  /// The mean distance of electrodes from a decoded skin, mm; `nil` without electrodes.
  static func skinGap(_ electrodes: [Electrode], _ anatomy: DecodedAnatomy) -> Double? {
    guard !electrodes.isEmpty else { return nil }
    let d = anatomy.distances(electrodes.map(\.position))
    return electrodes.indices.reduce(0.0) { $0 + Double(abs(d[5 * $1])) } / Double(electrodes.count)
  }

  /// The ten standard electrodes at their most probable places on the decoded skin.
  public var standardElectrodes: [Electrode] {
    zip(Electrode.standardNames, anatomy.landmarks).map { Electrode($0, at: $1, origin: .placed) }
  }
}
