import LFAnatomy
public import LFCore
public import LFMesh
import LFShapeCode
import LFSolve

/// The encoding as it is written with a mesh.
extension HeartEncoding {
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
    if arrays.contains(where: { $0.name == "surfaces_tell" }) {
      let tell = try numbers("surfaces_tell", 2)
      code.surfacesTell = SIMD2(tell[0], tell[1])
    }
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
    electrodeStrangeness = (try? numbers("electrode_strangeness", 1))?[0]
    if case .string(let texts)? = arrays.first(where: { $0.name == "electrodes_tell" })?.values {
      use = texts.first.flatMap(CodeInference.Use.init(rawValue:))
    } else {
      use = nil
    }
    var fits: [TorsoFit] = []
    for part in TorsoPlaces.Part.allCases where arrays.contains(where: { $0.name == Self.fitName(part) }) {
      let found = try numbers(Self.fitName(part), 2)
      fits.append(TorsoFit(part, mean: found[0], within95: found[1]))
    }
    torsoFits = fits
    if case .string(let texts)? = arrays.first(where: { $0.name == "outside_domain" })?.values {
      findings = texts.filter { !$0.isEmpty }
    }
  }

  /// The code and its measures as field arrays of a mesh.
  public var fieldArrays: [DataArray] {
    let layout = code.layout
    let names =
      layout.heart.map { "heart \($0 + 1)" } + ["azimuth", "elevation", "roll"]
      + layout.torso.indices.map { "torso \($0 - layout.torso.lowerBound + 1)" }
    var arrays = [
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
    if let use { arrays.append(DataArray("electrodes_tell", .string([use.rawValue]))) }
    if let electrodeStrangeness {
      arrays.append(DataArray("electrode_strangeness", .float64([electrodeStrangeness])))
    }
    if !torsoFits.isEmpty {
      arrays.append(DataArray("surfaces_tell", .float64([code.surfacesTell.x, code.surfacesTell.y])))
    }
    for fit in torsoFits {
      arrays.append(DataArray(Self.fitName(fit.part), .float64([fit.mean, fit.within95])))
    }
    return arrays
  }

  private static func fitName(_ part: TorsoPlaces.Part) -> String { "\(part.name)_surface_residual" }
}
