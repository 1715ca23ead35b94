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
      ("Äsophagus", "mV"), ("EDF Annotations", "mV"), ("V1 (the inverted one)", "mV"),
      ("T", "°C of the body"),
    ]
    let warnings = try files.write(recording(leads), "names.\(kind)").warnings
    let back = try files.read("names.\(kind)")
    #expect(
      back.recording.leads.map(\.name)
        == [
          "I", "respiration, tho", "respiration, t 2", "?sophagus", "?sophagus 2", "EDF Annotations 2",
          "V1  the inverted", "T",
        ].map { $0.count > 16 ? "EDF Annotatio 2" : $0 })
    #expect(back.warnings.isEmpty && back.recording.leads.last?.unit == "?C of th")
    #expect(warnings.count == 7 && warnings.contains { $0.contains("\"respiration, t 2\"") })
    #expect(warnings.contains { $0.contains("the unit \"°C of the body\"") })
  }

  @Test("no warning of names that fit")
  func plain() throws {
    #expect(
      try files.write(recording([("I", "mV"), ("-aVR", "mV"), ("Resp", "NU")]), "plain.edf").warnings.isEmpty)
  }
}
