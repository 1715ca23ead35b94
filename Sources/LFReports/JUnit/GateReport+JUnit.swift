import LFAccuracy
import LFGate
import LFPictures

extension GateReport {
  /// The report as JUnit XML, which CI systems show: a suite a case, a test a limit, and one for defects.
  public var junit: String {
    var suites: [String] = []
    var (tests, failures) = (0, 0)
    func add(_ name: String, _ items: [Item]) {
      let failed = items.count { $0.problem != nil }
      tests += items.count
      failures += failed
      suites.append(
        "  <testsuite name=\"\(escaped(name))\" tests=\"\(items.count)\" failures=\"\(failed)\" errors=\"0\" time=\"0\">\n"
          + items.map { Self.element($0, of: name) }.joined() + "  </testsuite>\n")
    }
    for (item, judged) in zip(cases, verdict.cases) { add(item.name, Self.items(judged)) }
    let shared =
      verdict.means.map { Item(name: $0.text, problem: $0.isPassed ? nil : $0.text) }
      + verdict.comparisons.map { Item(name: $0.limit.measure.name, problem: $0.isPassed ? nil : $0.text) }
    if !shared.isEmpty { add("all cases", shared) }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuites name=\"\(escaped(title))\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\""
      + " time=\"\(seconds)\">\n" + properties + suites.joined() + "</testsuites>\n"
  }

  private struct Item {
    var name: String
    var problem: String?
  }

  private var seconds: String { "\((facts.seconds * 1000).rounded() / 1000)" }

  /// Facts stand in a comment: `properties` is no child of `testsuites` in the schemas that CI systems use.
  private var properties: String {
    let rows = facts.rows.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
    return "  <!-- \(Self.comment("\(headline); \(rows)")) -->\n"
  }

  /// The text as a comment may hold it: XML wants no two hyphens side by side in there, and none at the end.
  private static func comment(_ text: String) -> String {
    var result = ""
    for character in escaped(text).unicodeScalars {
      if character == "-", result.unicodeScalars.last == "-" { result += " " }
      result.unicodeScalars.append(character)
    }
    return result.hasSuffix("-") ? result + " " : result
  }

  private static func items(_ judged: CaseVerdict) -> [Item] {
    var items = [Item(name: "is measured", problem: judged.failure)]
    let faults = judged.faults.map(\.message).joined(separator: "; ")
    items.append(Item(name: "has no defects", problem: faults.isEmpty ? nil : faults))
    items += judged.checks.map { check in
      Item(
        name: "\(check.limit.measure.name) of \(check.scope.text), \(check.limit.text)",
        problem: check.isPassed ? nil : check.text)
    }
    return items
  }

  private static func element(_ item: Item, of suite: String) -> String {
    let head = "    <testcase classname=\"\(escaped(suite))\" name=\"\(escaped(item.name))\" time=\"0\""
    guard let problem = item.problem else { return head + "/>\n" }
    return head + "><failure message=\"\(escaped(problem))\">\(escaped(problem))</failure></testcase>\n"
  }
}

private func escaped(_ text: String) -> String { SVGDrawing.escaped(text) }
