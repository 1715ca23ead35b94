import LFCore

/// Cells of a table as ranges of bytes: separators tab, `;`, `,` or blanks; quotes; `#` and `%` comments; any line ends.
struct TableCells {
  let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  /// The line that the last row stands on, from 1.
  private(set) var line = 0
  private(set) var comments: [String] = []
  let separator: UInt8
  private static let blank: UInt8 = 0x20
  /// Comments beyond this are passed over.
  private static let commentLimit = 1000

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    separator = Self.separator(bytes, from: position)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Takes the next row that is neither blank nor a comment.
  ///
  /// - Parameter cells: Gets the cells, without the blanks and quotes around them.
  /// - Returns: `false` at the end.
  /// - Throws: `LFError` with the line for a quote that does not end.
  mutating func next(_ cells: inout [Range<Int>]) throws(LFError) -> Bool {
    while position < bytes.count {
      line += 1
      let end = Self.lineEnd(bytes, from: position)
      let start = position
      position = end
      if position < bytes.count {
        let isPair = bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A
        position += isPair ? 2 : 1
      }
      guard let first = bytes[start..<end].firstIndex(where: { !$0.isBlank }) else { continue }
      if bytes[first] == UInt8(ascii: "#") || bytes[first] == UInt8(ascii: "%") {
        if comments.count < Self.commentLimit { comments.append(text((first + 1)..<end).trimmingBlanks) }
        continue
      }
      cells.removeAll(keepingCapacity: true)
      try split(start..<end, &cells)
      return true
    }
    return false
  }

  private func split(_ range: Range<Int>, _ cells: inout [Range<Int>]) throws(LFError) {
    var i = range.lowerBound
    while true {
      while i < range.upperBound, bytes[i].isBlank, bytes[i] != separator || separator == Self.blank {
        i += 1
      }
      if separator == Self.blank, i == range.upperBound { return }
      if i < range.upperBound, bytes[i] == UInt8(ascii: "\"") {
        let start = i + 1
        var end = start
        while end < range.upperBound, bytes[end] != UInt8(ascii: "\"") { end += 1 }
        guard end < range.upperBound else {
          throw LFError(
            .badData, "has a quote that does not end", at: .init(line: line), hint: "close it or take it out")
        }
        cells.append(start..<end)
        i = end + 1
        while i < range.upperBound, bytes[i].isBlank, bytes[i] != separator { i += 1 }
        guard i == range.upperBound || bytes[i] == separator else {
          throw LFError(
            .badData, "has text behind a closing quote", at: .init(line: line), hint: "take the quotes out")
        }
      } else {
        let start = i
        while i < range.upperBound, bytes[i] != separator, separator != Self.blank || !bytes[i].isBlank {
          i += 1
        }
        var end = i
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        cells.append(start..<end)
      }
      guard i < range.upperBound else { return }
      i += 1
    }
  }

  private static func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var i = start
    while i < bytes.count, bytes[i] != 0x0A, bytes[i] != 0x0D { i += 1 }
    return i
  }

  /// The separator of the first line that is no comment.
  private static func separator(_ bytes: UnsafeRawBufferPointer, from start: Int) -> UInt8 {
    var i = start
    while i < bytes.count {
      let end = lineEnd(bytes, from: i)
      let line = bytes[i..<end]
      if let first = line.first(where: { !$0.isBlank }), first != UInt8(ascii: "#"),
        first != UInt8(ascii: "%")
      {
        let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
        return candidates.first(where: line.contains) ?? blank
      }
      i = end + 1
    }
    return UInt8(ascii: ",")
  }
}
