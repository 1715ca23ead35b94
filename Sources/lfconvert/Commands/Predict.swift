import ArgumentParser
import LFAnatomy
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFPredictors

/// Heart → lead field.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predict the lead field of a heart.",
    discussion: """
      Examples:
        lfconvert predict GoldenData/heart/heart.vtu --out lf.nc
        lfconvert predict heart.vtu --out lf.vtu --electrodes electrodes.csv --conductivity homogeneous --at both
      """)

  @Argument(help: "The heart: a mesh of tetrahedra, hexahedra and the like, or a surface.")
  var heart: String

  @OptionGroup var output: OutputOptions
  @OptionGroup var prediction: PredictionOptions
  @OptionGroup var place: HeartOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      _ = try FormatRegistry.standard.format(writing: output.out)
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
  /// Predicts the lead field of a heart, writes it and says so.
  mutating func predict(
    _ dataset: Dataset, from file: String, _ prediction: PredictionOptions, _ place: HeartOptions,
    to output: OutputOptions
  ) throws(LFError) {
    let conductivity = try prediction.conductivityModel()
    line.begin("preparing \(file)")
    let heart = try HeartMesh(
      try mesh(of: dataset, file), file: file, frame: place.frame, unit: place.unit, diagnostics: &diagnostics
    )
    let anatomy = Anatomy(
      heart: heart, electrodes: try electrodes(for: heart, prediction, place), conductivity: conductivity)
    let predictor = (prediction.method ?? .pseudo).predictor
    line.begin("predicting the lead field of \(file)")
    let field = try predictor.leadField(
      of: anatomy, at: prediction.at ?? .points, progress: line.progress)
    try write(.leadField(field), output)
    let assumed =
      heart.assumed.isEmpty
      ? "" : " (\(heart.assumed.joined(separator: ", ")) assumed: the file does not say)"
    note(
      "predicted the \(predictor.method) lead field of \(file) (\(grouped(heart.points.count)) nodes, "
        + "\(field.electrodes.count) electrodes) → \(output.out)\(assumed)")
  }

  private mutating func mesh(of dataset: Dataset, _ file: String) throws(LFError) -> Mesh {
    switch dataset {
    case .mesh(let mesh): return mesh
    case .series(let series):
      return try HeartMesh.firstMesh(of: series, file: file, diagnostics: &diagnostics)
    case .leadField(let field): return field.mesh
    }
  }

  private mutating func electrodes(
    for heart: HeartMesh, _ prediction: PredictionOptions, _ place: HeartOptions
  ) throws(LFError) -> ElectrodeSet {
    if let path = prediction.electrodes {
      let content = try ElectrodeFile.read(path, diagnostics: &diagnostics)
      // What the file says goes before what the user says of the heart.
      let frame = content.frame ?? place.frame ?? .lps
      let scale = content.unit == nil ? (place.unit ?? .millimetre).millimetres : 1
      return try ElectrodeSet(
        content.electrodes.map { $0.moved(from: frame, scale: scale) }, of: heart, file: path,
        diagnostics: &diagnostics)
    }
    if let carried = heart.carriedElectrodes {
      return try ElectrodeSet(
        carried.electrodes, of: heart, file: heart.file, diagnostics: &diagnostics)
    }
    return try ElectrodeSet(placedAround: heart, diagnostics: &diagnostics)
  }

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
