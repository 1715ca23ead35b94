import Foundation
import LFCore
import LFFormats
import LFRecording
import LFTestSupport
import Testing

@Suite("Dates and texts of ECGs")
struct RecordingTextTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func recording(_ comments: [String] = [], lead: String = "I", start: RecordingTime? = nil)
    -> ECGRecording
  {
    var recording = ECGRecording(
      leads: [.init(lead, samples: (0..<500).map { Double($0 % 7) * 0.01 })], samplingRate: 250, start: start)
    recording.comments = comments
    return recording
  }

  /// Writes a file: its bytes and the warnings.
  private func write(_ recording: ECGRecording, _ name: String) throws -> (bytes: [UInt8], warnings: [String])
  {
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(
      .ecg(recording), to: folder.file(name), options: WriteOptions(), diagnostics: &diagnostics)
    return ([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))), diagnostics.warnings)
  }

  private func read(_ name: String) throws -> (recording: ECGRecording, warnings: [String]) {
    var diagnostics = Diagnostics()
    guard
      case .ecg(let recording) = try FormatRegistry.standard.read(
        folder.file(name), diagnostics: &diagnostics)
    else { throw LFError(.internalFault, "no ECG came back") }
    return (recording, diagnostics.warnings)
  }

  private func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  // MARK: EDF

  @Test(
    "EDF keeps the century, and writes yy where two digits cannot tell it",
    arguments: [
      (1899, "yy"), (1975, "yy"), (1984, "yy"), (1985, "85"), (2026, "26"), (2084, "84"), (2085, "yy"),
    ])
  func century(_ year: Int, _ digits: String) throws {
    let start = RecordingTime(year: year, month: 3, day: 1, hour: 10)
    for kind in ["edf", "bdf"] {
      let bytes = try write(recording(start: start), "a.\(kind)").bytes
      #expect(text(bytes, 168..<176) == "01.03.\(digits)")
      let back = try read("a.\(kind)")
      #expect(back.recording.start == start && back.warnings.isEmpty)
    }
  }

  /// The EDF file of 1 March 1975 with another date in its header and in its recording field.
  private func dated(_ header: String, _ field: String) throws {
    var bytes = try write(
      recording(start: RecordingTime(year: 1975, month: 3, day: 1, hour: 10)), "dated.edf"
    ).bytes
    func put(_ text: String, at start: Int, _ width: Int) {
      let padded = Array(text.utf8) + [UInt8](repeating: 0x20, count: width - text.utf8.count)
      bytes.replaceSubrange(start..<(start + width), with: padded)
    }
    put(header, at: 168, 8)
    put(field, at: 88, 80)
    _ = try folder.write("dated.edf", bytes)
  }

  @Test("the recording field's date counts, in any case of letters, and a contradiction is told")
  func startdate() throws {
    let day = RecordingTime(year: 1975, month: 3, day: 1, hour: 10)
    for header in ["01.03.75", "01.03.yy", "01.03.YY"] {
      try dated(header, "Startdate 01-Mar-1975 X X X")
      let back = try read("dated.edf")
      #expect(back.recording.start == day && back.warnings.isEmpty)
    }
    for header in ["02.03.75", "01.04.75", "01.03.76", "02.03.yy"] {
      try dated(header, "Startdate 01-MAR-1975 X X X")
      let back = try read("dated.edf")
      #expect(back.recording.start == day)
      #expect(back.warnings.count == 1 && back.warnings[0].contains("01-MAR-1975"))
    }
    try dated("01.03.yy", "Startdate X X X X")
    #expect(try read("dated.edf").recording.start == nil)
    // What is no date leaves the header's two digits.
    for field in ["X X X X", "Startdate 31-FEB-1975", "Startdate 01-XXX-1975", "Startdate 01-MAR-75"] {
      try dated("01.03.75", field)
      #expect(try read("dated.edf").recording.start?.year == 2075)
      try dated("01.03.yy", field)
      let error = #expect(throws: LFError.self) { try read("dated.edf") }
      #expect(error?.code == .badData && error?.message.contains("without a year") == true)
    }
    try dated("01.03.xy", "Startdate 01-MAR-1975 X X X")
    #expect(throws: LFError.self) { try read("dated.edf") }
  }

  @Test("one long comment does not make every EDF record long")
  func longNote() throws {
    var long = recording([String(repeating: "é", count: 100_000), "short"])
    long.leads[0].samples = [Double](repeating: 0.5, count: 250 * 200)
    let (bytes, warnings) = try write(long, "long.edf")
    #expect(bytes.count < 200 * 8000)
    #expect(warnings.contains { $0.contains("cut from 200000 bytes to 4096") })
    #expect(try read("long.edf").recording.comments == [String(repeating: "é", count: 2048), "short"])
  }

  // MARK: DICOM

  @Test("DICOM texts are cut by bytes between scalars, and the file is read again")
  func cut() throws {
    // One character of 140 001 bytes, which is more than 16 bits of a length tell.
    let heap = "a" + String(repeating: "\u{301}", count: 70_000)
    let (_, warnings) = try write(recording([heap, "second"]), "cut.dcm")
    #expect(warnings.count == 1 && warnings[0].contains("cut from 140001 bytes to the 1024"))
    #expect((warnings.first?.utf8.count ?? 0) < 500)
    let back = try read("cut.dcm").recording
    #expect(back.comments == ["a" + String(repeating: "\u{301}", count: 511), "second"])
    #expect(back.leads.map(\.name) == ["I"] && back.sampleCount == 500)
  }

  @Test("a long name of a lead, of characters of many scalars, keeps as much as DICOM has room for")
  func longName() throws {
    let name = "Q" + String(repeating: "\u{301}", count: 40_000)
    let warnings = try write(recording(lead: name), "name.dcm").warnings
    #expect(warnings.contains { $0.contains("to the 64 that DICOM has") })
    #expect(
      try read("name.dcm").recording.leads.map(\.name) == ["Q" + String(repeating: "\u{301}", count: 31)])
    #expect(try write(recording(lead: "a lead of twenty-four b."), "name.dcm").warnings.isEmpty)
    #expect(try read("name.dcm").recording.leads.map(\.name) == ["a lead of twenty-four b."])
  }

  @Test("a backslash parts no value of DICOM")
  func backslash() throws {
    let warnings = try write(recording(["a\\b"], lead: "LA\\RA"), "slash.dcm").warnings
    #expect(warnings.count == 1 && warnings[0].contains("/ for \\"))
    let back = try read("slash.dcm").recording
    #expect(back.leads.map(\.name) == ["LA/RA"] && back.comments == ["a\\b"])
  }

  @Test("DICOM names its characters when they are not ASCII, and only then")
  func characters() throws {
    // (0008,0005) CS, ten bytes.
    let element = [0x08, 0x00, 0x05, 0x00] + Array("CS".utf8) + [10, 0] + Array("ISO_IR 192".utf8)
    for wide in [recording(["Müller"]), recording(lead: "Ö")] {
      let bytes = try write(wide, "wide.dcm").bytes
      #expect(Data(bytes).firstRange(of: Data(element)) != nil)
      let back = try read("wide.dcm").recording
      #expect(back.comments == wide.comments && back.leads[0].name == wide.leads[0].name)
    }
    let plain = try write(recording(["Mueller"]), "plain.dcm").bytes
    #expect(Data(plain).firstRange(of: Data("ISO_IR".utf8)) == nil)
  }
}
