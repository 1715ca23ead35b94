import Foundation
import LFCore
import LFFormats
import LFRecording
import LFTestSupport
import Testing

@Suite("ECGs written and read again")
struct RecordingRoundTripTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let kinds = ["csv", "tsv", "hea", "edf", "bdf", "xml", "dcm", "nc"]
  /// The kinds that tell invalid samples.
  static let honest: Set = ["csv", "tsv", "hea", "dcm", "nc"]

  private func again(
    _ recording: ECGRecording, _ kind: String, _ options: WriteOptions = WriteOptions()
  ) throws -> ECGRecording {
    let path = folder.file("again.\(kind)")
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(.ecg(recording), to: path, options: options, diagnostics: &diagnostics)
    guard case .ecg(let back) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics) else {
      throw LFError(.internalFault, "no ECG came back")
    }
    return back
  }

  /// Samples of both, those that `theirs` cannot have told left out.
  private func expectSame(_ mine: ECGRecording, _ theirs: ECGRecording, within step: Double, _ kind: String) {
    #expect(abs(mine.samplingRate - theirs.samplingRate) <= 1e-6 * mine.samplingRate)
    #expect(Set(mine.leads.map(\.name)) == Set(theirs.leads.map(\.name)))
    for lead in mine.leads {
      let other = theirs[lead.name]
      #expect(other?.unit == lead.unit)
      let samples = other?.samples ?? []
      #expect(
        samples.count >= lead.samples.count
          && (kind == "edf" || kind == "bdf" || samples.count == lead.samples.count))
      let wrong = zip(lead.samples, samples).first { a, b in
        a.isNaN ? Self.honest.contains(kind) && !b.isNaN : !(abs(a - b) <= step)
      }
      #expect(wrong == nil, "\(kind): \(lead.name)")
    }
  }

  @Test("voltages of a computation keep 1 µV, or all digits where there are no integers", arguments: kinds)
  func computed(_ kind: String) throws {
    let recording = SampleRecording.twelve()
    let exact = ["csv", "tsv", "nc"].contains(kind)
    expectSame(recording, try again(recording, kind), within: exact ? 0 : 0.00101, kind)
  }

  @Test("the leads come in their usual order", arguments: kinds)
  func order(_ kind: String) throws {
    var recording = SampleRecording.twelve(samples: 20)
    recording.leads.reverse()
    recording.leads.insert(.init("X", samples: recording.leads[0].samples), at: 0)
    #expect(try again(recording, kind).leads.map(\.name) == LeadName.standard + ["X"])
  }

  @Test("integers hold Einthoven's and Goldberger's relations to rounding", arguments: kinds)
  func relations(_ kind: String) throws {
    let back = try again(SampleRecording.twelve(), kind)
    let step = ["csv", "tsv", "nc"].contains(kind) ? 1e-12 : 0.000501
    func lead(_ name: String) throws -> [Double] { try #require(back[name]).samples }
    let (one, two) = (try lead("I"), try lead("II"))
    let rules: [(String, (Double, Double) -> Double, Double)] = [
      ("III", { $1 - $0 }, 1e-9), ("aVR", { -($0 + $1) / 2 }, step), ("aVL", { $0 - $1 / 2 }, step),
      ("aVF", { $1 - $0 / 2 }, step),
    ]
    for (name, rule, slack) in rules {
      let third = try lead(name)
      #expect(one.indices.allSatisfy { abs(third[$0] - rule(one[$0], two[$0])) <= slack }, "\(name)")
    }
  }

  @Test("integers stay the same integers, by way of any kind", arguments: kinds, 1...12)
  func integers(_ kind: String, _ seed: Int) throws {
    let recording = SampleRecording.random(UInt64(seed))
    guard recording.sampleCount > 1 else { return }
    let back = try again(recording, kind)
    let step = recording.leads[0].grid?.step ?? 1
    expectSame(recording, back, within: step * 0.03, kind)
    let digits = kind == "csv" || kind == "tsv" ? 0.0003 : 0
    expectSame(
      recording, try again(back, "hea"), within: max(step * 0.03, digits),
      Self.honest.contains(kind) ? "hea" : kind)
  }

  @Test("a kind to itself and back changes nothing", arguments: kinds)
  func stable(_ kind: String) throws {
    var recording = SampleRecording.random(99)
    recording.start = RecordingTime(year: 2026, month: 1, day: 31, hour: 23, minute: 59, milliseconds: 58_250)
    recording.filter = .init(highPass: 0.05, lowPass: 150, notch: 50)
    recording.isSynthetic = true
    recording.comments = ["made up", "for a test"]
    let once = try again(recording, kind)
    let twice = try again(once, kind)
    #expect(once.start == twice.start && once.filter == twice.filter && once.comments == twice.comments)
    #expect(once.isSynthetic == twice.isSynthetic && once.samplingRate == twice.samplingRate)
    expectSame(once, twice, within: 1e-12, kind)
    guard kind != "csv", kind != "tsv" else { return }
    #expect(once.start == recording.start && once.filter == recording.filter)
    #expect(once.comments == recording.comments && once.isSynthetic)
  }

  @Test("the time of the first sample is kept", arguments: kinds)
  func beginning(_ kind: String) throws {
    for first in [-0.02, -0.0163, 0.25, 1234.5] {
      var recording = SampleRecording.twelve(samples: 20)
      recording.firstTime = first
      recording.comments = ["made up"]
      let back = try again(recording, kind)
      #expect(back.firstTime.map { abs($0 - first) < 1e-9 } == true, "\(back.firstTime ?? .nan)")
      #expect(back.samplingRate == 500 && (kind == "csv" || kind == "tsv" || back.comments == ["made up"]))
    }
    // What no first sample has stays a comment.
    if ["hea", "xml", "dcm", "edf", "bdf"].contains(kind) {
      var odd = SampleRecording.twelve(samples: 20)
      odd.comments = ["time of the first sample: 1e308 s"]
      let back = try again(odd, kind)
      #expect(back.firstTime == nil && back.comments == odd.comments)
    }
    var plain = SampleRecording.twelve(samples: 20)
    plain.firstTime = 0
    #expect(try again(plain, kind).firstTime == 0)
  }

  @Test("leads that are numbered keep their numbers", arguments: kinds)
  func numbered(_ kind: String) throws {
    var recording = SampleRecording.twelve(samples: 20)
    recording.leads.removeLast(10)
    for i in 0..<2 { recording.leads[i].name = "\(i + 1)" }
    #expect(try again(recording, kind).leads.map(\.name) == ["1", "2"])
  }

  @Test("times are those of a clock without the noise of sums")
  func clean() throws {
    var recording = SampleRecording.twelve(samples: 20)
    recording.firstTime = -0.02
    _ = try again(recording, "csv")
    let text = try String(contentsOfFile: folder.file("again.csv"), encoding: .utf8)
    #expect(
      text.split(separator: "\n").dropFirst().prefix(3).map { $0.prefix { $0 != "," } } == [
        "-0.02", "-0.018", "-0.016",
      ])
    _ = try again(recording, "csv", WriteOptions(table: .ecgplotter))
    let ms = try String(contentsOfFile: folder.file("again.csv"), encoding: .utf8)
    #expect(
      ms.split(separator: "\n").dropFirst().prefix(3).map { $0.prefix { $0 != "," } } == [
        "-20", "-18", "-16",
      ])
  }

  @Test("large, small and no voltages", arguments: kinds)
  func extremes(_ kind: String) throws {
    for size in [0, 1e-6, 0.02, 40, 4000] {
      let values = (0..<100).map { size * sin(Double($0)) }
      let recording = ECGRecording(leads: [.init("V1", samples: values)], samplingRate: 250)
      let step = max(size * 4 / 65_535, size < 0.01 ? 1e-9 : 1e-3)
      expectSame(recording, try again(recording, kind), within: step, kind)
    }
  }

  @Test("values that eight characters do not tell are refused", arguments: ["edf", "bdf"], [1e3, 1e9, 1e27])
  func untold(_ kind: String, _ origin: Double) throws {
    let values = (0..<10).map { origin + Double($0) * 0.001 }
    let recording = ECGRecording(
      leads: [.init("I", samples: values, grid: SampleGrid(step: 0.001, origin: origin))], samplingRate: 500)
    if origin == 1e3 {
      let back = try again(recording, kind).leads[0].samples
      #expect(zip(back, values).allSatisfy { abs($0 - $1) < 1e-6 })
      return
    }
    let error = #expect(throws: LFError.self) { try again(recording, kind) }
    #expect(error?.code == .usage)
    #expect(error?.message.contains("lead I:") == true, "\(error?.message ?? "")")
  }

  @Test(
    "steps that no device has are refused by every kind of integers", .timeLimit(.minutes(1)),
    arguments: ["hea", "edf", "bdf", "xml", "dcm"], [1e-306, 1e-300, 1e-40, 1e40, 1e300, 1e306])
  func steps(_ kind: String, _ step: Double) throws {
    let values = (0..<10).map { Double($0) * step }
    let recording = ECGRecording(
      leads: [.init("I", samples: values, grid: SampleGrid(step: step))], samplingRate: 500,
      filter: .init(highPass: 1e300))
    let error = #expect(throws: LFError.self) { try again(recording, kind) }
    #expect(error?.code == .usage && error?.message.contains("lead I") == true)
  }

  @Test(
    "numbers of DICOM have sixteen characters, whatever the step",
    arguments: [1e-29, 1.23456789e-20, 1 / 3e9])
  func shortDecimals(_ step: Double) throws {
    let values = (0..<10).map { Double($0) * step }
    let recording = ECGRecording(
      leads: [.init("I", samples: values, grid: SampleGrid(step: step, origin: 1e-200))], samplingRate: 500,
      filter: .init(highPass: .infinity, lowPass: 150))
    let back = try again(recording, "dcm")
    #expect(zip(back.leads[0].samples, values).allSatisfy { abs($0 - $1) <= 1e-6 * $1 })
    #expect(back.filter == .init(lowPass: 150))
  }

  @Test(
    "an origin between two steps keeps its values in WFDB", arguments: [0.5, 1 / 3.0, 0.123, -0.0157, 12.71])
  func origins(_ zero: Double) throws {
    let step = 0.005
    let values = (0..<200).map { (Double($0 * 7919 % 4001 - 2000) + zero) * step }
    let lead = ECGRecording.Lead("I", samples: values, grid: SampleGrid(step: step, origin: zero * step))
    let back = try again(ECGRecording(leads: [lead], samplingRate: 500), "hea").leads[0].samples
    #expect(zip(back, values).allSatisfy { abs($0 - $1) <= 0.01 * step })
  }

  @Test("a gain is kept, and refused where voltages do not fit", arguments: ["hea", "edf"])
  func gain(_ kind: String) throws {
    let recording = SampleRecording.twelve(samples: 50)
    let back = try again(recording, kind, WriteOptions(gain: 200))
    expectSame(recording, back, within: 0.00626, kind)
    #expect(abs((back.leads[0].grid?.step ?? 0) - 0.005) < 1e-9)
    let error = #expect(throws: LFError.self) { try again(recording, kind, WriteOptions(gain: 1e12)) }
    #expect(error?.code == .usage)
  }

  @Test(
    "times with just the decimals that their step needs", arguments: [100.0, 250, 500, 1000, 2000, 360, 128])
  func decimals(_ rate: Double) throws {
    let recording = SampleRecording.twelve(samples: 3000, rate: rate)
    expectSame(recording, try again(recording, "csv"), within: 0, "csv")
    let needed = rate == 360 || rate == 128 ? 1000 : 10_000.0
    var text = "time,I\n"
    for i in 0..<3000 { text += "\((Double(i) / rate * needed).rounded() / needed),0\n" }
    var diagnostics = Diagnostics()
    let read = try FormatRegistry.standard.read(
      folder.write("decimals.csv", text: text), diagnostics: &diagnostics)
    guard case .ecg(let back) = read else { return }
    #expect(back.samplingRate == rate)
  }

  @Test("openCARP's layout has no units and t in ms")
  func ecgplotter() throws {
    let recording = SampleRecording.twelve(samples: 20, rate: 1000)
    let back = try again(recording, "csv", WriteOptions(table: .ecgplotter))
    expectSame(recording, back, within: 0, "csv")
    let text = try String(contentsOfFile: folder.file("again.csv"), encoding: .utf8)
    #expect(text.hasPrefix("t,I,II,III,aVR,aVL,aVF,V1,V2,V3,V4,V5,V6\n0,"))
    #expect(text.contains("\n19,"))
  }

  @Test("what is no ECG is refused, and an ECG is no mesh")
  func others() throws {
    var diagnostics = Diagnostics()
    let recording = Dataset.ecg(SampleRecording.twelve(samples: 3))
    for kind in ["vtu", "vtk", "pvd", "vtp"] {
      let error = #expect(throws: LFError.self) {
        try FormatRegistry.standard.write(
          recording, to: folder.file("x.\(kind)"), options: WriteOptions(), diagnostics: &diagnostics)
      }
      #expect(error?.code == .usage)
    }
    for kind in Self.kinds where kind != "nc" {
      let error = #expect(throws: LFError.self) {
        try FormatRegistry.standard.write(
          .mesh(SampleMeshes.mixed), to: folder.file("x.\(kind)"), options: WriteOptions(),
          diagnostics: &diagnostics)
      }
      #expect(error?.code == .usage)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
