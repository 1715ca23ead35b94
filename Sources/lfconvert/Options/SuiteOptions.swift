import ArgumentParser
import LFCore

/// How a suite of cases is gone through.
struct SuiteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Check all cases of a suite, predicting each.", valueName: "file"))
  var suite: String?

  @Option(
    help: ArgumentHelp(
      "Only this case; may be given several times.",
      discussion: "With --work, cases can be done one by one, on several machines, and summed up at the end.",
      valueName: "name"))
  var `case`: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder that keeps what is done: predictions and records.",
      discussion: "What is there and still true is not done again.", valueName: "folder"))
  var work: String?

  @Option(
    help: ArgumentHelp(
      "Take predictions NAME.nc, NAME.vtu or NAME.vtk from here instead of predicting.", valueName: "folder"))
  var predictions: String?

  @Option(help: ArgumentHelp("Cases at a time; as many as there are processors when not given."))
  var jobs: Int?

  @Option(help: "How to predict a suite's cases: surrogate (default), inferred or pseudo.")
  var method: Method?

  @OptionGroup var model: ModelOptions

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs must be 1 to 256") }
  }

  /// The first option given that only a suite can use.
  var firstGiven: String? {
    if !`case`.isEmpty { return "--case" }
    if work != nil { return "--work" }
    if predictions != nil { return "--predictions" }
    if jobs != nil { return "--jobs" }
    return method != nil ? "--method" : model.firstGiven
  }
}
