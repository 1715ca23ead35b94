import LFCore
import LFMesh

extension LegacyScanner {
  /// Reads texts: encoded, one a line, or in binary files each behind its length.
  mutating func strings(_ count: Int, _ what: String) throws(LFError) -> ArrayValues {
    if count == 0 { return .string([]) }
    try endLine(what)
    guard count <= left else { throw tooFew(nil, count, what) }
    var texts: [String] = []
    for _ in 0..<count {
      texts.append(isBinary ? try binaryText(what) : try lineOfText(texts.count, count, what))
    }
    return .string(texts)
  }

  private mutating func lineOfText(_ read: Int, _ count: Int, _ what: String) throws(LFError) -> String {
    guard let line = line() else { throw tooFew(read, count, what) }
    return try decoded(line)
  }

  /// The two top bits of the first byte say how long the length is: 1, 2, 4 or 8 bytes, themselves included.
  private mutating func binaryText(_ what: String) throws(LFError) -> String {
    guard left > 0 else { throw cut(what) }
    let width = [8, 4, 2, 1][Int(bytes[position] >> 6)]
    guard left >= width else { throw cut(what) }
    var length: UInt64 = 0
    for i in 0..<width { length = length << 8 | UInt64(bytes[position + i]) }
    if width < 8 { length &= 1 << UInt64(8 * width - 2) - 1 }
    position += width
    guard length <= UInt64(left) else {
      throw error(
        "\(what) has a text of \(length) bytes and \(left) are left", hint: "the file is cut short or damaged"
      )
    }
    let start = position
    position += Int(length)
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw error("\(what) has text that is not UTF-8", hint: "the file is damaged; write it again")
    }
    return text
  }

  /// The text of an encoded name, with its place when it is no text.
  func decoded(_ bytes: UnsafeRawBufferPointer) throws(LFError) -> String {
    do throws(LFError) { return try LegacyNames.decoded(bytes) } catch {
      var located = error
      located.place = place
      throw located
    }
  }
}
