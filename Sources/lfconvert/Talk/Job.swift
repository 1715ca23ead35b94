import LFCore
import LFFormats
import LFLeadField

/// One run of a command: reads, writes, and says what happened. Warnings come out also when the work fails.
struct Job {
  let console: Console
  let line: ProgressLine
  var diagnostics: Diagnostics

  /// A job beside others: it says nothing, and whoever made it takes its warnings.
  static var silent: Job { Job(quiet: true, strict: false) }

  private init(quiet: Bool, strict: Bool) {
    console = Console(quiet: quiet)
    diagnostics = Diagnostics(isStrict: strict)
    line = ProgressLine(quiet: quiet)
  }

  /// Runs `body` and prints what it gathered.
  static func run(_ talk: TalkOptions, _ body: (inout Job) throws(LFError) -> Void) throws(LFError) {
    var job = Job(quiet: talk.quiet, strict: talk.strict)
    do throws(LFError) {
      try body(&job)
    } catch {
      job.line.end()
      job.console.warn(job.diagnostics)
      throw error
    }
    job.line.end()
    job.console.warn(job.diagnostics)
  }

  /// Refuses, before any work, output that has no place or would take that of an input, or of a file that an input
  /// refers to.
  ///
  /// - Parameters:
  ///   - out: The file to write.
  ///   - inputs: The files that are read.
  /// - Throws: `LFError` with code `usage` or `cannotCreate`.
  static func checkOutput(_ out: String, reading inputs: [String?]) throws(LFError) {
    for input in inputs.compactMap(\.self) {
      guard let lost = FormatRegistry.standard.loss(writing: out, reading: input) else { continue }
      let message =
        lost == out
        ? "is an input, and would be lost" : "would take the place of an input, \(lost), which would be lost"
      throw LFError(
        .usage, message, at: .init(file: out), hint: "choose another name for the output")
    }
    try AtomicOutput.check(out)
  }

  /// Reads a file of any known kind.
  mutating func read(_ path: String) throws(LFError) -> Dataset {
    line.begin("reading \(path)")
    return try FormatRegistry.standard.read(path, diagnostics: &diagnostics)
  }

  /// Writes a file, unless `--strict` turns a warning into a refusal.
  mutating func write(_ dataset: Dataset, _ output: OutputOptions) throws(LFError) {
    try diagnostics.refuseIfStrict(output.out)
    line.begin("writing \(output.out)")
    try FormatRegistry.standard.write(
      dataset, to: output.out, options: output.writeOptions, diagnostics: &diagnostics)
  }

  /// Writes a lead field while its samples at points are made, unless `--strict` turns a warning into a refusal.
  mutating func write(
    _ field: LeadField, _ samples: SampleStream, _ output: OutputOptions
  ) throws(LFError) {
    try diagnostics.refuseIfStrict(output.out)
    line.begin("writing \(output.out)")
    try FormatRegistry.standard.write(
      field, samples, to: output.out, options: output.writeOptions, diagnostics: &diagnostics)
  }

  /// Says what was done, after the progress line is gone.
  func note(_ text: String) {
    line.end()
    console.note(text)
  }
}
