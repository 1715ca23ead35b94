import Foundation
import LFAnatomy
import LFCore
import LFShapeCode
import LFSurrogate
import LFTraining

/// The cases that operators learn from and are measured on, and what is to be said of them.
enum OperatorCases {
  /// Reads them, and infers each anatomy with the decoder of the model's operators.
  static func load(
    _ model: SurrogateModel, _ file: String, _ data: String, _ conductivity: String, atMost count: Int
  ) throws(LFError) -> (training: [OperatorCase], validation: [OperatorCase]) {
    guard let shape = model.shapes[model.operatorShape],
      let inference = CodeInference(shape.decoder, shape.prior)
    else {
      throw LFError(
        .badData, "has no decoder \"\(model.operatorShape)\"", at: .init(file: file),
        hint: "it has \(model.shapes.keys.sorted().joined(separator: ", "))")
    }
    let start = ContinuousClock.now
    func cases(_ set: SeedRange, _ count: Int) throws(LFError) -> [OperatorCase] {
      try DataFolder.each(DataFolder(data).files(of: set, conductivity, atMost: count)) {
        (file) throws(LFError) in try OperatorCase(file.path, seed: file.seed, shape, inference)
      }
    }
    let training = try cases(.training, count)
    let validation = try cases(.validation, 1000)
    guard !training.isEmpty else {
      throw LFError(
        .noInput, "has no files of training seeds", at: .init(file: data), hint: "run lftrain data first")
    }
    Talk.say(
      "\(training.count) training and \(validation.count) validation cases in \(ContinuousClock.now - start)")
    if let first = validation.first {
      let skin = first.variants.indices.map { v in
        "\(first.variants[v].use.rawValue) \(mean(validation.map { $0.skinErrors[v] }, 1))"
      }.joined(separator: ", ")
      let heart = mean(validation.map(\.residual), 2)
      Talk.say("validation: heart's surface \(heart) mm; skin at 40 electrodes, mm: \(skin)")
    }
    return (training, validation)
  }

  private static func mean(_ values: [Double], _ digits: Int) -> String {
    String(format: "%.\(digits)f", values.reduce(0, +) / Double(max(values.count, 1)))
  }
}
