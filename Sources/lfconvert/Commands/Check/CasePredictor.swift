import ArgumentParser
import LFCore
import LFFormats
import LFGate
import LFLeadField
import LFShapeCode

/// Predicts a suite's cases as `lfconvert predict` does.
struct CasePredictor: Sendable {
  private let method: Method?
  private let model: String?
  private let decoder: String?
  private let electrodesTell: String?

  init(_ options: SuiteOptions) {
    method = options.method
    model = options.model.model
    decoder = options.model.decoder
    electrodesTell = options.model.electrodesTell?.rawValue
  }

  /// Predicts a case for its golden conductivities and writes it.
  func predict(
    _ item: SuiteCase, in folder: String, to out: String, _ job: inout Job
  ) throws(LFError) {
    var arguments = ["--conductivity", try conductivity(item, folder, &job)]
    if let electrodes = item.electrodes { arguments += ["--electrodes", folder + electrodes] }
    if let skin = item.skin { arguments += ["--skin", folder + skin] }
    if let lungs = item.lungs { arguments += ["--lungs", folder + lungs] }
    if let method { arguments += ["--method", method.rawValue] }
    if let model { arguments += ["--model", model] }
    if let decoder { arguments += ["--decoder", decoder] }
    if let electrodesTell { arguments += ["--electrodes-tell", electrodesTell] }
    let (prediction, place, output): (PredictionOptions, HeartOptions, OutputOptions)
    do {
      prediction = try PredictionOptions.parse(arguments)
      place = try HeartOptions.parse([])
      // Read back once and thrown away: not worth compressing.
      output = try OutputOptions.parse(["--out", out, "--compression", "none"])
    } catch { throw LFError(.internalFault, "the case \(item.name) cannot be predicted: \(error)") }
    let heart = folder + item.heart
    try job.predict(try job.read(heart), from: heart, prediction, place, to: output)
  }

  private func conductivity(
    _ item: SuiteCase, _ folder: String, _ job: inout Job
  ) throws(LFError) -> String {
    if let given = item.conductivity {
      return item.isConductivityFile ? folder + given : given
    }
    let golden = folder + item.golden
    guard case .leadField(let field) = try job.read(golden) else {
      throw LFError(
        .badData, "holds no lead field", at: .init(file: golden), hint: "give a golden lead field")
    }
    if let known = [ConductivityModel.standard, .homogeneous].first(where: {
      $0.tissues == field.conductivity.tissues
    }) {
      return known.name
    }
    throw LFError(
      .badData, "is for conductivities that go by no name", at: .init(file: golden),
      hint: "state the case's \"conductivity\" in the suite")
  }
}
