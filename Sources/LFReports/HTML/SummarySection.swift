import LFAccuracy
import LFCore
import LFGate
import LFPictures

/// All cases side by side.
struct SummarySection {
  private let report: GateReport

  init(_ report: GateReport) { self.report = report }

  var html: String {
    var parts = ["<h2>Case by case</h2>", table]
    let charts = report.columns.filter { ["gradient.angleMean", "ecg.pooled"].contains($0.name) }.map(chart)
    parts.append(charts.map { "<div class=\"figure\">\($0)</div>" }.joined())
    if let histogram { parts.append("<div class=\"figure\">\(histogram)</div>") }
    return parts.joined(separator: "\n")
  }

  private var table: String {
    var failed: Set<Int> = []
    var rows: [[String]] = []
    for (i, (item, judged)) in zip(report.cases, report.verdict.cases).enumerated() {
      if !judged.isPassed { failed.insert(i) }
      rows.append(
        [item.name] + report.columns.map { m in item.report?.value(m.name).map(m.text) ?? "–" }
          + [judged.isPassed ? "passed" : "failed"])
    }
    rows.append(["mean"] + report.columns.map { m in report.mean(m).map(m.text) ?? "–" } + [""])
    return Markup.table(
      ["case"] + report.columns.map(\.shortTitle) + ["verdict"], rows, marked: failed)
  }

  private func chart(_ measure: Measure) -> String {
    let limit = report.verdict.gate.limits.first {
      $0.measure == measure && $0.part == .overall && $0.over == .each && $0.conductivity == nil
    }
    let bars = report.cases.map { item in
      let value = item.report?.value(measure.name) ?? .nan
      return BarChart.Bar(
        item.name, value, label: measure.text(value), isPassed: limit.map { $0.allows(value) } ?? true)
    }
    return BarChart(measure.title, bars, limit: limit?.most).element
  }

  private var histogram: String? {
    let all = report.cases.compactMap { $0.report?.angles }.filter { !$0.isEmpty }
    guard let bins = all.first?.count, all.allSatisfy({ $0.count == bins }) else { return nil }
    let shares = (0..<bins).map { bin in all.reduce(0) { $0 + $1[bin] } / Double(all.count) }
    let mean = Measure.named("gradient.angleMean").flatMap { report.mean($0) }
    return Histogram(
      "Angles between predicted and golden ∇Z, all cases", shares: shares, unit: "°", mean: mean
    )
    .element
  }
}
