import Foundation
import LFCore
import LFFormats
import LFRecording
import LFTestSupport
import Testing

@Suite("Damaged ECGs")
struct RecordingDamageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A small file of each kind, by the product's own writer.
  private func file(_ kind: String) throws -> (path: String, bytes: [UInt8]) {
    var recording = SampleRecording.twelve(samples: 6)
    recording.leads = Array(recording.leads.prefix(2))
    recording.comments = ["a comment"]
    let path = folder.file("small.\(kind)")
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(
      .ecg(recording), to: path, options: WriteOptions(), diagnostics: &diagnostics)
    return (path, [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
  }

  /// Writes a file; Foundation would wait for the disk each time.
  private func put(_ bytes: Data, _ path: String) throws {
    unlink(path)
    var output = try FileOutput(path)
    try bytes.withUnsafeBytes { try output.write($0) }
    try output.flush()
  }

  /// Reads a file: an ECG whose leads are whole, or bad data in a line that names the file.
  private func isRead(_ path: String) throws -> Bool {
    do throws(LFError) {
      var diagnostics = Diagnostics()
      guard case .ecg(let recording) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics)
      else {
        return false
      }
      #expect(recording.leads.allSatisfy { $0.samples.count == recording.sampleCount })
      #expect(recording.samplingRate > 0 && !recording.leads.isEmpty)
      return true
    } catch {
      #expect([.badData, .noInput, .unavailable].contains(error.code), "\(error)")
      #expect(error.description.contains(path) && !error.description.contains("\n"), "\(error)")
      return false
    }
  }

  @Test("cut at any byte", arguments: RecordingRoundTripTests.kinds.filter { $0 != "nc" })
  func truncation(_ kind: String) throws {
    let (path, bytes) = try file(kind)
    // The last bytes may be a line end, or a comment that nobody misses.
    let text = ["csv", "tsv", "hea"].contains(kind)
    for size in 0..<bytes.count {
      try put(Data(bytes.prefix(size)), path)
      let read = try isRead(path)
      if !text, kind != "xml" || size < bytes.count - 1 { #expect(!read, "\(size) of \(bytes.count) bytes") }
    }
  }

  @Test("a signal file that is cut at any byte is refused")
  func signalFile() throws {
    let (path, _) = try file("hea")
    let signals = URL(fileURLWithPath: folder.file("small.dat"))
    let bytes = try Data(contentsOf: signals)
    for size in 0..<bytes.count {
      try put(bytes.prefix(size), signals.path)
      #expect(try !isRead(path))
    }
    for i in bytes.indices {
      var changed = bytes
      changed[i] ^= 0x10
      try put(changed, signals.path)
      #expect(try !isRead(path), "byte \(i)")
    }
  }

  @Test("any byte changed", arguments: RecordingRoundTripTests.kinds.filter { $0 != "nc" })
  func flipped(_ kind: String) throws {
    let (path, bytes) = try file(kind)
    for i in bytes.indices {
      for mask: UInt8 in [0x11, 0xFF] {
        var changed = bytes
        changed[i] ^= mask
        try put(Data(changed), path)
        _ = try isRead(path)
      }
    }
  }
}
