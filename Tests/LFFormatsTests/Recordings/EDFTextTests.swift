import LFCore
import LFRecording
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Texts and times of EDF")
struct EDFTextTests {
  private let files: RecordingFolder

  init() throws { files = try RecordingFolder() }

  private func recording(_ leads: [(name: String, unit: String)]) -> ECGRecording {
    ECGRecording(
      leads: leads.map { name, unit in
        .init(name, unit: unit, samples: (0..<250).map { Double($0 % 7) * 0.01 })
      }, samplingRate: 250)
  }

  @Test(
    "names that EDF's sixteen characters do not tell apart are made different, with warnings",
    arguments: ["edf", "bdf"])
  func names(_ kind: String) throws {
    let leads = [
      ("I", "mV"), ("respiration, thorax", "mV"), ("respiration, thoracic", "mV"), ("Ösophagus", "mV"),
      ("Äsophagus", "mV"), ("EDF Annotations", "mV"), ("V1 (as printed, inverted)", "mV"),
      ("T", "°C of the body"),
    ]
    let warnings = try files.write(recording(leads), "names.\(kind)").warnings
    let back = try files.read("names.\(kind)")
    #expect(
      back.recording.leads.map(\.name)
        == [
          "I", "respiration, tho", "respiration, t 2", "?sophagus", "?sophagus 2", "EDF Annotation 2",
          "V1  as printed", "T",
        ])
    #expect(back.warnings.isEmpty && back.recording.leads.last?.unit == "?C of th")
    #expect(warnings.count == 7 && warnings.contains { $0.contains("\"respiration, t 2\"") })
    #expect(warnings.contains { $0.contains("the unit \"°C of the body\"") })
  }

  @Test("no warning of names that fit")
  func plain() throws {
    #expect(
      try files.write(recording([("I", "mV"), ("-aVR", "mV"), ("Resp", "NU")]), "plain.edf").warnings.isEmpty)
  }

  @Test(
    "annotations count from the first record, which may begin in the middle of a second",
    arguments: ["edf", "bdf"])
  func onsets(_ kind: String) throws {
    var whole = recording([("I", "mV")])
    whole.start = RecordingTime(year: 2026, month: 12, day: 31, hour: 23, minute: 59, milliseconds: 59_250)
    whole.comments = ["of all"]
    try files.write(whole, "onset.\(kind)")
    var bytes = try files.bytes("onset.\(kind)")
    // At the first sample, where other readers keep it.
    let note = Array("+0.25\u{14}of all\u{14}".utf8)
    let at = try #require(bytes.indices.first { bytes[$0...].starts(with: note) })
    #expect(try files.read("onset.\(kind)").recording.comments == ["of all"])
    bytes.replaceSubrange(at..<(at + note.count), with: Array("+0.35\u{14}of all\u{14}".utf8))
    _ = try files.folder.write("late.\(kind)", bytes)
    let late = try files.read("late.\(kind)").recording
    #expect(late.comments == ["at 0.1 s: of all"] && late.start == whole.start)
  }
}
