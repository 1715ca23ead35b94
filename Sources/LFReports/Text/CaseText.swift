import LFAccuracy
import LFCore
import LFGate

/// One case as tables for the terminal.
enum CaseText {
  private static let gradient = [
    "angleMean", "angleMedian", "angle95", "relativeL2", "relativeL2Scaled", "magnitudeRatio", "rdm", "mag",
  ]

  static func lines(_ item: CaseResult) -> [String] {
    guard let report = item.report else { return [item.name + ": not measured"] }
    var lines: [String] = []
    switch report.subject {
    case .leadField:
      let count = Int(report.value("gradient.count") ?? 0)
      lines.append("gradient of the leads, \(report.sampling), \(count) pairs of point and lead")
      lines += table(report, "gradient", gradient, ["lead", "electrode", "region"])
      if let left = report.value("gradient.leftOut"), left > 0 {
        lines.append("\(Int(left)) pairs left out, the field too weak there")
      }
      lines += worst(report)
      if report.value("ecg.pooled") != nil {
        lines += ["", "ECG of the golden case's activation"] + ecg(report)
      }
    case .ecg: lines += ["ECG, \(report.sampling)"] + ecg(report)
    case .anatomy:
      lines.append("surfaces, \(report.sampling)")
      lines += table(report, "surface", ["mean", "p95", "dice"], ["region"])
    }
    for finding in report.findings {
      lines.append((finding.severity == .fault ? "defect: " : "note: ") + finding.message)
    }
    return lines
  }

  private static func ecg(_ report: AccuracyReport) -> [String] {
    var lines = table(report, "ecg", ["relativeMeanSquaredError", "correlation"], ["lead"], overall: false)
    func text(_ name: String) -> String {
      report.value("ecg." + name).flatMap { value in Measure.named("ecg." + name)?.text(value) } ?? "none"
    }
    lines.append("pooled relative MSE \(text("pooled")), mean over leads \(text("meanOverLeads"))")
    lines.append(
      "at its best scale of \(text("bestScale")): pooled \(text("pooledScaled")), mean over leads"
        + " \(text("meanOverLeadsScaled"))")
    return lines
  }

  private static func worst(_ report: AccuracyReport) -> [String] {
    guard let first = report.worst.first, first.angle > 0.01 else { return [] }
    return ["", "worst points, mm"]
      + TextTable.lines(
        ["point", "x", "y", "z", "lead", "region", "angle", "rel. error"],
        report.worst.prefix(5).map { point in
          [
            "\(point.index)", point.position.x.fixed(1), point.position.y.fixed(1), point.position.z.fixed(1),
            point.lead, point.region, point.angle.fixed(1) + "°", point.relativeError.percent(0),
          ]
        })
  }

  private static func table(
    _ report: AccuracyReport, _ group: String, _ names: [String], _ kinds: [String], overall: Bool = true
  ) -> [String] {
    let measures = names.compactMap { Measure.named("\(group).\($0)") }
    func row(_ title: String, _ scope: Measurement.Scope) -> [String] {
      [title] + measures.map { measure in report.value(measure.name, scope).map(measure.text) ?? "–" }
    }
    var rows = overall ? [row("all", .overall)] : []
    for kind in kinds {
      rows += report.scopes(kind, of: group).map { scope in
        row(kind == "electrode" ? "at \(scope.name ?? "")" : scope.name ?? "", scope)
      }
    }
    return TextTable.lines([""] + measures.map(\.shortTitle), rows)
  }
}
