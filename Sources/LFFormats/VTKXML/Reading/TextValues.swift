import CKernels
import LFCore
import LFMesh

/// Values from text: numbers between blanks, text as byte codes.
enum TextValues {
  /// Parses a whole array; nothing but blanks may be left over.
  static func parse(_ text: UnsafeRawBufferPointer, _ type: ScalarType, _ expected: [Int]?) throws(LFError)
    -> ArrayValues
  {
    switch type {
    case .string:
      // VTK writes the codes of bytes from 128 as negative numbers.
      guard case .int16(let codes) = try parse(text, .int16, nil),
        codes.allSatisfy({ $0 >= -128 && $0 <= 255 })
      else {
        throw LFError(.badData, "has text codes that are no bytes", hint: "the file is damaged")
      }
      return .string(try strings(codes.map { UInt8(truncatingIfNeeded: $0) }, expected))
    case .bit:
      guard case .uint8(let bits) = try parse(text, .uint8, expected) else { return .bit([]) }
      guard bits.allSatisfy({ $0 <= 1 }) else {
        throw LFError(.badData, "has a bit that is neither 0 nor 1", hint: "the file is damaged")
      }
      return .bit(bits)
    default: break
    }
    // A value takes a character and a blank at least.
    let most = (text.count + 1) / 2
    let wanted =
      expected?.max() ?? lf_count_words(text.assumingMemoryBound(to: CChar.self).baseAddress, text.count)
    guard wanted <= most else { throw tooFew(nil, wanted) }
    let (values, result) = try NumberText.parse(text, type, capacity: wanted)
    switch result.status {
    case LF_TEXT_FULL:
      throw LFError(.badData, "has more than \(wanted) values", hint: "the counts or the data are damaged")
    case LF_TEXT_MALFORMED, LF_TEXT_RANGE:
      let token = text[result.position...].prefix { !$0.isBlank }.prefix(20)
      let what = result.status == LF_TEXT_RANGE ? "does not fit" : "is no number of type"
      throw LFError(
        .badData, "\"\(String(decoding: token, as: UTF8.self))\" \(what) \(type.rawValue)",
        hint: "the file is damaged")
    default: break
    }
    if let expected, !expected.contains(result.count) { throw tooFew(result.count, expected[0]) }
    return values
  }

  /// NUL-terminated UTF-8, back to back.
  static func strings(_ bytes: [UInt8], _ expected: [Int]?) throws(LFError) -> [String] {
    guard bytes.isEmpty || bytes.last == 0 else {
      throw LFError(.badData, "has a text without its end", hint: "the file is damaged")
    }
    let count = bytes.count { $0 == 0 }
    if let expected, !expected.contains(count) { throw tooFew(count, expected[0]) }
    var texts: [String] = []
    texts.reserveCapacity(count)
    var start = 0
    for i in bytes.indices where bytes[i] == 0 {
      // Repaired text would not be the file's text any more.
      guard let text = String(validating: bytes[start..<i], as: UTF8.self) else {
        throw LFError(.badData, "has text that is not UTF-8", hint: "the file is damaged; write it again")
      }
      texts.append(text)
      start = i + 1
    }
    return texts
  }

  private static func tooFew(_ count: Int?, _ expected: Int) -> LFError {
    LFError(
      .badData, "has \(count.map { "\($0)" } ?? "fewer") values where \(expected) belong",
      hint: "the counts or the data are damaged")
  }
}
