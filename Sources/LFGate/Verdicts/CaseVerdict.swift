public import LFAccuracy
import LFCore

/// What a gate says of one case.
public struct CaseVerdict: Equatable, Sendable {
  /// Every limit that applies, with its value.
  public var checks: [Check] = []
  /// Defects that the gate does not tolerate.
  public var faults: [Finding] = []
  /// Why the case could not be judged.
  public var failure: String?

  /// Judges a report.
  ///
  /// - Parameters:
  ///   - report: What was found.
  ///   - gate: What must be kept to.
  public init(_ report: AccuracyReport, _ gate: Gate) {
    faults = report.findings.filter { $0.severity == .fault && !gate.tolerated.contains($0.kind) }
    var isMean = false
    for limit in gate.limits {
      if let conductivity = limit.conductivity, conductivity != report.conductivity { continue }
      // An ECG has no gradients, and a heart without activation no ECG: those limits are on something else.
      guard limit.concerns(report) else { continue }
      if limit.over == .mean {
        isMean = true
        continue
      }
      let values = report.measurements.filter { $0.measure == limit.measure.name && limit.isOn($0.scope) }
      checks += values.map { Check(limit: limit, scope: $0.scope, value: $0.value) }
      for name in limit.names ?? [] where !values.contains(where: { $0.scope.name == name }) {
        checks.append(Check(limit: limit, scope: .init(limit.part, name), value: nil))
      }
    }
    if checks.isEmpty, gate.relative.isEmpty, !isMean, gate.isJudging {
      failure = "nothing that the gate \(gate.name.singleLine) bounds was measured"
    }
  }

  /// A case that could not be measured.
  ///
  /// - Parameter failure: Why.
  public init(failure: String) { self.failure = failure }

  /// Whether the case passes.
  public var isPassed: Bool { failure == nil && faults.isEmpty && checks.allSatisfy(\.isPassed) }

  /// Why it does not pass, the defects first.
  public var reasons: [String] {
    (failure.map { [$0] } ?? []) + faults.map(\.message) + checks.filter { !$0.isPassed }.map(\.text)
  }
}
