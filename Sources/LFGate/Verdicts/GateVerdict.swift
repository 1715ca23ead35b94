import LFAccuracy

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
  public init(_ cases: [CaseResult], _ gate: Gate, earlier: [String: CaseResult] = [:]) {
    self.gate = gate
    self.cases = cases.map { item in
      switch item.outcome {
      case .measured(let report): CaseVerdict(report, gate)
      case .failed(let reason): CaseVerdict(failure: reason)
      }
    }
    let reports = cases.compactMap(\.report)
    for limit in gate.limits where limit.over == .mean {
      means += Self.means(limit, reports)
    }
    comparisons = gate.relative.map { RelativeCheck($0, cases, earlier) }
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

  /// Means over the cases of each golden conductivity by itself: the easy ones do not make up for the others.
  ///
  /// What is bounded and was measured in no case is a check without a value, which fails: a name that is mistyped
  /// would else bound nothing. A limit on what no case has at all, such as an ECG, is passed over, as in one case.
  private static func means(_ limit: Limit, _ reports: [AccuracyReport]) -> [Check] {
    var groups: [Group] = []
    var values: [Group: [Double]] = [:]
    func add(_ group: Group) {
      guard values[group] == nil else { return }
      groups.append(group)
      values[group] = []
    }
    let concerned = reports.filter {
      (limit.conductivity == nil || limit.conductivity == $0.conductivity) && limit.concerns($0)
    }
    var measured: Set<String?> = []
    for report in concerned {
      for item in report.measurements where item.measure == limit.measure.name && limit.isOn(item.scope) {
        let group = Group(scope: item.scope, conductivity: report.conductivity)
        add(group)
        values[group, default: []].append(item.value)
        measured.insert(report.conductivity)
      }
    }
    for report in concerned {
      for name in limit.names ?? [] {
        add(Group(scope: .init(limit.part, name), conductivity: report.conductivity))
      }
      if measured.insert(report.conductivity).inserted, limit.names?.isEmpty ?? true {
        add(Group(scope: .overall, conductivity: report.conductivity))
      }
    }
    return groups.map { group in
      let all = values[group] ?? []
      var own = limit
      own.conductivity = group.conductivity
      // The mean of one case is that case's value, and is told as such.
      if all.count == 1 { own.over = .each }
      return Check(
        limit: own, scope: group.scope, value: all.isEmpty ? nil : all.reduce(0, +) / Double(all.count))
    }
  }

  private struct Group: Hashable {
    var scope: Measurement.Scope
    var conductivity: String?
  }
}
