import Foundation
import LFCore
import LFTestSupport
import Testing

@Suite("Output that appears whole or not at all")
struct AtomicOutputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }

  @Test("what was written is there under its name, and nothing else")
  func writes() throws {
    try AtomicOutput.write(to: folder.file("a")) { temporary throws(LFError) in
      var output = try FileOutput(temporary)
      try output.write("héllo")
      #expect(output.position == 6)
      try output.flush()
    }
    #expect(try names() == ["a"])
    #expect(try text("a") == "héllo")
  }

  @Test("a warning leaves nothing where it forbids output", arguments: [false, true])
  func warnings(_ before: Bool) throws {
    _ = try folder.write("a", text: "precious")
    for isStrict in [true, false] {
      var diagnostics = Diagnostics(isStrict: isStrict)
      if before { diagnostics.warn("odd") }
      var ran = false
      func write() throws(LFError) {
        try AtomicOutput.write(to: folder.file("a"), &diagnostics) {
          (temporary, diagnostics) throws(LFError) in
          ran = true
          diagnostics.warn("odd")
          var output = try FileOutput(temporary)
          try output.write("new")
          try output.flush()
        }
      }
      if isStrict {
        #expect(#expect(throws: LFError.self) { try write() }?.code == .outsideDomain)
        #expect(ran == !before)
      } else {
        try write()
      }
      #expect(diagnostics.warnings == ["odd"])
      #expect(try names() == ["a"] && text("a") == (isStrict ? "precious" : "new"))
    }
  }

  @Test("a failure leaves an existing file as it was, no other file, and names the destination")
  func failure() throws {
    _ = try folder.write("a", text: "precious")
    let error = #expect(throws: LFError.self) {
      try AtomicOutput.write(to: folder.file("a")) { temporary throws(LFError) in
        var output = try FileOutput(temporary)
        try output.write("half")
        try output.flush()
        throw LFError(.badData, "broke", at: .init(file: temporary))
      }
    }
    #expect(error?.place.file == folder.file("a"))
    #expect(try names() == ["a"])
    #expect(try text("a") == "precious")
  }

  @Test("a new file gets the usual rights, a replaced one keeps its own")
  func rights() throws {
    let mode = { (name: String) throws -> Int in
      try FileManager.default.attributesOfItem(atPath: self.folder.file(name))[.posixPermissions] as? Int ?? 0
    }
    _ = FileManager.default.createFile(atPath: folder.file("plain"), contents: nil)
    _ = FileManager.default.createFile(
      atPath: folder.file("shut"), contents: nil, attributes: [.posixPermissions: 0o600])
    for name in ["new", "shut"] {
      try AtomicOutput.write(to: folder.file(name)) { temporary throws(LFError) in
        var output = try FileOutput(temporary)
        try output.flush()
      }
    }
    #expect(try mode("new") == mode("plain"))
    #expect(try mode("shut") == 0o600)
  }

  @Test("a link stays a link: its target is written and keeps its rights", arguments: [true, false])
  func links(isRelative: Bool) throws {
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder.file("sub"), withIntermediateDirectories: false)
    _ = manager.createFile(
      atPath: folder.file("sub/shut"), contents: Data("old".utf8), attributes: [.posixPermissions: 0o600])
    let base = isRelative ? "sub/" : folder.file("sub/")
    try manager.createSymbolicLink(atPath: folder.file("direct"), withDestinationPath: base + "shut")
    try manager.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: isRelative ? "direct" : folder.file("direct"))
    try manager.createSymbolicLink(atPath: folder.file("dangling"), withDestinationPath: base + "new")
    _ = manager.createFile(atPath: folder.file("plain"), contents: nil)
    for name in ["link", "dangling"] {
      try AtomicOutput.write(to: folder.file(name)) { temporary throws(LFError) in
        var output = try FileOutput(temporary)
        try output.write("new")
        try output.flush()
      }
      let kind = try manager.attributesOfItem(atPath: folder.file(name))[.type] as? FileAttributeType
      #expect(kind == .typeSymbolicLink)
      #expect(try text(name) == "new")
    }
    let mode = { (name: String) throws in
      try manager.attributesOfItem(atPath: self.folder.file(name))[.posixPermissions] as? Int
    }
    #expect(try mode("sub/shut") == 0o600)
    #expect(try mode("sub/new") == mode("plain"))
    #expect(try names() == ["dangling", "direct", "link", "plain", "sub"])
    #expect(try manager.contentsOfDirectory(atPath: folder.file("sub")).sorted() == ["new", "shut"])
  }

  @Test("links that go in a circle are refused")
  func circle() throws {
    try FileManager.default.createSymbolicLink(atPath: folder.file("a"), withDestinationPath: "b")
    try FileManager.default.createSymbolicLink(atPath: folder.file("b"), withDestinationPath: "a")
    let error = #expect(throws: LFError.self) {
      try AtomicOutput.write(to: folder.file("a")) { _ throws(LFError) in Issue.record("the body ran") }
    }
    #expect(error?.code == .cannotCreate)
    #expect(try names() == ["a", "b"])
  }

  @Test(
    "what is no regular file's path is refused",
    arguments: ["", "none/a", "http://localhost/a", "sub/", "sub"])
  func refuses(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: folder.file("sub"), withIntermediateDirectories: false)
    let path = name.isEmpty || name.contains("://") ? name : folder.file(name)
    let error = #expect(throws: LFError.self) {
      try AtomicOutput.write(to: path) { _ throws(LFError) in Issue.record("the body ran") }
    }
    #expect(error?.code == .cannotCreate)
    // Told before the work too, in the same words.
    let early = #expect(throws: LFError.self) { try AtomicOutput.check(path) }
    #expect(early?.description == error?.description)
    #expect(try names() == ["sub"])
  }

  @Test("a place that is fit is left as it was by a look")
  func check() throws {
    try AtomicOutput.check(folder.file("new"))
    _ = try folder.write("old", text: "precious")
    try AtomicOutput.check(folder.file("old"))
    #expect(try names() == ["old"])
    #expect(try text("old") == "precious")
  }

  @Test("a name may be as long as the file system lets it", arguments: [247, 249, 254, 255])
  func longNames(length: Int) throws {
    let name = String(repeating: "a", count: length - 4) + ".vtu"
    try AtomicOutput.check(folder.file(name))
    try AtomicOutput.write(to: folder.file(name)) { temporary throws(LFError) in
      var output = try FileOutput(temporary)
      try output.write("new")
      try output.flush()
    }
    #expect(try names() == [name])
    #expect(try text(name) == "new")
  }

  @Test("a device is not overwritten")
  func device() {
    let error = #expect(throws: LFError.self) {
      try AtomicOutput.write(to: "/dev/null") { _ throws(LFError) in }
    }
    #expect(error?.code == .cannotCreate)
  }
}
