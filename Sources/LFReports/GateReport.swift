import LFAccuracy
public import LFGate

/// One run of a gate over its cases: what every kind of report shows.
public struct GateReport: Sendable {
  /// What was checked, for people: the suite's name, or the two files.
  public var title: String
  /// Whether it is a suite's; a single check otherwise.
  public var isSuite: Bool
  /// Where and by what it was made.
  public var facts: RunFacts
  /// The cases.
  public var cases: [CaseResult]
  /// The verdict that counts.
  public var verdict: GateVerdict
  /// Verdicts of other gates, told beside.
  public var others: [GateVerdict]

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - title: What was checked.
  ///   - isSuite: Whether it is a suite's.
  ///   - facts: Where and by what it was made.
  ///   - cases: The cases.
  ///   - verdict: The verdict that counts.
  ///   - others: Verdicts of other gates.
  public init(
    title: String, isSuite: Bool, facts: RunFacts, cases: [CaseResult], verdict: GateVerdict,
    others: [GateVerdict] = []
  ) {
    self.title = title
    self.isSuite = isSuite
    self.facts = facts
    self.cases = cases
    self.verdict = verdict
    self.others = others
  }

  /// The verdict in a sentence.
  public var headline: String {
    let gate = verdict.gate.name
    guard verdict.word != "measured" else { return "MEASURED, no gate asked for" }
    let passed = verdict.cases.count(where: \.isPassed)
    let word = verdict.isPassed ? "PASSED" : "FAILED"
    return isSuite
      ? "\(word) the gate \(gate): \(passed) of \(cases.count) cases pass" : "\(word) the gate \(gate)"
  }

  /// The first reason of a verdict that did not pass, and how many more there are.
  public var failure: String {
    let named = zip(cases, verdict.cases).flatMap { item, judged in
      judged.reasons.map { isSuite ? "\(item.name): \($0)" : $0 }
    }
    let shared =
      (verdict.means.filter { !$0.isPassed }.map(\.text))
      + verdict.comparisons.filter { !$0.isPassed }.map(\.text)
    let all = named + shared
    let more = all.count > 1 ? " (and \(all.count - 1) more)" : ""
    return "fails the gate \(verdict.gate.name): \(all.first ?? "")\(more)"
  }

  /// The measures that a table of cases shows.
  static let headlines = [
    "gradient.angleMean", "gradient.angle95", "gradient.relativeL2", "ecg.pooled", "surface.mean",
    "surface.dice",
  ]

  /// Those of them that some case has.
  var columns: [Measure] {
    Self.headlines.compactMap(Measure.named).filter { measure in
      cases.contains { $0.report?.value(measure.name) != nil }
    }
  }

  /// The mean of a measure over the cases that have it.
  func mean(_ measure: Measure) -> Double? {
    let values = cases.compactMap { $0.report?.value(measure.name) }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
