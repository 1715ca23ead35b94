import Foundation
import LFAccuracy
import LFCore
import LFRecording
import Testing

@Suite("A report on an ECG")
struct RecordingReportTests {
  /// Leads that are different enough, and keep Einthoven's law.
  private func recording(
    rate: Double = 500, scale: Double = 1, delay: Double = 0, seconds: Double = 0.8
  ) -> ECGRecording {
    func wave(_ k: Double, _ t: Double) -> Double {
      exp(-pow((t - 0.2 - 0.01 * k) / 0.02, 2)) * (1 - 0.3 * k) + 0.2 * exp(-pow((t - 0.45) / 0.05, 2)) * k
    }
    let times = (0..<Int((seconds * rate).rounded())).map { Double($0) / rate - delay }
    let one = times.map { wave(1, $0) }
    let two = times.map { wave(5, $0) }
    let chest = times.map { wave(-3, $0) }
    let leads = [
      ("I", one), ("II", two), ("III", zip(one, two).map { $1 - $0 }),
      ("aVR", zip(one, two).map { -($0 + $1) / 2 }), ("aVL", zip(one, two).map { $0 - $1 / 2 }),
      ("aVF", zip(one, two).map { $1 - $0 / 2 }), ("V1", chest), ("V2", chest.map { $0 * $0 - 0.4 * $0 }),
    ]
    return ECGRecording(
      leads: leads.map { .init($0.0, samples: $0.1.map { scale * $0 }) }, samplingRate: rate)
  }

  private func report(_ prediction: ECGRecording) throws -> AccuracyReport {
    var diagnostics = Diagnostics()
    return try RecordingReport.compare(prediction, golden: recording(), diagnostics: &diagnostics)
  }

  private func faults(_ prediction: ECGRecording) throws -> [Finding] {
    try report(prediction).findings.filter { $0.severity == .fault }
  }

  @Test("of the same ECG finds nothing")
  func same() throws {
    let same = try report(recording())
    #expect(same.findings.isEmpty && same.value("ecg.pooled") == 0)
    #expect(same.value("ecg.correlation", .lead("V2")).map { abs($0 - 1) < 1e-12 } == true)
    let other = try report(recording(rate: 2000))
    #expect(other.isSound && other.findings.map(\.kind).contains(.timing))
    #expect(try #require(other.value("ecg.pooled")) < 1e-4)
  }

  @Test("finds leads that are constant where the golden ones are not", arguments: [0, 0.3])
  func flat(_ voltage: Double) throws {
    var dead = recording(rate: 700)
    for lead in [4, 6] { dead.leads[lead].samples = dead.leads[lead].samples.map { _ in voltage } }
    let faults = try faults(dead)
    #expect(faults.map(\.kind) == [.zero] && faults[0].message.contains("aVL, V1"), "\(faults)")
    // Those that are constant in both are none.
    var diagnostics = Diagnostics()
    let same = try RecordingReport.compare(dead, golden: dead, diagnostics: &diagnostics)
    #expect(!same.findings.contains { $0.kind == .zero })
  }

  @Test("finds a scale, a unit, a sign, a delay")
  func defects() throws {
    #expect(try faults(recording(scale: 1.02)).map(\.kind) == [.scale])
    let microvolts = try faults(recording(scale: 1000))
    #expect(microvolts.map(\.kind) == [.unit], "\(microvolts)")
    #expect(try faults(recording(delay: 0.01)).map(\.kind) == [.timing])
    var flipped = recording()
    flipped.leads[6].samples = flipped.leads[6].samples.map { -$0 }
    let sign = try faults(flipped)
    #expect(sign.map(\.kind) == [.sign] && sign[0].message.contains("V1"))
    // Turned over, the limb leads resemble those of exchanged electrodes.
    let turned = try faults(recording(scale: -1))
    #expect(turned.map(\.kind) == [.sign] && turned[0].message.contains("I, II, III"), "\(turned)")
  }

  /// The wave of `recording` as a file has it whose times begin at another time, s, and end at 0.8 s.
  private func recording(from first: Double, rate: Double = 500) -> ECGRecording {
    var other = recording(rate: rate, delay: -first, seconds: 0.8 - first)
    other.firstTime = first
    return other
  }

  @Test(
    "compares at equal times where both files state them", arguments: [-0.02, -0.0163, 0.012], [500.0, 2000])
  func equalTimes(_ first: Double, _ rate: Double) throws {
    var diagnostics = Diagnostics()
    let report = try RecordingReport.compare(
      recording(from: first, rate: rate), golden: recording(from: 0),
      diagnostics: &diagnostics)
    #expect(report.isSound, "\(report.findings)")
    #expect(try #require(report.value("ecg.pooled")) < 1e-4)
    #expect((first > 0 ? 6...6 : 0...1).contains(report.missing))
    #expect(report.traces.map(\.sampleCount) == [400 - report.missing, 400 - report.missing])
  }

  @Test("takes times that differ by rounding for equal, and says where it interpolates")
  func rounding() throws {
    var diagnostics = Diagnostics()
    let golden = recording(from: -0.018)
    var rounded = golden
    rounded.firstTime = -18 * 0.001
    let same = try RecordingReport.compare(rounded, golden: golden, diagnostics: &diagnostics)
    #expect(same.findings.isEmpty && same.value("ecg.pooled") == 0)
    #expect(diagnostics.warnings.isEmpty)
    var between = recording(from: -0.017)
    between.leads[0].samples[50] = .nan
    let shifted = try RecordingReport.compare(between, golden: golden, diagnostics: &diagnostics)
    #expect(shifted.sampling != same.sampling)
    #expect(diagnostics.warnings.contains { $0.contains("interpolated") }, "\(diagnostics.warnings)")
    // On the golden ECG's times: the sample at −17 + 100 ms is taken for those at 82 and 84 ms.
    #expect(shifted.findings.contains { $0.message.contains("82.0 ms") }, "\(shifted.findings)")
  }

  @Test("of an hour at nearly the same rate compares sample by sample to the end")
  func drift() throws {
    func long(_ count: Int, _ rate: Double, _ noise: Double) -> ECGRecording {
      let samples = (0..<count).map { Double($0 % 300) + ($0 % 2 == 0 ? noise : -noise) }
      return ECGRecording(leads: [.init("I", samples: samples)], samplingRate: rate)
    }
    var diagnostics = Diagnostics()
    let report = try RecordingReport.compare(
      long(1_500_000, 500, 20), golden: long(1_500_010, 500.00045, 0), diagnostics: &diagnostics)
    #expect(report.missing == 10)
  }

  @Test("takes both from their beginning where one states no times or they have none in common")
  func beginnings() throws {
    var diagnostics = Diagnostics()
    var other = recording()
    other.firstTime = 1000
    let apart = try RecordingReport.compare(other, golden: recording(from: 0), diagnostics: &diagnostics)
    #expect(apart.isSound && apart.value("ecg.pooled") == 0)
    #expect(apart.findings.map(\.kind) == [.timing])
    let silent = try RecordingReport.compare(other, golden: recording(), diagnostics: &diagnostics)
    #expect(silent.findings.isEmpty && silent.value("ecg.pooled") == 0)
    // The last sample of one is the first of the other.
    other.firstTime = 0.798
    let touching = try RecordingReport.compare(other, golden: recording(from: 0), diagnostics: &diagnostics)
    #expect(touching.findings.map(\.kind) == [.timing] && touching.value("ecg.pooled") == 0)
    // A delay is one still where times are stated.
    var delayed = recording(delay: 0.01)
    delayed.firstTime = 0
    let late = try RecordingReport.compare(delayed, golden: recording(from: 0), diagnostics: &diagnostics)
    #expect(late.findings.map(\.kind) == [.timing] && !late.isSound)
  }

  @Test("finds exchanged limb electrodes by what all six leads do, and exchanged chest leads")
  func exchanges() throws {
    let golden = recording()
    var limbs = golden
    let rule = [("I", -1.0, "I"), ("II", 1, "III"), ("III", 1, "II"), ("aVR", 1, "aVL"), ("aVL", 1, "aVR")]
    for (name, sign, source) in rule {
      let at = try #require(limbs.leads.firstIndex { $0.name == name })
      limbs.leads[at].samples = try #require(golden[source]).samples.map { sign * $0 }
    }
    let found = try faults(limbs)
    #expect(found.map(\.kind) == [.exchanged] && found[0].message.contains("RA and LA"))
    var chest = golden
    chest.leads[6].samples = golden.leads[7].samples
    chest.leads[7].samples = golden.leads[6].samples
    #expect(try faults(chest).map(\.kind) == [.exchanged])
  }

  @Test("finds holes, missing leads and cut recordings, and compares what is left")
  func gaps() throws {
    var holed = recording()
    holed.leads[0].samples[50] = .nan
    let hole = try faults(holed)
    #expect(hole.first?.kind == .notFinite && hole.first?.message.contains("lead I") == true)
    #expect(hole.first?.message.contains("100.0 ms") == true)
    var fewer = recording()
    fewer.leads.removeLast()
    #expect(try faults(fewer).map(\.kind) == [.missingLead])
    var short = recording()
    for i in short.leads.indices { short.leads[i].samples.removeLast(200) }
    let cut = try report(short)
    #expect(cut.findings.contains { $0.kind == .timing && $0.severity == .fault })
    #expect(cut.value("ecg.pooled") == 0 && cut.missing == 200)
  }
}
