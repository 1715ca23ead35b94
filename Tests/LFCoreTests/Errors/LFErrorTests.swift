import LFCore
import Testing

@Suite("Errors and warnings")
struct LFErrorTests {
  @Test("an error is one line: file, line, byte, element, message, hint")
  func line() {
    let place = LFError.Place(file: "a.vtu", element: "DataArray \"u\"", line: 3, byte: 70)
    let error = LFError(.badData, "is short", at: place, hint: "write it again")
    #expect(error.description == "a.vtu: line 3: byte 70: DataArray \"u\": is short; write it again")
    #expect(LFError(.usage, "no").description == "no")
  }

  @Test(
    "whatever a hostile file puts into a message stays on one line",
    arguments: [
      "\n", "\r\n", "\u{0}", "\u{1B}[31m", "\u{85}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{FEFF}",
    ])
  func hostile(_ text: String) {
    let place = LFError.Place(file: "a\(text)b", element: "c\(text)d")
    let line = LFError(.badData, "e\(text)f", at: place, hint: "g\(text)h").description
    let bad = line.unicodeScalars.filter {
      [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
    #expect(bad.isEmpty)
    #expect(line.hasPrefix("a ") && line.hasSuffix("h"))
  }

  @Test("exit codes are those that scripts rely on")
  func exitCodes() {
    let codes: [LFError.Code] = [
      .negative, .outsideDomain, .usage, .badData, .noInput, .unavailable, .internalFault, .cannotCreate,
    ]
    #expect(codes.map(\.exitCode) == [1, 2, 64, 65, 66, 69, 70, 73])
  }

  @Test("a file is filled in only where none is named")
  func inFile() {
    let error = LFError(.badData, "is short", at: .init(line: 2))
    #expect(error.inFile("a").place == .init(file: "a", line: 2))
    #expect(error.inFile("a").inFile("b").place.file == "a")
  }

  @Test("a warning is given once, in order, on one line")
  func warnings() {
    var diagnostics = Diagnostics()
    diagnostics.warn("second\nline", at: .init(file: "a"))
    diagnostics.warn("other")
    diagnostics.warn("second\nline", at: .init(file: "a"))
    #expect(diagnostics.warnings == ["a: second line", "other"])
  }

  @Test("of too many warnings the first are kept and the others counted, each once", .timeLimit(.minutes(1)))
  func manyWarnings() {
    var diagnostics = Diagnostics()
    for _ in 0..<2 {
      for i in 0..<50_000 { diagnostics.warn("fault \(i)") }
    }
    #expect(diagnostics.warnings.count == Diagnostics.limit + 1)
    #expect(diagnostics.warnings.first == "fault 0")
    #expect(diagnostics.warnings.last == "and \(50_000 - Diagnostics.limit) more warnings")
    var all = Diagnostics()
    all.warn("mine")
    all.add(diagnostics, at: .init(file: "a"))
    #expect(all.warnings.prefix(2) == ["mine", "a: fault 0"])
    #expect(all.warnings.last == "and \(50_001 - Diagnostics.limit) more warnings")
  }
}
