import ArgumentParser
import LFCore
import LFReports

/// Where reports go.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A report to write: .html, .json, .xml (JUnit) or .svg (the ECGs); may be given several times.",
      valueName: "file"))
  var report: [String] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  /// Refuses kinds of reports that there are not, and files that cannot be written or are inputs, before any work begins.
  func check(reading inputs: [String?]) throws(LFError) {
    for path in report where Self.kind(path) == nil {
      throw LFError(
        .usage, "is no kind of report", at: .init(file: path),
        hint: "reports are .html, .json, .xml (JUnit) and .svg (the ECGs)")
    }
    for path in report { try Job.checkOutput(path, reading: inputs) }
  }

  /// Prints the report and writes its files.
  func give(_ report: GateReport) throws(LFError) {
    for path in self.report {
      let text: String
      switch Self.kind(path) {
      case "html": text = report.html
      case "xml": text = report.junit
      case "svg": text = try Self.picture(report, path)
      default: text = try report.json.encoded() + "\n"
      }
      try AtomicOutput.write(to: path) { (temporary) throws(LFError) in
        var file = try FileOutput(temporary)
        try file.write(text)
        try file.flush()
      }
    }
    try Console.answer(json ? report.json.encoded() : report.text)
  }

  private static func picture(_ report: GateReport, _ path: String) throws(LFError) -> String {
    do throws(LFError) { return try report.svg() } catch { throw error.inFile(path) }
  }

  private static func kind(_ path: String) -> String? {
    ["html", "json", "xml", "svg"].first { path.lowercased().hasSuffix("." + $0) }
  }
}
