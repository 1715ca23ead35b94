import CKernels
import Foundation
import LFTestSupport
import Testing

@Suite("Base64")
struct Base64Tests {
  private func decode(_ text: String, capacity: Int) -> (bytes: [UInt8], result: lf_base64_result) {
    // A guard byte behind the destination shows a write past its end.
    var out = [UInt8](repeating: 0xEE, count: capacity + 1)
    let result = lf_base64_decode(Array(text.utf8), text.utf8.count, &out, capacity)
    #expect(out[capacity] == 0xEE)
    return (Array(out.prefix(result.written)), result)
  }

  @Test("every length encodes as Foundation does, and comes back")
  func lengths() {
    var random = SplitMix(seed: 3)
    for size in Array(0...70) + [255, 256, 257, 1000, 4099] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
      var text = [UInt8](repeating: 0, count: 4 * ((size + 2) / 3) + 1)
      let written = lf_base64_encode(bytes, size, &text)
      let string = String(decoding: text.prefix(written), as: UTF8.self)
      #expect(string == Data(bytes).base64EncodedString())
      let (back, result) = decode(string, capacity: size)
      #expect(result.valid == 1 && back == bytes && result.read == string.utf8.count)
    }
  }

  @Test("blanks anywhere are skipped")
  func blanks() {
    let text = Data((0..<100).map { UInt8($0) }).base64EncodedString()
    let spread =
      "\n  "
      + text.enumerated().map { $0.offset % 7 == 3 ? "\r\n \t\($0.element)" : String($0.element) }.joined()
      + " \n"
    let (bytes, result) = decode(spread, capacity: 100)
    #expect(result.valid == 1 && bytes == (0..<100).map { UInt8($0) })
  }

  @Test("a run ends after its padding: the next one is left")
  func runs() {
    let (bytes, result) = decode("AQ==AgM=", capacity: 8)
    #expect(result.valid == 1 && bytes == [1] && result.read == 4)
  }

  @Test(
    "what is illegal is noticed",
    arguments: [
      "AQ=", "A", "AB", "AQ*=", "AQI\u{E9}", "=AAA", "A===", "AR==", "AQJ=", "AQ=A", "AQ--", "AQ__",
    ])
  func illegal(_ text: String) { #expect(decode(text, capacity: 16).result.valid == 0) }

  @Test("the destination's size is kept")
  func capacity() {
    let text = Data(repeating: 7, count: 30).base64EncodedString()
    let (bytes, result) = decode(text, capacity: 9)
    #expect(result.valid == 1 && bytes == [UInt8](repeating: 7, count: 9) && result.read == 12)
    #expect(decode(text, capacity: 8).result.valid == 0)
    #expect(decode("", capacity: 0).result.valid == 1)
  }
}
