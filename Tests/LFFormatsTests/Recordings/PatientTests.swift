import LFRecording
import LFTestSupport
import Testing

@Suite("Patients of ECGs")
struct PatientTests {
  private let files: RecordingFolder
  private let recording = ECGRecording(
    leads: [.init("I", samples: (0..<250).map { Double($0 % 7) * 0.01 })], samplingRate: 250)

  init() throws { files = try RecordingFolder() }

  /// Writes the recording, puts one text for another of the same length, and reads: the warnings.
  private func warnings(_ name: String, _ old: String, _ new: String) throws -> [String] {
    try files.write(recording, name)
    var bytes = try files.bytes(name)
    let found = Array(old.utf8)
    let at = try #require(bytes.indices.first { bytes[$0...].starts(with: found) })
    bytes.replaceSubrange(at..<(at + found.count), with: Array(new.utf8))
    _ = try files.folder.write(name, bytes)
    return try files.read(name).warnings
  }

  @Test("what a file states of a patient is told to be left out, once")
  func stated() throws {
    let blank = String(repeating: " ", count: 22)
    #expect(
      try warnings("a.edf", "X X X X" + blank, "7 F 02-MAY-1951 Doe_J more   ") == [
        "states the patient's code, sex, birth date, name, further data, left out here"
      ])
    #expect(try warnings("a.bdf", "X X X X", "X X X Y") == ["states the patient's name, left out here"])
    #expect(try warnings("a.dcm", "Anonymous ", "Doe^Jane  ") == ["states the patient's name, left out here"])
    let subject = "<trialSubject>"
    let person =
      "<subjectDemographicPerson><name><family>Doe</family></name><birthTime value=\"1951\"/></subjectDemographicPerson>"
    #expect(
      try warnings("a.xml", subject, subject + person) == [
        "states the patient's name, birth date, left out here"
      ])
  }

  @Test("nobody is no patient", arguments: ["edf", "bdf", "dcm", "xml"])
  func nobody(_ kind: String) throws {
    try files.write(recording, "a.\(kind)")
    #expect(try files.read("a.\(kind)").warnings.isEmpty)
    if kind == "dcm" { #expect(try warnings("b.dcm", "Anonymous ", "^Unknown^ ").isEmpty) }
  }
}
