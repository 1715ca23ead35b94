import Foundation
import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("The folder beside an index")
struct CompanionFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// Writes one piece, then fails as a full disk does.
  private func fail() throws {
    let error = #expect(throws: LFError.self) {
      try CompanionFolder.make(of: folder.file("m.pvd")) { (pieces) throws(LFError) in
        try pieces.write("a.vtu") { path throws(LFError) in
          var output = try FileOutput(path)
          try output.write("new")
          try output.flush()
        }
        try pieces.write("b.vtu") { _ throws(LFError) in
          throw LFError(.cannotCreate, "cannot be written: No space left on device")
        }
      }
    }
    #expect(error?.code == .cannotCreate)
  }

  @Test("goes again when writing fails, with what was written")
  func fails() throws {
    try fail()
    #expect(try names(folder.path).isEmpty)
  }

  @Test("stays with what it held before")
  func stays() throws {
    try FileManager.default.createDirectory(atPath: folder.file("m"), withIntermediateDirectories: false)
    _ = try folder.write("m/other", text: "precious")
    try fail()
    #expect(try names(folder.file("m")) == ["other"])
  }
}
