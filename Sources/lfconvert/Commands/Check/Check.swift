import ArgumentParser
import LFAccuracy
import LFCore
import LFFormats
import LFGate
import LFLeadField
import LFReports

/// A verdict on a prediction, or on those of a whole suite.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold a prediction against a golden file, or a suite of cases, and give a verdict.",
    discussion: """
      Lead fields (NetCDF or VTK), ECGs of any kind, and surfaces of anatomies. A lead field is compared at the golden \
      points; on another mesh it is interpolated linearly. When the golden mesh carries activation times, the ECGs of \
      both are compared too. Exit code 0 when the gate passes, 1 when it fails.

      Examples:
        lfconvert check lf.nc golden.nc --gate strict --report report.html
        lfconvert check predicted.csv golden.edf
        lfconvert check --suite GoldenData/suite.json --report report.html --report report.xml
        lfconvert check --suite GoldenData/suite.json --gate none --json
      """)

  @Argument(help: "The prediction: a lead field, an ECG, or surfaces.")
  var prediction: String?

  @Argument(help: "The golden file of the same kind.")
  var golden: String?

  @OptionGroup var gates: GateOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var suites: SuiteOptions
  @OptionGroup var talk: TalkOptions

  func validate() throws {
    if suites.suite != nil {
      guard prediction == nil else {
        throw ValidationError("give two files or --suite, not both")
      }
    } else {
      guard golden != nil else { throw ValidationError("give the golden file too, or --suite") }
      if let option = suites.firstGiven { throw ValidationError("\(option) makes sense with --suite only") }
    }
  }

  func run() throws {
    try Job.run(talk) { (job) throws(LFError) in
      try reports.check(
        reading: [prediction, golden, suites.suite, suites.model.model, suites.model.decoder] + gates.inputs)
      let start = ContinuousClock.now
      let (gate, others, earlier) = try gates.load()
      var facts = Machine.facts()
      let cases: [CaseResult]
      let title: String
      if let suite = suites.suite {
        let run = try SuiteRun(suite, suites, &facts)
        try reports.check(reading: run.inputs)
        title = run.suite.name
        cases = try run.results(job.line.progress)
        for item in cases {
          for warning in item.warnings { job.diagnostics.warn("\(item.name): \(warning)") }
        }
      } else {
        let (prediction, golden) = (prediction ?? "", golden ?? "")
        title = "\(prediction) against \(golden)"
        cases = [try job.check(prediction, golden)]
      }
      facts.seconds = Self.seconds(since: start)
      let report = GateReport(
        title: title, isSuite: suites.suite != nil, facts: facts, cases: cases,
        verdict: GateVerdict(cases, gate, earlier: earlier),
        others: others.map { GateVerdict(cases, $0, earlier: earlier) })
      job.line.end()
      try job.diagnostics.refuseIfStrict(reports.report.first ?? title)
      try reports.give(report)
      guard report.verdict.isPassed else {
        throw LFError(
          .negative, report.failure, at: .init(file: suites.suite ?? prediction),
          hint: report.isSuite ? "see --report" : nil)
      }
    }
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let parts = (ContinuousClock.now - start).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}
