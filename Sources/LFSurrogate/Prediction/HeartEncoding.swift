public import LFAnatomy
public import LFCore
public import LFLeadField
public import LFMesh
public import LFShapeCode

/// A heart as the surrogate sees it: its latent code, how well it fits, and what is odd about it.
public struct HeartEncoding: Sendable {
  /// The code.
  public let code: AnatomyCode
  /// The decoded anatomy, at the heart's place.
  public let anatomy: DecodedAnatomy
  /// The mean distance of the heart's surface from the decoded one, mm.
  public let residual: Double
  /// The distance that 95 % of the heart's surface is within, mm.
  public let residual95: Double
  /// Root mean square of the shape's code in deviations of the prior.
  public let strangeness: Double
  /// The largest of the three angles' distances from the prior's mean, in deviations.
  public let turn: Double
  /// The mean distance of the electrodes given from the decoded skin, mm; `nil` without.
  public let skinGap: Double?
  /// What is outside the model's domain, one line each.
  public let findings: [String]

  /// The limits of the domain: what nearly all anatomies of the population keep.
  public enum Limit {
    /// Mean distance of the surfaces, mm.
    public static let residual = 3.5
    /// Root mean square of the code, deviations.
    public static let strangeness = 1.8
    /// Extent along the axis of largest spread, mm.
    public static let longAxis = 75.0...155.0
    /// Share of the decoded blood that may be muscle.
    public static let solid = 0.3
    /// Share of a decoded cavity's wall that a heart of two ventricles has.
    public static let seen = 0.75
    /// What no ventricle's room is smaller than, mm³.
    public static let room = 5000.0
    /// How near its surface must be, mm.
    public static let near = 10.0
    /// Angles, deviations.
    public static let turn = 3.5
    /// Electrodes from the decoded skin, mm.
    public static let skinGap = 20.0
  }

  /// Encodes a heart.
  ///
  /// - Parameters:
  ///   - heart: The heart.
  ///   - electrodes: Electrodes on the skin, LPS, mm; empty when none are known.
  ///   - use: What they tell.
  ///   - shape: The shape model.
  ///   - places: How many places of its surface are looked at.
  /// - Throws: `LFError` with code `badData` when the heart has no surface, `internalFault` when the equations
  ///   cannot be solved.
  public init(
    _ heart: HeartMesh, electrodes: [Electrode], use: CodeInference.Use, _ shape: ShapeModel,
    places: Int = 1200
  ) throws(LFError) {
    guard let inference = CodeInference(shape.decoder, shape.prior) else {
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
    let found = inference.heart.infer(sample)
    let local = electrodes.map { Electrode($0.name, at: $0.position - centre, origin: $0.origin) }
    guard
      let code = inference.code(
        found, electrodes: local, use: electrodes.isEmpty ? .none : use, centre: centre)
    else {
      throw LFError(.internalFault, "the code's equations cannot be solved", at: .init(file: heart.file))
    }
    self.code = code
    let decoded = DecodedAnatomy(shape.decoder, code)
    // The base is a narrow ring: it takes more places to find it than to know the shape.
    anatomy =
      heart.bounds(surface)
      ? decoded.with(muscle: SurfaceDistance(surface), surface: surface.evenSample(4 * places)) : decoded
    residual = found.meanResidual
    let sorted = found.residuals.sorted()
    residual95 = sorted[Int(Double(sorted.count - 1) * 0.95)]
    strangeness = found.strangeness
    let layout = shape.prior.layout
    turn = layout.angles.reduce(0) {
      max($0, abs(code.values[$1] - shape.prior.mean[$1]) / shape.prior.deviation($1))
    }
    if electrodes.isEmpty {
      skinGap = nil
    } else {
      let d = anatomy.distances(electrodes.map(\.position))
      skinGap = electrodes.indices.reduce(0.0) { $0 + Double(abs(d[5 * $1])) } / Double(electrodes.count)
    }
    var findings: [String] = []
    if residual > Limit.residual {
      findings.append(
        "its surface is \(Self.text(residual)) mm from the nearest two ventricles that the model knows (usual: 1;"
          + " limit: \(Self.text(Limit.residual)))")
    }
    if !Limit.longAxis.contains(heart.longAxis) {
      findings.append(
        "it is \(Self.text(heart.longAxis)) mm long, and the model knows hearts of \(Self.text(Limit.longAxis.lowerBound))"
          + " to \(Self.text(Limit.longAxis.upperBound)) mm")
    }
    let solid = Self.solidShare(of: anatomy)
    if solid > Limit.solid {
      findings.append(
        "\(Int((100 * solid).rounded())) % of where the model expects blood is muscle: a solid heart, or not the"
          + " ventricles' muscle alone")
    }
    if let rooms = anatomy.heart?.rooms.filter({ $0 > Limit.room }), rooms.count == 1 {
      findings.append(
        "its walls enclose one room of blood (\(Int(rooms[0] / 1000)) ml), where two ventricles have two: a left ventricle"
          + " alone?")
    }
    let seen = Self.seenShares(anatomy, sample.map { $0 + centre })
    for (side, share) in seen.enumerated() where share < Limit.seen {
      let (name, other) = side == 0 ? ("left", "right") : ("right", "left")
      findings.append(
        "only \(Int((100 * share).rounded())) % of the wall where the model expects the \(name) ventricle's blood is there"
          + " (limit: \(Int(100 * Limit.seen)) %): the \(other) ventricle alone?")
    }
    if strangeness > Limit.strangeness {
      findings.append(
        "its shape is \(Self.text(strangeness)) deviations from the population's (limit: \(Self.text(Limit.strangeness)))"
      )
    }
    if turn > Limit.turn {
      findings.append(
        "it lies \(Self.text(turn)) deviations from how hearts lie (limit: \(Self.text(Limit.turn)); see --frame)"
      )
    }
    if let skinGap, skinGap > Limit.skinGap {
      findings.append(
        "the electrodes are \(Self.text(skinGap)) mm from any torso that the model knows (limit:"
          + " \(Self.text(Limit.skinGap)))")
    }
    self.findings = findings
  }

  /// The share of the decoded blood, well inside it, that the heart's own surface encloses as muscle.
  private static func solidShare(of anatomy: DecodedAnatomy) -> Double {
    guard let heart = anatomy.heart else { return 0 }
    let code = anatomy.withoutHeart
    let places = (0..<4913).map { i -> SIMD3<Double> in
      let (x, y, z) = (Double(i % 17) - 8, Double(i / 17 % 17) - 8, Double(i / 289) - 8)
      return anatomy.code.origin + SIMD3(x, y, z) * 8
    }
    let d = code.heartDistances(places)
    let blood = places.indices.filter { min(d[3 * $0 + 1], d[3 * $0 + 2]) < -4 && d[3 * $0] < -4 }
    guard !blood.isEmpty else { return 0 }
    let inside = heart.muscleDistances(at: blood.map { places[$0] }).count { $0 < -1 }
    return Double(inside) / Double(blood.count)
  }

  /// The shares of the decoded left and right cavities' walls that lie near the heart's surface.
  private static func seenShares(_ anatomy: DecodedAnatomy, _ surface: [SIMD3<Double>]) -> [Double] {
    let places = (0..<35937).map { i -> SIMD3<Double> in
      let (x, y, z) = (Double(i % 33) - 16, Double(i / 33 % 33) - 16, Double(i / 1089) - 16)
      return anatomy.code.origin + SIMD3(x, y, z) * 4
    }
    let d = anatomy.withoutHeart.heartDistances(places)
    return [1, 2].map { side in
      let wall = places.indices.filter { abs(d[3 * $0 + side]) < 2 && d[3 * $0] < 4 }
      let seen = wall.count { i in
        surface.contains { (($0 - places[i]) * ($0 - places[i])).sum() < Limit.near * Limit.near }
      }
      return wall.isEmpty ? 1 : Double(seen) / Double(wall.count)
    }
  }

  private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  /// Whether a mesh's field arrays hold an encoding.
  ///
  /// - Parameter arrays: The field arrays.
  /// - Returns: Whether they do.
  public static func isEncoding(_ arrays: [DataArray]) -> Bool {
    arrays.contains { $0.name == "latent_code" }
  }

  /// An encoding as it was written into field arrays.
  ///
  /// - Parameters:
  ///   - arrays: The field arrays.
  ///   - model: The model whose decoder made it.
  ///   - file: The file's name, for errors.
  /// - Throws: `LFError` with code `badData` when an array is missing or is not that of the model's decoder.
  public init(_ arrays: [DataArray], _ model: SurrogateModel, file: String) throws(LFError) {
    func numbers(_ name: String, _ count: Int) throws(LFError) -> [Double] {
      guard let values = arrays.first(where: { $0.name == name })?.values.doubles(), values.count == count,
        values.allSatisfy(\.isFinite)
      else {
        throw LFError(
          .badData, "has no array \(name) of \(count) finite numbers", at: .init(file: file),
          hint: "encode the heart again with this model")
      }
      return values
    }
    guard case .string(let names)? = arrays.first(where: { $0.name == "latent_code_decoder" })?.values,
      let name = names.first, let shape = model.shapes[name]
    else {
      throw LFError(
        .badData, "does not say which decoder its code is for, or the model has none of that name",
        at: .init(file: file), hint: "encode the heart again with this model")
    }
    let layout = shape.prior.layout
    let n = layout.count
    var covariance = SymmetricMatrix(n)
    covariance.values = try numbers("latent_code_covariance", n * n)
    let origin = try numbers("latent_code_origin", 3)
    var code = AnatomyCode(
      layout: layout, values: try numbers("latent_code", n), covariance: covariance,
      origin: SIMD3(origin[0], origin[1], origin[2]), torsoUncertainty: try numbers("torso_uncertainty", 1)[0]
    )
    let places = try numbers("latent_code_landmark", 30)
    code.landmarks = (0..<10).map { SIMD3(places[3 * $0], places[3 * $0 + 1], places[3 * $0 + 2]) }
    code.landmarkDeviations = try numbers("latent_code_landmark_deviation", 10)
    self.code = code
    anatomy = DecodedAnatomy(shape.decoder, code)
    let residuals = try numbers("heart_surface_residual", 2)
    (residual, residual95) = (residuals[0], residuals[1])
    let odd = try numbers("heart_strangeness", 2)
    (strangeness, turn) = (odd[0], odd[1])
    skinGap = nil
    if case .string(let texts)? = arrays.first(where: { $0.name == "outside_domain" })?.values {
      findings = texts.filter { !$0.isEmpty }
    } else {
      findings = []
    }
  }

  /// The ten standard electrodes at their most probable places on the decoded skin.
  public var standardElectrodes: [Electrode] {
    zip(Electrode.standardNames, anatomy.landmarks).map { Electrode($0, at: $1, origin: .placed) }
  }

  /// The code and its measures as field arrays of a mesh.
  public var fieldArrays: [DataArray] {
    let layout = code.layout
    let names =
      layout.heart.map { "heart \($0 + 1)" } + ["azimuth", "elevation", "roll"]
      + layout.torso.indices.map { "torso \($0 - layout.torso.lowerBound + 1)" }
    return [
      DataArray("latent_code", .float64(code.values)),
      DataArray(
        "latent_code_deviation",
        .float64(code.values.indices.map { max(code.covariance[$0, $0], 0).squareRoot() })),
      DataArray("latent_code_covariance", components: layout.count, .float64(code.covariance.values)),
      DataArray("latent_code_name", .string(names)),
      DataArray("latent_code_decoder", .string([anatomy.decoder.name])),
      DataArray(
        "latent_code_origin", components: 3, .float64([code.origin.x, code.origin.y, code.origin.z])),
      DataArray(
        "latent_code_landmark", components: 3, .float64(code.landmarks.flatMap { [$0.x, $0.y, $0.z] })),
      DataArray("latent_code_landmark_deviation", .float64(code.landmarkDeviations)),
      DataArray("heart_surface_residual", .float64([residual, residual95])),
      DataArray("heart_strangeness", .float64([strangeness, turn])),
      DataArray("torso_uncertainty", .float64([code.torsoUncertainty])),
      DataArray("outside_domain", .string(findings)),
    ]
  }
}
