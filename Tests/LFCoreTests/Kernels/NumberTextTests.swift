import CKernels
import LFTestSupport
import Testing

@Suite("Number text")
struct NumberTextTests {
  private func format(_ values: [Double], perLine: Int = 6) -> String {
    var text = [CChar](repeating: 0, count: 26 * values.count + 1)
    let size = lf_format_f64(values, values.count, perLine, &text)
    return String(decoding: text.prefix(size).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func parse(_ text: String, capacity: Int) -> (values: [Double], result: lf_text_result) {
    var values = [Double](repeating: -7, count: capacity)
    let result = lf_parse_f64(text, text.utf8.count, &values, capacity)
    return (Array(values.prefix(result.count)), result)
  }

  @Test("any bit pattern of a double comes back from its text")
  func doubles() {
    var random = SplitMix(seed: 1)
    var values = (0..<20_000).map { _ in Double(bitPattern: random.next()) }.filter { !$0.isNaN }
    values += [
      0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .greatestFiniteMagnitude,
      .leastNormalMagnitude, .infinity, -.infinity, 0.1,
    ]
    let (back, result) = parse(format(values), capacity: values.count)
    #expect(result.status == LF_TEXT_END)
    #expect(back.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test("any bit pattern of a float comes back from its text")
  func floats() {
    var random = SplitMix(seed: 2)
    let values = (0..<20_000).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
      .filter { !$0.isNaN }
    var text = [CChar](repeating: 0, count: 26 * values.count)
    let size = lf_format_f32(values, values.count, 9, &text)
    var back = [Float](repeating: 0, count: values.count)
    let result = lf_parse_f32(text, size, &back, back.count)
    #expect(result.status == LF_TEXT_END && result.count == values.count)
    #expect(back.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test("integers to their limits come back; one more is out of range")
  func integers() {
    let values: [Int64] = [.min, .max, 0, -1, 1, 1_000_000_007]
    var text = [CChar](repeating: 0, count: 26 * values.count)
    let size = lf_format_i64(values, values.count, 2, &text)
    var back = [Int64](repeating: 0, count: values.count)
    #expect(lf_parse_i64(text, size, &back, back.count).status == LF_TEXT_END)
    #expect(back == values)
    var bytes = [UInt8](repeating: 0, count: 4)
    #expect(lf_parse_u8("0 255 ", 6, &bytes, 4).count == 2)
    let above = lf_parse_u8("7 256", 5, &bytes, 4)
    #expect(above.status == LF_TEXT_RANGE && above.count == 1 && above.position == 2)
    var signed = [Int8](repeating: 0, count: 4)
    #expect(lf_parse_i8("-128 127", 8, &signed, 4).count == 2)
    #expect(lf_parse_i8("-129", 4, &signed, 4).status == LF_TEXT_RANGE)
    var unsigned = [UInt64](repeating: 0, count: 2)
    #expect(lf_parse_u64("18446744073709551615", 20, &unsigned, 2).count == 1)
    #expect(unsigned[0] == .max)
    #expect(lf_parse_u64("18446744073709551616", 20, &unsigned, 2).status == LF_TEXT_RANGE)
  }

  @Test(
    "what people and printf write is read",
    arguments: [
      ("+1.5", 1.5), (" \t\r\n2\n", 2), ("1e3", 1000), ("1E+03", 1000), (".5", 0.5), ("5.", 5), ("-0", 0),
      ("inf", .infinity),
      ("-INF", -.infinity), ("Infinity", .infinity),
    ])
  func read(_ text: String, _ value: Double) {
    let (values, result) = parse(text, capacity: 2)
    #expect(result.status == LF_TEXT_END)
    #expect(values == [value])
  }

  @Test("nan is read in its usual spellings", arguments: ["nan", "NaN", "-nan", "NAN"])
  func nan(_ text: String) {
    #expect(parse(text, capacity: 1).values.first?.isNaN == true)
  }

  @Test(
    "what is no number stops at its place",
    arguments: ["1,5", "0x10", "1.2.3", "--1", "+-1", "1e", "e5", "-", "1d3", "x"])
  func malformed(_ text: String) {
    let (values, result) = parse("4 " + text, capacity: 8)
    #expect(result.status == LF_TEXT_MALFORMED)
    #expect(values == [4])
    #expect(result.position == 2)
  }

  @Test("a full destination says so; nothing is written past it")
  func full() {
    let (values, result) = parse("1 2 3", capacity: 2)
    #expect(result.status == LF_TEXT_FULL && values == [1, 2] && result.position == 4)
    #expect(parse("1 2 \n", capacity: 2).result.status == LF_TEXT_END)
    #expect(parse("", capacity: 0).result.status == LF_TEXT_END)
  }

  @Test("lines end after so many numbers and after the last")
  func lines() {
    #expect(format([1, 2, 3, 4, 5], perLine: 2) == "1 2\n3 4\n5\n")
    #expect(format([], perLine: 2).isEmpty)
  }
}
