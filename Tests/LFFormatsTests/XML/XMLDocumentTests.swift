import LFCore
import Testing

@testable import LFFormats

@Suite("XML documents")
struct XMLDocumentTests {
  private func parse(_ text: String) throws -> XMLElement {
    try text.withCString { bytes in
      try XMLDocument.parse([UnsafeRawBufferPointer(start: bytes, count: text.utf8.count)])
    }
  }

  @Test("elements, attributes, text, lines")
  func tree() throws {
    let root = try parse(
      "<a x='1'>\n <b y=\"&lt;&amp;&#38;#38;&#10;&quot;\">t<!-- no --><c/><![CDATA[<]]>&gt;</b></a>")
    #expect(root.name == "a")
    #expect(root["x"] == "1")
    let child = try #require(root.child("b"))
    #expect(child["y"] == "<&&#38;\n\"")
    #expect(child.withText(Array.init) == Array("t<>".utf8))
    #expect(child.line == 2)
    #expect(child.children.map(\.name) == ["c"])
  }

  @Test("a document in pieces is one document, also when a piece ends inside a character")
  func pieces() throws {
    let bytes = Array("<a n='ü'>ö</a>".utf8)
    for cut in 0...bytes.count {
      let root = try bytes.withUnsafeBytes { all in
        try XMLDocument.parse([
          UnsafeRawBufferPointer(rebasing: all[..<cut]), UnsafeRawBufferPointer(rebasing: all[cut...]),
        ])
      }
      #expect(root["n"] == "ü")
      #expect(root.withText(Array.init) == Array("ö".utf8))
    }
  }

  @Test(
    "what is not well-formed has a line",
    arguments: [
      "", "text", "<a>", "<a></b>", "<a x=1/>", "<a/><b/>", "<a>&b;</a>", "<a b='1' b='2'/>", "<a>\u{1}</a>",
    ])
  func malformed(text: String) {
    let error = #expect(throws: LFError.self) { try parse(text) }
    #expect(error?.code == .badData)
  }
}
