import ArgumentParser
import LFCore
import LFFormats

/// The main job: a lead field is converted, an anatomy's lead field is predicted.
struct Automatic: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "automatic",
    abstract: "The rule when no command is named: convert a lead field, predict an anatomy's.",
    discussion: """
      Examples:
        lfconvert GoldenData/heart/heart.vtu --out lf.nc
        lfconvert lf.nc --out lf.vtu
      """)

  @Argument(help: ArgumentHelp("A heart, or a lead field.", valueName: "in"))
  var input: String

  @OptionGroup var output: OutputOptions
  @OptionGroup var prediction: PredictionOptions
  @OptionGroup var place: HeartOptions
  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      let format = try FormatRegistry.standard.format(writing: output.out)
      try output.checkConversion(of: input)
      let dataset = try job.read(input)
      guard case .leadField = dataset else {
        try output.checkKind(of: .leadField)
        try Job.checkOutput(output.out, reading: [input] + prediction.inputs)
        return try job.predict(dataset, from: input, prediction, place, to: output)
      }
      if let option = prediction.firstGiven ?? place.firstGiven {
        throw LFError(
          .usage, "carries a lead field, which is converted as it is: \(option) makes no sense for it",
          at: .init(file: input), hint: "leave it out, or give the heart that the lead field came from")
      }
      try job.convert(dataset, from: input, to: output, format)
    }
  }
}
