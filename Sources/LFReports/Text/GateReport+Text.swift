import LFAccuracy
import LFCore
import LFGate

extension GateReport {
  /// The report as tables for the terminal, the verdict last, where one looks.
  public var text: String {
    var lines: [String] = []
    if isSuite {
      lines += summary
    } else if let first = cases.first {
      lines += CaseText.lines(first)
    }
    lines.append("")
    for (item, judged) in zip(cases, verdict.cases) where !judged.isPassed {
      let reasons = judged.reasons
      lines += reasons.prefix(Self.shown).map { (isSuite ? "\(item.name): " : "") + $0.singleLine }
      if reasons.count > Self.shown { lines.append("… and \(reasons.count - Self.shown) more") }
    }
    lines += verdict.means.filter { !$0.isPassed }.map(\.text) + verdict.comparisons.map(\.text)
    for other in others {
      let count = other.cases.count { $0.isPassed }
      let of = isSuite ? " (\(count) of \(cases.count) cases pass)" : ""
      lines.append("the gate \(other.gate.name.singleLine), told beside: \(other.word)\(of)")
    }
    lines.append(headline.singleLine)
    return lines.joined(separator: "\n")
  }

  /// Reasons of a case that the terminal shows.
  private static let shown = 12

  private var summary: [String] {
    let head = ["case"] + columns.map(\.shortTitle) + ["verdict"]
    var rows = zip(cases, verdict.cases).map { item, judged in
      [item.name] + columns.map { measure in item.report?.value(measure.name).map(measure.text) ?? "–" }
        + [judged.isPassed ? verdict.gate.isJudging ? "passed" : "measured" : "FAILED"]
    }
    rows.append(["mean"] + columns.map { measure in mean(measure).map(measure.text) ?? "–" } + [""])
    return ["\(title), \(cases.count) cases"] + TextTable.lines(head, rows)
  }
}

extension Measure {
  /// A column's head.
  var shortTitle: String {
    switch name {
    case "gradient.angleMean": "mean angle"
    case "gradient.angleMedian": "median"
    case "gradient.angle95": "p95"
    case "gradient.relativeL2": "rel. L2"
    case "gradient.relativeL2Scaled": "scaled"
    case "gradient.magnitudeRatio": "|g|/|g*|"
    case "gradient.rdm": "RDM"
    case "gradient.mag": "MAG"
    case "ecg.pooled": "ECG rel. MSE"
    case "ecg.relativeMeanSquaredError": "rel. MSE"
    case "ecg.correlation": "correlation"
    case "surface.mean": "mean distance"
    case "surface.p95": "p95"
    case "surface.dice": "Dice"
    default: title
    }
  }
}
