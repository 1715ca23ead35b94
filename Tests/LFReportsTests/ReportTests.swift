import Foundation
import LFAccuracy
import LFCore
import LFGate
import LFRecording
import LFReports
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Reports")
struct ReportTests {
  private let facts = RunFacts(
    tool: "lfconvert 1", compiler: "c", system: "s", processor: "p", cores: 2, date: "2026-01-01T00:00:00Z",
    model: "m", modelDigest: "abc123")

  private func item(_ name: String, _ angle: Double) -> CaseResult {
    var report = AccuracyReport(.leadField, sampling: "same points")
    report.measurements = [
      Measurement("gradient.angleMean", .overall, angle),
      Measurement("gradient.angleMean", .lead("V1"), angle),
      Measurement("ecg.pooled", .overall, 0.01), Measurement("ecg.correlation", .lead("I"), 0.9),
    ]
    report.angles = [0.5, 0.5]
    report.worst = [
      WorstPoint(index: 7, position: SIMD3(1, 2.5, -3), lead: "II", region: "r", angle: 8, relativeError: 0.5)
    ]
    let trace = ECGRecording(leads: [.init("I", samples: [0.5, -0.25, 0])], samplingRate: 500)
    report.traces = [trace, trace]
    report.view = FieldView(
      points: [SIMD3(0, 0, 0), SIMD3(1, 0, 0), SIMD3(0, 0, 1)], triangles: [SIMD3(0, 1, 2)],
      golden: [1, 2, 3],
      prediction: [1, 2, 4], angle: [0, 1, 2])
    return CaseResult(
      name: name, files: [.init(role: "golden", path: "g<1>.nc", sha256: "00ff")], outcome: .measured(report))
  }

  private func report(_ cases: [CaseResult], suite: Bool = true) -> GateReport {
    GateReport(
      title: "T & <script>alert(1)</script>", isSuite: suite, facts: facts, cases: cases,
      verdict: GateVerdict(cases, .paper), others: [GateVerdict(cases, .strict)])
  }

  private var mixed: [CaseResult] {
    [item("good", 1), item("bad", 7), CaseResult(name: "lost", files: [], outcome: .failed("no <file>"))]
  }

  @Test("the verdict is the last line of the text and the first of the page")
  func verdict() {
    let failed = report(mixed)
    #expect(failed.text.hasSuffix("FAILED the gate paper: 1 of 3 cases pass"))
    #expect(failed.text.contains("bad: mean angle is 7.00°") && failed.text.contains("lost: no <file>"))
    let body = failed.html.components(separatedBy: "<body>").last ?? ""
    #expect(body.drop { $0.isWhitespace }.hasPrefix("<header class=\"banner bad\"><h1>FAILED the gate paper"))
    let passed = report([item("good", 1)], suite: false)
    #expect(passed.text.hasSuffix("PASSED the gate paper") && passed.html.contains("class=\"banner good\""))
    #expect(passed.text.contains("1.0  2.5  -3.0"))
    #expect(failed.failure.contains("bad: mean angle") && failed.failure.contains("and 1 more"))
  }

  @Test("the page loads nothing, runs nothing and closes what it opens")
  func page() throws {
    let html = report(mixed).html
    #expect(!html.contains("<script") && html.contains("T &amp; &lt;script&gt;"))
    for word in ["src=\"http", "href=\"http", "url(", "@import", "<link", "<iframe"] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.contains("default-src 'none'"))
    for tag in ["div", "table", "tr", "td", "svg", "details", "ul", "li", "figure", "header", "path", "text"]
    {
      let opened = html.components(separatedBy: "<\(tag)").filter { $0.first == " " || $0.first == ">" }.count
      let closed = html.components(separatedBy: "</\(tag)>").count - 1
      let selfClosed = tag == "path" ? opened : 0
      #expect(opened == closed + selfClosed || (html.hasPrefix("<\(tag)") && opened == closed), "\(tag)")
    }
    // ECGs, chart of leads, histogram, six views of the heart, the digest.
    #expect(html.contains("prediction over golden ECG") && html.contains("Mean angle by lead"))
    #expect(html.components(separatedBy: "data:image/png;base64,").count == 13)
    #expect(html.contains("abc123") && html.contains("00ff"))
  }

  @Test("the picture is of one case, both ECGs and the error; of several there is none")
  func picture() throws {
    let svg = try report([item("good", 1)], suite: false).svg()
    #expect(svg.contains("class=\"prediction I\"") && svg.contains("class=\"golden I\""))
    #expect(svg.contains("relative MSE 1.00 %"))
    let error = try #require(throws: LFError.self) { try report(mixed).svg() }
    #expect(error.code == .usage && error.message.contains("3"))
    let lost = CaseResult(name: "lost", files: [], outcome: .failed("gone"))
    #expect(throws: LFError.self) { try report([lost]).svg() }
  }

  @Test(
    "names with hyphens, controls and brackets leave JUnit XML XML",
    arguments: ["a--b", "---", "a-", "-->", "--", "c\u{1}d", "<!--", "e\u{301}--\u{301}-", "\u{FFFF}-"])
  func comment(_ name: String) throws {
    let cases = [item("good", 1)]
    var gate = Gate.paper
    gate.name = name
    var facts = facts
    facts.model = name
    facts.processor = name
    let report = GateReport(
      title: name, isSuite: false, facts: facts, cases: cases, verdict: GateVerdict(cases, gate))
    let text = report.junit
    let begin = try #require(text.firstRange(of: "<!--")).upperBound
    let end = try #require(text.firstRange(of: "-->")).lowerBound
    let scalars = Array(text[begin..<end].unicodeScalars)
    #expect(!zip(scalars, scalars.dropFirst()).contains { $0 == "-" && $1 == "-" } && scalars.last != "-")
    #expect(text[end...].contains("<testsuite "))
    #expect(XMLParser(data: Data(text.utf8)).parse())
  }

  @Test("JUnit XML is XML, counts its tests and failures")
  func junit() throws {
    let text = report(mixed).junit
    final class Counter: NSObject, XMLParserDelegate {
      var counts: [String: Int] = [:]
      var root: [String: String] = [:]
      var sums = 0
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
      ) {
        counts[name, default: 0] += 1
        if name == "testsuites" { root = attributes }
        if name == "testsuite" { sums += Int(attributes["failures"] ?? "") ?? 0 }
      }
    }
    let counter = Counter()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = counter
    #expect(parser.parse())
    #expect(counter.counts["testsuite"] == 3)
    #expect(counter.root["tests"] == "\(counter.counts["testcase"] ?? 0)")
    #expect(counter.root["failures"] == "\(counter.counts["failure"] ?? 0)" && counter.counts["failure"] == 2)
    #expect(counter.sums == 2)
  }

  @Test("JSON of a suite is read back as an earlier report")
  func json() throws {
    let text = try report(mixed).json.encoded()
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["verdict"] as? String == "failed")
    let cases = try #require(root["cases"] as? [[String: Any]])
    #expect(cases.map { $0["verdict"] as? String } == ["passed", "failed", "failed"])
    #expect((root["run"] as? [String: Any])?["modelDigest"] as? String == "abc123")
    let path = NSTemporaryDirectory() + UUID().uuidString + ".json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let earlier = try EarlierReport.read(path)
    #expect(Set(earlier.keys) == ["good", "bad"] && earlier["bad"]?.report?.value("gradient.angleMean") == 7)
  }
}
