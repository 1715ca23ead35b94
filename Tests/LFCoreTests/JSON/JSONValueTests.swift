import Foundation
import LFCore
import Testing

@Suite("JSON answers")
struct JSONValueTests {
  @Test("names are sorted, and what JSON cannot hold is null")
  func text() throws {
    let value = JSONValue.object([
      "b": .list([.number(.nan), .number(-.infinity), .number(0.1)]), "a": .null, "c": .bool(true),
    ])
    let flat = try value.encoded().filter { !$0.isWhitespace }
    #expect(flat == #"{"a":null,"b":[null,null,0.1],"c":true}"#)
  }

  @Test("integers keep every digit")
  func integers() throws {
    let text = try JSONValue.list([.integer(.min), .unsigned(.max)]).encoded()
    #expect(text.contains("-9223372036854775808") && text.contains("18446744073709551615"))
  }

  @Test(
    "numbers round-trip",
    arguments: [0.1, 1e-300, .leastNonzeroMagnitude, 1.7976931348623157e308, -1.0 / 3, 1e22, 123456789.0])
  func numbers(_ number: Double) throws {
    let back = try JSONDecoder().decode(
      [Double].self, from: Data(try JSONValue.list([.number(number)]).encoded().utf8))
    #expect(back == [number])
  }

  @Test("any text comes back as it was", arguments: ["", "a\"b\\c/d\n\t\u{1}", "é 💖 \u{2028}"])
  func texts(_ text: String) throws {
    let encoded = try JSONValue.object([text: .text(text)]).encoded()
    #expect(try JSONDecoder().decode([String: String].self, from: Data(encoded.utf8)) == [text: text])
  }
}
