import LFAccuracy
import LFCore
import LFGate
import LFPictures

extension GateReport {
  /// The report as one page of HTML that needs nothing else: the verdict first, then pictures, then numbers.
  public var html: String {
    var body = [banner, reasons]
    if isSuite { body.append(SummarySection(self).html) }
    for (item, judged) in zip(cases, verdict.cases) {
      let section = CaseSection(item, judged, verdict.gate).html
      body.append(
        isSuite
          ? "<details id=\"\(Markup.escaped(item.name))\"\(judged.isPassed ? "" : " open")><summary>\(Markup.escaped(item.name))"
            + " <span class=\"\(judged.isPassed ? "good" : "bad")\">\(judged.isPassed ? "passed" : "failed")</span>"
            + "</summary>\(section)</details>" : section)
    }
    body.append("<h2>How this was made</h2>" + factTable)
    return Markup.page(title: title + " · " + headline, body: body.joined(separator: "\n"))
  }

  private var banner: String {
    let kind = verdict.word == "measured" ? "neutral" : verdict.isPassed ? "good" : "bad"
    let beside = others.map { other in
      let count = other.cases.count { $0.isPassed }
      return "\(other.gate.name): \(other.word)" + (isSuite ? ", \(count) of \(cases.count)" : "")
    }
    return "<header class=\"banner \(kind)\"><h1>\(Markup.escaped(headline))</h1><p>\(Markup.escaped(title))"
      + (beside.isEmpty ? "" : " · told beside: " + Markup.escaped(beside.joined(separator: "; ")))
      + "</p></header>"
  }

  private var reasons: String {
    var items: [String] = []
    for (item, judged) in zip(cases, verdict.cases) {
      for reason in judged.reasons.prefix(6) {
        items.append(
          (isSuite ? "<a href=\"#\(Markup.escaped(item.name))\">\(Markup.escaped(item.name))</a>: " : "")
            + Markup.escaped(reason))
      }
      if judged.reasons.count > 6 { items.append("… and \(judged.reasons.count - 6) more") }
    }
    items += verdict.means.filter { !$0.isPassed }.map { Markup.escaped($0.text) }
    items += verdict.comparisons.map { Markup.escaped($0.text) }
    guard !items.isEmpty else { return "" }
    return "<ul class=\"reasons\">" + items.map { "<li>\($0)</li>" }.joined() + "</ul>"
  }

  private var factTable: String {
    let rows = facts.rows.map { ["\($0.name)", $0.value] } + [["seconds", facts.seconds.fixed(1)]]
    let gates = verdict.gate.limits.map { limit in
      let names = limit.names.map { " " + $0.joined(separator: ", ") } ?? ""
      return "\(limit.measure.title), \(limit.part.rawValue)\(names): \(limit.text)"
    }
    return Markup.table(["", ""], rows)
      + (gates.isEmpty
        ? ""
        : "<p>The gate \(Markup.escaped(verdict.gate.name)): "
          + Markup.escaped(gates.joined(separator: "; ")) + ".</p>")
  }
}
