public import LFCore
public import LFLeadField
public import LFShapeCode

extension HeartEncoding {
  /// Whether no electrode has told of the code: others still can.
  public var awaitsElectrodes: Bool { use == CodeInference.Use.none }

  /// The encoding when electrodes tell of the torso too; what was found of the heart itself stays.
  ///
  /// - Parameters:
  ///   - first: An encoding that no electrode has told of.
  ///   - electrodes: Electrodes on the skin, LPS, mm.
  ///   - use: What they tell.
  ///   - shape: The shape model that made the code.
  /// - Throws: `LFError` with code `badData` when the code's covariance is none.
  public init(
    _ first: HeartEncoding, electrodes: [Electrode], use: CodeInference.Use, _ shape: ShapeModel
  ) throws(LFError) {
    guard let inference = CodeInference(shape.decoder, shape.prior),
      var code = inference.code(first.code, electrodes: electrodes, use: use)
    else {
      throw LFError(
        .badData, "has a latent_code_covariance that no code has, so electrodes cannot tell of it",
        hint: "encode the heart again")
    }
    self = first
    self.use = use
    code.surfacesTell = first.code.surfacesTell
    self.code = code
    anatomy = DecodedAnatomy(shape.decoder, code, heart: first.anatomy.heart)
    skinGap = Self.skinGap(electrodes, anatomy)
    let odd = use == .labelled ? inference.strangeness(of: electrodes, first.code) : nil
    electrodeStrangeness = odd?.deviations
    findings += electrodesOutsideDomain(odd)
  }
}
