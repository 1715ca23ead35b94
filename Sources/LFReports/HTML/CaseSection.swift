import LFAccuracy
import LFCore
import LFGate
import LFPictures

/// One case: what is wrong, the ECGs, the heart, and the numbers.
struct CaseSection {
  private let item: CaseResult
  private let judged: CaseVerdict
  private let gate: Gate

  init(_ item: CaseResult, _ judged: CaseVerdict, _ gate: Gate) {
    self.item = item
    self.judged = judged
    self.gate = gate
  }

  var html: String {
    var parts: [String] = []
    if let report = item.report {
      parts.append(findings(report))
      if let ecg = try? report.picture(of: item.name)?.element {
        parts.append("<div class=\"figure\">\(ecg)</div>")
      }
      parts.append(charts(report))
      if let view = report.view { parts.append(HeartFigures(view).html) }
      parts += tables(report)
      if let first = report.worst.first, first.angle > 0.01 {
        parts.append("<h3>Worst points</h3>" + worst(report))
      }
    }
    if !item.warnings.isEmpty {
      parts.append(
        "<h3>Warnings</h3><ul>" + item.warnings.map { "<li>\(Markup.escaped($0))</li>" }.joined() + "</ul>")
    }
    parts.append("<h3>Files</h3>" + files)
    return parts.joined(separator: "\n")
  }

  private func findings(_ report: AccuracyReport) -> String {
    let items = report.findings.map { finding in
      let isFault = finding.severity == .fault
      return
        "<li>\(isFault ? "<span class=\"bad\">defect</span>" : "note"): \(Markup.escaped(finding.message))</li>"
    }
    return items.isEmpty ? "" : "<ul>" + items.joined() + "</ul>"
  }

  private func charts(_ report: AccuracyReport) -> String {
    var parts: [String] = []
    if !report.angles.isEmpty {
      parts.append(
        Histogram(
          "Angles between predicted and golden ∇Z", shares: report.angles, unit: "°",
          mean: report.value("gradient.angleMean"), limit: limit("gradient.angleMean", .overall)?.most
        ).element)
    }
    for (name, kind, title) in [
      ("gradient.angleMean", "lead", "Mean angle by lead"),
      ("ecg.relativeMeanSquaredError", "lead", "ECG: relative MSE by lead"),
      ("gradient.angleMean", "electrode", "Mean angle by electrode"),
      ("gradient.angleMean", "region", "Mean angle by region"),
      ("surface.mean", "region", "Mean distance by surface"),
    ] {
      if let chart = bars(report, name, kind, title) { parts.append(chart) }
    }
    return "<div class=\"row\">" + parts.map { "<div class=\"figure\">\($0)</div>" }.joined() + "</div>"
  }

  private func bars(_ report: AccuracyReport, _ name: String, _ kind: String, _ title: String) -> String? {
    guard let measure = Measure.named(name), let part = Limit.Part(rawValue: kind) else { return nil }
    let group = String(name.prefix { $0 != "." })
    let bound = limit(name, part)
    let bars = report.scopes(kind, of: group).compactMap { scope -> BarChart.Bar? in
      guard let value = report.value(name, scope) else { return nil }
      return BarChart.Bar(
        scope.name ?? "", value, label: measure.text(value), isPassed: bound.map { $0.allows(value) } ?? true)
    }
    return bars.isEmpty ? nil : BarChart(title, bars, limit: bound?.most).element
  }

  private func limit(_ name: String, _ part: Limit.Part) -> Limit? {
    gate.limits.first { $0.measure.name == name && $0.part == part && $0.names == nil && $0.over == .each }
  }

  private func tables(_ report: AccuracyReport) -> [String] {
    let gradient = [
      "angleMean", "angleMedian", "angle95", "relativeL2", "relativeL2Scaled", "magnitudeRatio",
    ]
    return [
      table(report, "gradient", gradient + ["rdm", "mag"]),
      table(report, "ecg", ["pooled", "relativeMeanSquaredError", "correlation"]),
      table(report, "surface", ["mean", "p95", "dice"]),
    ].compactMap { $0 }
  }

  private func table(_ report: AccuracyReport, _ group: String, _ names: [String]) -> String? {
    let measures = names.compactMap { Measure.named("\(group).\($0)") }
    var scopes: [Measurement.Scope] = [.overall]
    for kind in ["lead", "electrode", "region"] { scopes += report.scopes(kind, of: group) }
    let rows = scopes.map { scope in
      [scope.text] + measures.map { m in report.value(m.name, scope).map(m.text) ?? "" }
    }.filter { $0.dropFirst().contains { !$0.isEmpty } }
    guard !rows.isEmpty else { return nil }
    return "<h3>\(group)</h3>" + Markup.table([""] + measures.map(\.shortTitle), rows)
  }

  private func worst(_ report: AccuracyReport) -> String {
    Markup.table(
      ["point", "x mm", "y mm", "z mm", "lead", "region", "angle", "rel. error"],
      report.worst.map { point in
        [
          "\(point.index)", point.position.x.fixed(2), point.position.y.fixed(2), point.position.z.fixed(2),
          point.lead, point.region, point.angle.fixed(1) + "°", point.relativeError.percent(1),
        ]
      })
  }

  private var files: String {
    Markup.table(["role", "path", "SHA-256"], item.files.map { [$0.role, $0.path, $0.sha256] })
  }
}
