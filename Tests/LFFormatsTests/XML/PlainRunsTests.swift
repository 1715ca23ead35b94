import LFCore
import Testing

@testable import LFFormats

/// Text that stays in the file is the same text that the parser would give.
@Suite struct PlainRunsTests {
  /// Longer than the shortest run that is set aside; every line has 16 bytes.
  private static let numbers = String(repeating: "0.25 -1.5 3e-07\n", count: 400)

  private static func texts(_ document: String) throws(LFError) -> [(name: String, text: String, line: Int)] {
    let bytes = Array(document.utf8)
    return try bytes.withRawBytes { bytes throws(LFError) in
      var found: [(name: String, text: String, line: Int)] = []
      func visit(_ element: XMLElement) {
        found.append((element.name, element.withText { String(decoding: $0, as: UTF8.self) }, element.line))
        element.children.forEach(visit)
      }
      visit(try XMLDocument.parse([bytes]))
      return found
    }
  }

  @Test func longTextComesBackWhole() throws {
    let n = Self.numbers
    let found = try Self.texts("<a><DataArray x='>'>\(n)</DataArray><Array>\(n)1</Array><b>\n</b></a>")
    #expect(found.map(\.name) == ["a", "DataArray", "Array", "b"])
    #expect(found[1].text == n)
    #expect(found[2].text == n + "1")
    #expect(found[3].line == 801)
  }

  @Test func textInSeveralPartsIsJoined() throws {
    let n = Self.numbers
    let found = try Self.texts("<a><DataArray>\(n)<!-- <DataArray> -->\(n)<b/>2</DataArray></a>")
    #expect(found[1].text == n + n + "2")
    #expect(found[2].name == "b" && found[2].text.isEmpty)
  }

  @Test func entitiesAreStillParsed() throws {
    let found = try Self.texts("<a><DataArray>\(Self.numbers)&#49;</DataArray></a>")
    #expect(found[1].text == Self.numbers + "1")
  }

  @Test func instructionsOfTheFileStandForNothing() throws {
    let n = Self.numbers
    for document in [
      "<a><?lf-text?><DataArray>\(n)</DataArray></a>", "<a><DataArray>\(n)</DataArray><b><?lf-text?></b></a>",
    ] {
      let found = try Self.texts(document)
      #expect(found.first { $0.name == "DataArray" }?.text == n)
      #expect(found.allSatisfy { $0.name == "DataArray" || $0.text.isEmpty })
    }
  }

  @Test func errorsNameTheLineOfTheFile() {
    let error = #expect(throws: LFError.self) {
      _ = try Self.texts("<a>\n<DataArray>\(Self.numbers)</DataArray>\n<b></c></a>")
    }
    #expect(error?.place.line == 403)
  }

  @Test(arguments: [
    "<DataArray>N", "<a/><DataArray>N</DataArray>", "<a><DataArray>N</Array></a>", "<a><DataArray N</a>",
    "<a><!-- <DataArray>N</DataArray></a>", "<a b='<DataArray>N'/>",
  ])
  func brokenMarkupIsRefused(_ document: String) {
    #expect(throws: LFError.self) {
      _ = try Self.texts(document.replacing("N", with: Self.numbers))
    }
  }

  @Test func commentsAndCDATAHideTags() throws {
    let n = Self.numbers
    let found = try Self.texts(
      "<a><!-- <DataArray>\(n)</DataArray> --><b><![CDATA[<DataArray>\(n)]]></b></a>")
    #expect(found.map(\.name) == ["a", "b"])
    #expect(found[1].text == "<DataArray>" + n)
  }
}
