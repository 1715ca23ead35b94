import Foundation
import LFCore
import LFTestSupport
import Testing

@Suite("Buffered output")
struct FileOutputTests {
  @Test("pieces of any size arrive in order, on both sides of the buffer's limits")
  func order() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a")
    var expected: [UInt8] = []
    var output = try FileOutput(path)
    for (i, size) in [0, 1, 7, 32_767, 32_768, 3, 65_535, 65_536, 65_537, 2, 200_000, 5].enumerated() {
      let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ i) }
      expected += piece
      var failure: LFError?
      piece.withUnsafeBytes { bytes in
        do throws(LFError) { try output.write(bytes) } catch { failure = error }
      }
      #expect(failure == nil)
      #expect(output.position == expected.count)
    }
    try output.write("end")
    try output.flush()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(expected + Array("end".utf8)))
  }

  @Test("a full disk is an error, not a crash")
  func full() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    var output = try FileOutput("/dev/full")
    try output.write("lost")
    var code: LFError.Code?
    do throws(LFError) { try output.flush() } catch { code = error.code }
    #expect(code == .cannotCreate)
  }
}
