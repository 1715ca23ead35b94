import Foundation
import LFCore
import LFRecording
import LFTestSupport
import Testing

@testable import LFFormats

/// Each of these took minutes or gigabytes; the time limits are what fails.
@Suite("Small ECG files that ask for much")
struct HostileRecordingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ path: String) throws -> (recording: ECGRecording, warnings: [String]) {
    var diagnostics = Diagnostics()
    guard case .ecg(let recording) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics) else {
      throw LFError(.internalFault, "no ECG came back")
    }
    return (recording, diagnostics.warnings)
  }

  @Test("thousands of gaps and segments are added in place", .timeLimit(.minutes(1)))
  func gaps() throws {
    _ = try folder.write("s.dat", [1, 0])
    _ = try folder.write("s.hea", text: "s 1 500 1\ns.dat 16 200 16 0 1 1 0 I\n")
    let count = 20_000
    let path = try folder.write(
      "gaps.hea",
      text: "gaps/\(count + 2) 1 500 \(count * 500 + 2)\n~ 500\ns 1\n"
        + String(repeating: "~ 500\n", count: count - 1) + "s 1\n")
    let lead = try #require(try read(path).recording.leads.first)
    #expect(lead.samples.count == count * 500 + 2)
    #expect(lead.samples.indices.filter { !lead.samples[$0].isNaN } == [500, count * 500 + 1])
    #expect(lead.grid?.step == 0.005)
  }

  @Test("two names of one signal file are one file, its signals interleaved")
  func aliases() throws {
    _ = try folder.write("d.dat", [1, 0, 10, 0, 2, 0, 20, 0])
    let path = try folder.write(
      "two.hea", text: "two 2 500 2\nd.dat 16 1 16 0 1 3 0 a\n./d.dat 16 1 16 0 10 30 0 b\n")
    #expect(try read(path).recording.leads.map(\.samples) == [[1, 2], [10, 20]])
  }

  @Test("segments that share a signal file count it once")
  func sharedFile() throws {
    // 8 MB, of which 64 times as much may be asked for once, but not four times.
    _ = try folder.write("big.dat", [UInt8](repeating: 1, count: 8_000_000))
    var lines = ""
    for i in 0..<4 {
      let file = String(repeating: "./", count: i) + "big.dat"
      _ = try folder.write("s\(i).hea", text: "s\(i) 1 500 8000000\n\(file) 80 200 8 0 0 0 0 I\n")
      lines += "s\(i) 8000000\n"
    }
    let total = 160_000_000
    let path = try folder.write(
      "all.hea", text: "all/5 1 500 \(total)\n" + lines + "~ \(total - 32_000_000)\n")
    let error = #expect(throws: LFError.self) { try read(path) }
    #expect(error?.message.contains("claims \(total) samples") == true)
  }

  @Test("a segment has as many signals as the record: those without a file are none to multiply memory with")
  func signalsOfSegments() throws {
    let signals = String(repeating: "~ 0 200 16 0 0 0 0 x\n", count: 1000)
    _ = try folder.write("s.hea", text: "s 1000 250 2000\n" + signals)
    let path = try folder.write(
      "bomb.hea", text: "bomb/60 1 250 120000\n" + String(repeating: "s 2000\n", count: 60))
    let error = #expect(throws: LFError.self) { try read(path) }
    #expect(error?.code == .badData && error?.message.contains("has 1000 signals, not 1") == true)
    _ = try folder.write("layout.hea", text: "layout 1 250 0\n~ 0 200 16 0 0 0 0 x\n")
    let other = try folder.write("laid.hea", text: "laid/2 1 250 2000\nlayout 0\ns 2000\n")
    #expect(throws: LFError.self) { try read(other) }
  }

  @Test("a segment that comes again, by whatever name, is not read again", .timeLimit(.minutes(1)))
  func sameSegment() throws {
    _ = try folder.write("s.dat", [1, 0])
    let comments = String(repeating: "# a comment of the segment, which is no record's\n", count: 20_000)
    _ = try folder.write("s.hea", text: "s 1 500 1\ns.dat 16 200 16 0 1 1 0 I\n" + comments)
    let names = (0..<3000).map { String(repeating: "./", count: $0 % 100) + "s 1\n" }.joined()
    let path = try folder.write("many.hea", text: "many/3000 1 500 3000\n" + names)
    #expect(try read(path).recording.leads[0].samples == [Double](repeating: 0.005, count: 3000))
  }

  @Test("names that come again are numbered on, not from the beginning", .timeLimit(.minutes(1)))
  func names() {
    var diagnostics = Diagnostics()
    #expect(
      RecordingChecks.names(["I", "x", "x (2)", "x", "x", "x (2)", "i"], &diagnostics)
        == ["I", "x", "x (2)", "x (3)", "x (4)", "x (2) (2)", "I (2)"])
    let many = RecordingChecks.names([String](repeating: "x", count: 30_000), &diagnostics)
    #expect(many.first == "x" && many.last == "x (30000)" && Set(many).count == 30_000)
    #expect(diagnostics.warnings.count == Diagnostics.limit + 1)
  }

  @Test("an aECG's element has no end of attributes")
  func attributes() throws {
    func file(_ count: Int) throws -> String {
      let attributes = (0..<count).map { " a\($0)='>'" }.joined()
      return try folder.write("many.xml", text: "<AnnotatedECG><!-- <b --><x\(attributes)/></AnnotatedECG>")
    }
    let error = #expect(throws: LFError.self) { try read(file(10_001)) }
    #expect(error?.code == .badData && error?.message.contains("more than 10000 attributes") == true)
    let other = #expect(throws: LFError.self) { try read(file(100)) }
    #expect(other?.message.contains("has no series") == true)
  }

  @Test("an aECG's attributes are not hidden from the count by an encoding")
  func encodings() throws {
    let attributes = (0..<10_001).map { " a\($0)='x'" }.joined()
    let text = "<AnnotatedECG><x\(attributes)/></AnnotatedECG>"
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    for bytes in [[0xFE, 0xFF] + big, [0xFF, 0xFE] + little, big, little] {
      let error = #expect(throws: LFError.self) { try read(folder.write("wide.xml", bytes)) }
      #expect(error?.code == .badData && error?.message.contains("UTF-16") == true)
      #expect(error?.hint == "save it as UTF-8")
    }
    for encoding in ["UTF-7", "utf-16", "IBM037", "ISO-2022-JP"] {
      let path = try folder.write("odd.xml", text: "<?xml version='1.0' encoding='\(encoding)'?>" + text)
      let error = #expect(throws: LFError.self) { try read(path) }
      #expect(error?.message.contains("is in the encoding \"\(encoding)\"") == true)
    }
    let plain = "<?xml version='1.0' encoding='iso-8859-1'?><AnnotatedECG/>"
    let error = #expect(throws: LFError.self) { try read(folder.write("plain.xml", text: plain)) }
    #expect(error?.message.contains("has no series") == true)
  }
}
