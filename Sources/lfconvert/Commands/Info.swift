import ArgumentParser
import LFCore
import LFFormats

/// What a file holds.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in a file; every array is read.",
    discussion: """
      Example:
        lfconvert info GoldenData/heart/heart.vtu --json
      """)

  @Argument(help: "The file to look at.")
  var file: String

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      job.line.begin("reading \(file)")
      let description = try FormatRegistry.standard.describe(file, diagnostics: &job.diagnostics)
      job.line.end()
      try Console.answer(json ? description.json.encoded() : description.text)
    }
  }
}
