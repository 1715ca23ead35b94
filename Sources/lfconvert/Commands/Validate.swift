import ArgumentParser
import LFCore
import LFFormats

/// Whether a file keeps its contract.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold a file against its contract in Formats/; exit code 1 when it breaks it.",
    discussion: """
      Example:
        lfconvert validate lf.nc
      """)

  @Argument(help: "The file to check.")
  var file: String

  @Flag(help: "Print one JSON object with all that is wrong.")
  var json = false

  @OptionGroup var talk: TalkOptions

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      job.line.begin("checking \(file)")
      let (format, breaches) = try FormatRegistry.standard.validate(file, diagnostics: &job.diagnostics)
      job.line.end()
      if json {
        try Console.answer(
          JSONValue.object([
            "file": .text(file), "format": .text(format), "valid": .bool(breaches.isEmpty),
            "problems": .list(breaches.map(JSONValue.text)),
          ]).encoded())
      }
      guard let first = breaches.first else {
        if !json { job.note("\(file): valid \(format)") }
        return
      }
      let more = breaches.count > 1 ? " (and \(breaches.count - 1) more: see --json)" : ""
      throw LFError(.negative, "\(first)\(more)", at: first.contains(file) ? .init() : .init(file: file))
    }
  }
}
