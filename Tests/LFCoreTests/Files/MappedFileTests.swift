import Foundation
import LFCore
import LFTestSupport
import Testing

@Suite("Mapped input")
struct MappedFileTests {
  @Test("the bytes are the file's")
  func bytes() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    let file = try MappedFile(try folder.write("a", bytes))
    #expect(Array(file.bytes) == bytes)
    #expect(file.head(3) == [0, 1, 2])
    #expect(file.head(20_000) == bytes)
  }

  @Test("an empty file has no bytes")
  func empty() throws {
    let folder = try TemporaryFolder()
    let file = try MappedFile(try folder.write("a", []))
    #expect(file.count == 0 && file.head(8).isEmpty)
  }

  @Test("only regular files are opened, and a pipe does not block")
  func refuses() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    for path in [folder.path, folder.file("pipe"), folder.file("none"), "/dev/zero", ""] {
      let error = #expect(throws: LFError.self) { try MappedFile(path) }
      #expect(error?.code == .noInput)
      #expect(error?.place.file == path)
    }
    let error = #expect(throws: LFError.self) { try MappedFile("https://localhost/a.vtu") }
    #expect(error?.code == .unavailable)
  }

  @Test("a name that is not UTF-8 is said to be so")
  func notText() {
    let name = String(decoding: [0xFF, 0xFE] as [UInt8], as: UTF8.self) + ".vtu"
    let error = #expect(throws: LFError.self) { try MappedFile(name) }
    #expect(error?.code == .noInput && error?.message.contains("not UTF-8") == true)
  }
}
