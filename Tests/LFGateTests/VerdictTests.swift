import LFAccuracy
import LFCore
import LFGate
import LFRecording
import LFTestSupport
import Testing

@Suite("Verdicts")
struct VerdictTests {
  private let angle = Measure.named("gradient.angleMean")
  private let pooled = Measure.named("ecg.pooled")

  private func report(_ angle: Double, v1: Double = 1, conductivity: String = "standard") -> AccuracyReport {
    var report = AccuracyReport(.leadField, sampling: "same points")
    report.conductivity = conductivity
    report.measurements = [
      Measurement("gradient.angleMean", .overall, angle), Measurement("gradient.angleMean", .lead("V1"), v1),
      Measurement("gradient.angleMean", .lead("V2"), 2), Measurement("gradient.relativeL2", .overall, 0.05),
    ]
    return report
  }

  private func result(_ name: String, _ angle: Double) -> CaseResult {
    CaseResult(name: name, files: [], outcome: .measured(report(angle)))
  }

  @Test("bounds hold at their ends, and what is no number never passes")
  func bounds() throws {
    let limit = Limit(try #require(angle), most: 5, least: 1)
    #expect(limit.allows(5) && limit.allows(1))
    #expect(!limit.allows(5.0001) && !limit.allows(0.9) && !limit.allows(.nan) && !limit.allows(.infinity))
    #expect(!CaseVerdict(report(.nan), .paper).isPassed)
  }

  @Test("limits are on the parts, names and conductivities that they say")
  func scopes() throws {
    let angle = try #require(angle)
    func judge(_ limit: Limit, _ report: AccuracyReport) -> CaseVerdict {
      CaseVerdict(report, Gate(name: "g", limits: [limit]))
    }
    #expect(!judge(Limit(angle, .lead, most: 1.5), report(1)).isPassed)
    #expect(judge(Limit(angle, .lead, names: ["V1"], most: 1.5), report(1)).isPassed)
    let missing = judge(Limit(angle, .lead, names: ["V1", "V9"], most: 5), report(1))
    #expect(!missing.isPassed && missing.reasons.first?.contains("V9 was not measured") == true)
    let other = judge(Limit(angle, most: 5, conductivity: "homogeneous"), report(9))
    #expect(other.checks.isEmpty && !other.isPassed, "a case of which nothing is judged does not pass")
    // An ECG's limit on a case without one is passed over, not failed.
    let both = Gate(name: "g", limits: [Limit(angle, most: 5), Limit(try #require(pooled), most: 0.1)])
    #expect(CaseVerdict(report(4), both).isPassed)
  }

  @Test("a defect fails every gate but one that tolerates it")
  func defects() throws {
    var report = report(0)
    report.findings = [Finding(.sign, .fault, "flipped"), Finding(.sampling, .notice, "noted")]
    let verdict = CaseVerdict(report, .paper)
    #expect(!verdict.isPassed && verdict.reasons == ["flipped"])
    var gate = Gate.paper
    gate.tolerated = [.sign]
    #expect(CaseVerdict(report, gate).isPassed)
    #expect(CaseVerdict(report, .none).isPassed)
  }

  @Test("means over cases, and a case that could not be measured")
  func means() throws {
    let gate = Gate(name: "g", limits: [Limit(try #require(angle), most: 5, over: .mean)])
    let cases = [result("a", 4), result("b", 6)]
    #expect(GateVerdict(cases, gate).isPassed)
    #expect(GateVerdict(cases, gate).means.first?.value == 5)
    #expect(!GateVerdict([result("a", 4), result("b", 6.1)], gate).isPassed)
    // The mean of each conductivity by itself, told as such.
    let mixed = [4, 5].map { report($0, conductivity: "homogeneous") } + [report(5.4), report(5.8)]
    let verdict = GateVerdict(
      mixed.enumerated().map { CaseResult(name: "\($0)", files: [], outcome: .measured($1)) }, gate)
    #expect(verdict.means.map(\.isPassed) == [true, false])
    #expect(verdict.means.last?.text.hasPrefix("the standard cases' mean of the mean angle is 5.60°") == true)
    let broken = CaseResult(name: "c", files: [], outcome: .failed("no such file"))
    #expect(!GateVerdict(cases + [broken], gate).isPassed)
    #expect(!GateVerdict([broken], .none).isPassed)
  }

  @Test("a mean of what was measured in no case fails, and says so")
  func meansOfNothing() throws {
    let angle = try #require(angle)
    func verdict(_ limit: Limit, _ angles: [Double] = [4]) -> GateVerdict {
      GateVerdict(angles.map { result("\($0)", $0) }, Gate(name: "g", limits: [limit]))
    }
    let mistyped = verdict(Limit(angle, .lead, names: ["V1", "NOPE"], most: 5, over: .mean), [4, 4.5])
    #expect(!mistyped.isPassed && mistyped.means.map(\.isPassed) == [true, false])
    #expect(mistyped.means.last?.text.contains("lead NOPE was not measured") == true)
    #expect(verdict(Limit(angle, .lead, names: ["V1"], most: 5, over: .mean), [4, 4.5]).isPassed)
    // A part, and a measure, that no case has, though each has others of the kind.
    #expect(!verdict(Limit(angle, .region, most: 5, over: .mean)).isPassed)
    let error = try #require(Measure.named("gradient.rdm"))
    #expect(!verdict(Limit(error, most: 1, over: .mean)).isPassed)
    // A name is sought among the cases of each conductivity by themselves.
    var other = report(1, conductivity: "homogeneous")
    other.measurements.append(Measurement("gradient.angleMean", .lead("V9"), 1))
    let cases = [result("a", 1), CaseResult(name: "b", files: [], outcome: .measured(other))]
    let both = Gate(name: "g", limits: [Limit(angle, .lead, names: ["V9"], most: 5, over: .mean)])
    #expect(GateVerdict(cases, both).means.map(\.isPassed) == [true, false])
    // No case has an ECG: the limit is on something else.
    let aside = Limit(try #require(pooled), most: 0.1, over: .mean)
    let gate = Gate(name: "g", limits: [Limit(angle, most: 5), aside])
    let passed = GateVerdict([result("a", 4)], gate)
    #expect(passed.isPassed && passed.means.isEmpty)
  }

  @Test("the strict gate is on means, and on the worst case too")
  func strict() {
    func verdict(_ angles: [Double]) -> GateVerdict {
      GateVerdict(angles.enumerated().map { result("\($0)", $1) }, .strict)
    }
    #expect(verdict([4.9, 1]).isPassed)
    #expect(!verdict([4.9, 1.2]).isPassed && !verdict([5.1, 0.5]).isPassed && !verdict([3.1]).isPassed)
    #expect(!verdict([3.1]).means.contains { $0.text.contains("cases' mean") })
  }

  @Test("relative limits judge the mean, and say what so few cases show")
  func relative() throws {
    let angle = try #require(angle)
    func check(_ now: [Double], _ before: [Double], _ limit: RelativeLimit) throws -> RelativeCheck {
      let names = now.indices.map { "case\($0)" }
      let cases = zip(names, now).map { result($0, $1) }
      let earlier = Dictionary(uniqueKeysWithValues: zip(names, zip(names, before).map { result($0, $1) }))
      let verdict = GateVerdict(cases, Gate(name: "g", limits: [], relative: [limit]), earlier: earlier)
      return try #require(verdict.comparisons.first)
    }
    let limit = RelativeLimit(angle, worse: 0.02)
    let same = try check([3, 4, 5], [3, 4, 5], limit)
    #expect(same.isPassed && same.isShown && same.worse == 0 && same.interval == (0, 0))
    let worse = try check([3.3, 4.4, 5.5], [3, 4, 5], limit)
    #expect(!worse.isPassed && worse.isShown && abs(worse.worse - 0.1) < 1e-12)
    // One case is better, one worse: the mean passes, but nothing is shown.
    let mixed = try check([2, 5], [3, 4], limit)
    #expect(mixed.isPassed && !mixed.isShown)
    let shown = RelativeLimit(angle, worse: 0.02, requirement: .confidence)
    #expect(try !check([2, 5], [3, 4], shown).isPassed)
    #expect(try check([3, 4, 5], [3.3, 4.4, 5.5], shown).isPassed)
    // Measured against another golden file, nothing is better or worse.
    var (then, now) = (result("a", 3), result("a", 3))
    then.files = [.init(role: "golden", path: "old/golden.nc", sha256: String(repeating: "a", count: 64))]
    now.files = [.init(role: "golden", path: "new/golden.nc", sha256: String(repeating: "b", count: 64))]
    let gate = Gate(name: "g", limits: [], relative: [limit])
    let other = GateVerdict([now], gate, earlier: ["a": then])
    #expect(!other.isPassed)
    for word in ["old/golden.nc", "new/golden.nc", "aaaaaaaaaaaa", "bbbbbbbbbbbb"] {
      #expect(other.comparisons.first?.text.contains(word) == true, "\(other.comparisons)")
    }
    #expect(GateVerdict([then], gate, earlier: ["a": then]).isPassed)
    let none = GateVerdict([result("x", 1)], Gate(name: "g", limits: [], relative: [limit]), earlier: [:])
    #expect(!none.isPassed)
  }

  @Test("the bootstrap's interval covers what it should, and is the same every time")
  func bootstrap() {
    let values = (0..<30).map { Double($0 * 7 % 30) }
    let mean: ([Int]) -> Double = { $0.reduce(0) { $0 + values[$1] } / Double($0.count) }
    let interval = Bootstrap.interval(values.count, confidence: 0.95, mean)
    #expect(interval == Bootstrap.interval(values.count, confidence: 0.95, mean))
    // The mean of 0…29 has a standard error of 8.66/√30 = 1.58: ± 1.96 of it.
    #expect(abs(interval.low - (14.5 - 3.1)) < 0.3 && abs(interval.high - (14.5 + 3.1)) < 0.3)
  }
}

@Suite("Records of cases")
struct RecordTests {
  @Test("are read back as they were, for the same key only")
  func roundTrip() throws {
    var report = AccuracyReport(.leadField, sampling: "same points")
    report.missing = 3
    report.conductivity = "standard"
    report.measurements = [
      Measurement("gradient.angleMean", .overall, 1.25), Measurement("gradient.angleMean", .lead("V1"), .nan),
      Measurement("gradient.angleMean", .electrode("RA"), 2),
      Measurement("gradient.angleMean", .region("x \"y\""), 3),
      Measurement("ecg.pooled", .overall, 0.5), Measurement("ecg.correlation", .lead("I"), 0.75),
    ]
    report.findings = [Finding(.moved, .fault, "a <b> \u{1F496}")]
    report.worst = [
      WorstPoint(index: 7, position: SIMD3(1, 2.5, -3), lead: "II", region: "r", angle: 8, relativeError: 0.5)
    ]
    report.angles = [0.25, 0.75]
    let trace = ECGRecording(
      leads: [.init("I", samples: [0.5, -0.25])], samplingRate: 500, isSynthetic: true)
    report.traces = [trace, trace]
    report.view = FieldView(
      points: [SIMD3(0, 0, 0), SIMD3(1, 0, 0), SIMD3(0, 1, 0)], triangles: [SIMD3(0, 1, 2)],
      golden: [1, 2, 3],
      prediction: [1, 2, 4], angle: [0, 1, 2])
    let result = CaseResult(
      name: "a", files: [.init(role: "golden", path: "g.nc", sha256: "00ff")], outcome: .measured(report),
      warnings: ["w"])
    let folder = try TemporaryFolder()
    let path = try folder.write("a.json", text: try result.record(key: "k").encoded())
    let again = try #require(CaseResult.recorded(at: path, key: "k"))
    #expect(again.name == "a" && again.files == result.files && again.warnings == ["w"])
    let read = try #require(again.report)
    #expect(read.findings == report.findings && read.worst == report.worst && read.angles == report.angles)
    #expect(read.view == report.view && read.traces == report.traces && read.missing == 3)
    for item in report.measurements {
      let value = try #require(read.value(item.measure, item.scope))
      #expect(value == item.value || (value.isNaN && item.value.isNaN))
    }
    #expect(read.measurements.count == report.measurements.count)
    #expect(CaseResult.recorded(at: path, key: "other") == nil)
    #expect(CaseResult.recorded(at: folder.file("none.json"), key: "k") == nil)
    let cut = try folder.write("cut.json", text: "{\"key\": \"k\", \"case\": {\"name\": \"a\"")
    #expect(CaseResult.recorded(at: cut, key: "k") == nil)
  }
}
