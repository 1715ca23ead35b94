public import LFAccuracy

/// What a gate says of all cases.
public struct GateVerdict: Equatable, Sendable {
  /// The gate.
  public var gate: Gate
  /// Case by case, in their order.
  public var cases: [CaseVerdict]
  /// Limits on means over cases.
  public var means: [Check] = []
  /// Limits against an earlier report.
  public var comparisons: [RelativeCheck] = []

  /// Judges.
  ///
  /// - Parameters:
  ///   - cases: The cases.
  ///   - gate: What must be kept to.
  ///   - earlier: The report that relative limits speak of.
  public init(_ cases: [CaseResult], _ gate: Gate, earlier: [String: AccuracyReport] = [:]) {
    self.gate = gate
    self.cases = cases.map { item in
      switch item.outcome {
      case .measured(let report): CaseVerdict(report, gate)
      case .failed(let reason): CaseVerdict(failure: reason)
      }
    }
    let reports = cases.compactMap { item in item.report.map { (item.name, $0) } }
    for limit in gate.limits where limit.over == .mean {
      means += Self.means(limit, reports.map(\.1))
    }
    comparisons = gate.relative.map { RelativeCheck($0, reports, earlier) }
  }

  /// Whether everything passes.
  public var isPassed: Bool {
    cases.allSatisfy(\.isPassed) && means.allSatisfy(\.isPassed) && comparisons.allSatisfy(\.isPassed)
  }

  /// `passed`, `failed`, or `measured` when the gate judges nothing and nothing failed.
  public var word: String {
    if !isPassed { return "failed" }
    return gate.isJudging ? "passed" : "measured"
  }

  private static func means(_ limit: Limit, _ reports: [AccuracyReport]) -> [Check] {
    var scopes: [Measurement.Scope] = []
    var values: [Measurement.Scope: [Double]] = [:]
    for report in reports where limit.conductivity == nil || limit.conductivity == report.conductivity {
      for item in report.measurements where item.measure == limit.measure.name && limit.isOn(item.scope) {
        if values[item.scope] == nil { scopes.append(item.scope) }
        values[item.scope, default: []].append(item.value)
      }
    }
    return scopes.map { scope in
      let all = values[scope] ?? []
      return Check(limit: limit, scope: scope, value: all.reduce(0, +) / Double(all.count))
    }
  }
}
