import ArgumentParser
import LFAnatomy
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFPredictors
import LFShapeCode
import LFSurrogate

/// Heart → lead field.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predict the lead field of a heart.",
    discussion: """
      Examples:
        lfconvert predict GoldenData/heart/heart.vtu --out lf.nc
        lfconvert predict heart.vtu --out lf.vtu --electrodes electrodes.csv --conductivity homogeneous --at both
        lfconvert predict heart.vtu --electrodes electrodes.csv --skin skin.vtp --lungs lungs.vtp --out lf.nc
        lfconvert predict code.vtp --electrodes electrodes.csv --out lf.nc

      A code that no electrode told of is told by those given now, unless --electrodes-tell none keeps it as it is.
      """)

  @Argument(
    help: "The heart (a mesh of tetrahedra, hexahedra and the like, or a surface), or a code by encode.")
  var heart: String

  @OptionGroup var output: OutputOptions
  @OptionGroup var prediction: PredictionOptions
  @OptionGroup var place: HeartOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      try output.checkKind(of: .leadField)
      try Job.checkOutput(output.out, reading: [heart] + prediction.inputs)
      let dataset = try job.read(heart)
      if case .leadField = dataset {
        throw LFError(
          .usage, "carries a lead field, not a heart alone", at: .init(file: heart),
          hint: "convert it with lfconvert \(heart) --out \(output.out)")
      }
      try job.predict(dataset, from: heart, prediction, place, to: output)
    }
  }
}

extension Job {
  /// Predicts the lead field of a heart, or of an encoded one, writes it and says so.
  mutating func predict(
    _ dataset: Dataset, from file: String, _ prediction: PredictionOptions, _ place: HeartOptions,
    to output: OutputOptions
  ) throws(LFError) {
    let conductivity = try prediction.conductivityModel()
    line.begin("preparing \(file)")
    if case .mesh(let mesh) = dataset, HeartEncoding.isEncoding(mesh.fieldData) {
      return try predict(encoded: mesh, file, conductivity, prediction, place, to: output)
    }
    // The model is unpacked while the heart is looked at.
    let options = prediction.model
    let model =
      prediction.method == .pseudo
      ? nil : Later { () throws(LFError) in try options.surrogateModel() }
    let heart = try heart(in: dataset, file, place)
    let given = try givenElectrodes(for: heart, prediction.electrodes, place)
    switch prediction.method ?? .surrogate {
    case .pseudo:
      if let option = prediction.model.firstGiven ?? prediction.surfaces.firstGiven {
        throw LFError(.usage, "\(option) makes no sense with --method pseudo", hint: "leave one of them out")
      }
      let set: ElectrodeSet
      if let given {
        set = given
      } else {
        set = try ElectrodeSet(placedAround: heart, diagnostics: &diagnostics)
      }
      try predict(PseudoLeadField(), heart, set, conductivity, prediction, place, [], to: output)
    case .surrogate, .harmonics, .operator, .inferred:
      let surrogate = if let model { try model.value() } else { try prediction.model.surrogateModel() }
      let shape = try prediction.model.shape(of: surrogate, usual: usualShape(surrogate, prediction.method))
      let torso = try torsoPlaces(prediction.surfaces, usual: place.usual(of: heart))
      let encoding = try encode(heart, given, prediction.model.electrodesTell, torso, shape)
      try predict(encoding, surrogate, heart, given, conductivity, prediction, place, to: output)
    }
  }

  /// Predicts on the muscle that a code stands for.
  private mutating func predict(
    encoded mesh: Mesh, _ file: String, _ conductivity: ConductivityModel, _ prediction: PredictionOptions,
    _ place: HeartOptions, to output: OutputOptions
  ) throws(LFError) {
    if prediction.method == .pseudo {
      throw LFError(
        .usage, "holds a latent code, which --method pseudo cannot use", at: .init(file: file),
        hint: "give the heart itself")
    }
    if let option = prediction.surfaces.firstGiven {
      throw LFError(
        .usage, "holds a latent code already, so \(option) comes too late", at: .init(file: file),
        hint: "give it to lfconvert encode")
    }
    let surrogate = try prediction.model.surrogateModel()
    var encoding = try HeartEncoding(mesh.fieldData, surrogate, file: file)
    var heart = try HeartMesh(encoding.anatomy.muscle().mesh, file: file, diagnostics: &diagnostics)
    let given = try givenElectrodes(for: heart, prediction.electrodes, place)
    if try tell(&encoding, given, prediction.model.electrodesTell, surrogate, file) {
      // What the electrodes tell moves the heart's own numbers too.
      heart = try HeartMesh(encoding.anatomy.muscle().mesh, file: file, diagnostics: &diagnostics)
    }
    report(encoding, file)
    try predict(encoding, surrogate, heart, given, conductivity, prediction, place, to: output)
  }

  /// Lets electrodes tell of the torso of a code that none has told of.
  ///
  /// - Returns: Whether they did.
  private mutating func tell(
    _ encoding: inout HeartEncoding, _ given: ElectrodeSet?, _ use: CodeInference.Use?,
    _ surrogate: SurrogateModel, _ file: String
  ) throws(LFError) -> Bool {
    try check(use, given)
    guard encoding.awaitsElectrodes else {
      guard use == nil || use == CodeInference.Use.none else {
        throw LFError(
          .usage,
          "holds a code that electrodes told of already, or does not say that none did, so --electrodes-tell comes too late",
          at: .init(file: file), hint: "give the electrodes to lfconvert encode")
      }
      return false
    }
    guard let given, use != CodeInference.Use.none,
      let shape = surrogate.shapes[encoding.anatomy.decoder.name]
    else { return false }
    do throws(LFError) {
      encoding = try HeartEncoding(
        encoding, electrodes: given.electrodes, use: use ?? .labelled, shape)
    } catch { throw error.inFile(file) }
    note("the electrodes tell of the torso too: no other had told of the code in \(file)")
    return true
  }

  private mutating func predict(
    _ encoding: HeartEncoding, _ surrogate: SurrogateModel, _ heart: HeartMesh, _ given: ElectrodeSet?,
    _ conductivity: ConductivityModel, _ prediction: PredictionOptions, _ place: HeartOptions,
    to output: OutputOptions
  ) throws(LFError) {
    let predictor: any LeadFieldPredictor
    if prediction.method == .inferred {
      predictor = InferredFullOrder(encoding)
    } else {
      let usual = usualShape(surrogate, prediction.method)
      guard encoding.anatomy.decoder.name == usual else {
        throw LFError(
          .usage,
          "what was learned for --method \((prediction.method ?? .surrogate).rawValue) knows codes of the decoder"
            + " \(usual.singleLine), not \(encoding.anatomy.decoder.name)", at: .init(file: heart.file),
          hint: "use that one, or --method inferred")
      }
      guard let shape = surrogate.shapes[encoding.anatomy.decoder.name] else {
        throw LFError(.internalFault, "the model lost the decoder \(encoding.anatomy.decoder.name)")
      }
      predictor = try learned(encoding, surrogate, shape, conductivity, prediction.method ?? .surrogate)
    }
    let set: ElectrodeSet
    if let given {
      set = given
    } else {
      diagnostics.warn(
        "no electrodes given: the ten standard ones are placed on the inferred torso, and the deviation says what"
          + " that costs (give --electrodes)", at: .init(file: heart.file))
      set = try ElectrodeSet(
        encoding.standardElectrodes, of: heart, file: heart.file, diagnostics: &diagnostics)
    }
    try predict(
      predictor, heart, set, conductivity, prediction, place, encoding.fieldArrays, to: output)
  }

  /// The decoder whose codes a method knows.
  private func usualShape(_ surrogate: SurrogateModel, _ method: Method?) -> String {
    isOperator(surrogate, method ?? .surrogate) ? surrogate.operatorShape : surrogate.defaultShape
  }

  /// Whether a method is the operator, for this model.
  private func isOperator(_ surrogate: SurrogateModel, _ method: Method) -> Bool {
    method == .operator || (method == .surrogate && surrogate.expansions.isEmpty)
  }

  /// The learned predictor of a method.
  private func learned(
    _ encoding: HeartEncoding, _ surrogate: SurrogateModel, _ shape: ShapeModel,
    _ conductivity: ConductivityModel, _ method: Method
  ) throws(LFError) -> any LeadFieldPredictor {
    if isOperator(surrogate, method) {
      return SurrogateLeadField(encoding, shape, try surrogate.leadFieldOperator(for: conductivity))
    }
    let expansion = try surrogate.expansion(for: conductivity)
    return HarmonicLeadField(encoding, shape, expansion)
  }

  private mutating func predict(
    _ predictor: any LeadFieldPredictor, _ heart: HeartMesh, _ electrodes: ElectrodeSet,
    _ conductivity: ConductivityModel, _ prediction: PredictionOptions, _ place: HeartOptions,
    _ arrays: [DataArray],
    to output: OutputOptions
  ) throws(LFError) {
    let anatomy = Anatomy(heart: heart, electrodes: electrodes, conductivity: conductivity)
    let places = try places(prediction, place.usual(of: heart))
    line.begin("predicting the lead field of \(heart.file)")
    let names = Set(arrays.map(\.name))
    func complete(_ field: LeadField) -> LeadField {
      var field = field
      field.mesh.fieldData.removeAll { names.contains($0.name) }
      field.mesh.fieldData += arrays
      return field
    }
    if let places {
      let field = try predictor.leadField(of: anatomy, at: places, progress: line.progress)
      try write(.leadField(complete(field)), output)
    } else if prediction.at ?? .points == .points {
      let points = fieldPoints(heart)
      let stream: SampleStream
      do throws(LFError) {
        stream = try predictor.stream(of: anatomy, at: points, progress: line.progress)
      } catch { throw error.inFile(heart.file) }
      try write(complete(predictor.withoutSamples(anatomy)), stream, output)
    } else {
      if prediction.at == .both { _ = fieldPoints(heart) }
      let field: LeadField
      do throws(LFError) {
        field = try predictor.leadField(
          of: anatomy, at: prediction.at ?? .points, progress: line.progress)
      } catch { throw error.inFile(heart.file) }
      try write(.leadField(complete(field)), output)
    }
    let assumed =
      heart.assumed.isEmpty
      ? "" : " (\(heart.assumed.joined(separator: ", ")) assumed: the file does not say)"
    note(
      "predicted the \(predictor.method) lead field of \(heart.file) (\(counted(places, heart)), "
        + "\(anatomy.electrodes.electrodes.count) electrodes) → \(output.out)\(assumed)")
  }

  /// Where the field of a heart's points is taken; says so where that is not at the points.
  private mutating func fieldPoints(_ heart: HeartMesh) -> [SIMD3<Double>] {
    let places = heart.fieldPoints
    // Meshes, this tool's own of decoded hearts too, keep some points near their surface that no cell needed.
    let moved = heart.unusedPoints.filter { i in
      let way = places[i] - heart.points[i]
      return (way * way).sum() > 1600
    }
    if let first = moved.first {
      diagnostics.warn(
        "\(moved.count) points belong to no cell and lie more than 40 mm outside the heart, the first is point \(first): they"
          + " get the field of the nearest place of its surface", at: .init(file: heart.file))
    }
    return places
  }

  /// The places that `--points` names; `nil` without it.
  private mutating func places(
    _ prediction: PredictionOptions, _ usual: StatedFrame
  ) throws(LFError) -> FieldPlaces? {
    guard let path = prediction.points else { return nil }
    guard prediction.at == nil else {
      throw LFError(.usage, "--at makes no sense with --points", hint: "leave one of them out")
    }
    switch try read(path) {
    case .mesh(let mesh): return try FieldPlaces(mesh, file: path, usual: usual)
    case .leadField(let field): return try FieldPlaces(field.mesh, file: path)
    case .series, .ecg:
      throw LFError(
        .badData, "is no mesh or lead field, so it has no points", at: .init(file: path),
        hint: "give a .vtp, .vtu or a lead field")
    }
  }

  private func counted(_ places: FieldPlaces?, _ heart: HeartMesh) -> String {
    places.map { "\(grouped($0.points.count)) points of \($0.file)" }
      ?? "\(grouped(heart.points.count)) nodes"
  }

  /// A number with one digit behind the point.
  static func rounded(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  /// A count with its thousands apart.
  private func grouped(_ count: Int) -> String {
    var text = ""
    for (i, digit) in String(count).reversed().enumerated() {
      if i > 0, i % 3 == 0 { text = " " + text }
      text = String(digit) + text
    }
    return text
  }
}
