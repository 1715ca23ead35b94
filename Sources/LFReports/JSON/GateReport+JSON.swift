import LFAccuracy
public import LFCore
import LFGate

extension GateReport {
  /// The report for machines; its schema is `Formats/check/check.schema.json`.
  public var json: JSONValue {
    var entries: [String: JSONValue] = [:]
    if isSuite {
      entries["cases"] = .list(zip(cases, verdict.cases).map { .object($0.json(verdict: $1)) })
      entries["means"] = .object(
        Dictionary(uniqueKeysWithValues: columns.map { ($0.name, JSONValue.number(mean($0) ?? .nan)) }))
    } else if let item = cases.first, let judged = verdict.cases.first {
      entries = item.json(verdict: judged)
    }
    entries["title"] = .text(title)
    entries["gate"] = .text(verdict.gate.name)
    entries["verdict"] = .text(verdict.word)
    entries["meanChecks"] = .list(verdict.means.map(\.json))
    entries["relativeChecks"] = .list(verdict.comparisons.map(\.json))
    entries["otherGates"] = .list(
      others.map { .object(["gate": .text($0.gate.name), "verdict": .text($0.word)]) })
    var run: [String: JSONValue] = ["cores": .integer(Int64(facts.cores)), "seconds": .number(facts.seconds)]
    for (name, value) in facts.rows { run[name] = .text(value) }
    entries["run"] = .object(run)
    return .object(entries)
  }
}

extension RelativeCheck {
  fileprivate var json: JSONValue {
    .object([
      "measure": .text(limit.measure.name), "allowed": .number(limit.worse),
      "confidence": .number(limit.confidence), "require": .text(limit.requirement.rawValue),
      "cases": .integer(Int64(cases)), "earlier": .number(means.earlier), "now": .number(means.now),
      "worse": .number(worse), "low": .number(interval.low), "high": .number(interval.high),
      "passed": .bool(isPassed),
    ])
  }
}
