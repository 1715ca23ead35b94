import LFCore

/// A table as text: separators , ; or tab, quotes after RFC 4180, `#` comments, any line ends.
struct DelimitedText {
  struct Row {
    var cells: [String]
    /// The line that the row begins on, from 1.
    var line: Int
  }

  private(set) var rows: [Row] = []
  /// The comments without their `#`, in file order.
  private(set) var comments: [String] = []
  let separator: UInt8

  init(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(LFError) {
    guard bytes.count > 0 else { throw LFError(.badData, "is empty", hint: "write name,x,y,z in each line") }
    guard bytes.count <= limit else {
      throw LFError(
        .badData, "has \(bytes.count) bytes, more than such a file can have", hint: "is this the right file?")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw LFError(.badData, "is UTF-16", hint: "save it as CSV in UTF-8")
    }
    guard !bytes.contains(0) else {
      throw LFError(.badData, "is not text", hint: "save it as CSV in UTF-8")
    }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var scanner = Scanner(bytes: bytes, position: start)
    separator = scanner.separator()
    while scanner.position < bytes.count {
      if let comment = scanner.comment() {
        comments.append(comment)
      } else if let row = try scanner.row(separator) {
        rows.append(row)
      }
    }
  }

  private struct Scanner {
    let bytes: UnsafeRawBufferPointer
    var position: Int
    var line = 1

    /// The separator of the first line that is no comment: a tab or ; there is hardly part of a name.
    func separator() -> UInt8 {
      var copy = self
      while copy.position < bytes.count {
        if copy.comment() != nil { continue }
        let start = copy.position
        copy.skipLine()
        let text = bytes[start..<copy.position]
        if text.allSatisfy(\.isBlank) { continue }
        return [UInt8(ascii: "\t"), UInt8(ascii: ";")].first(where: text.contains) ?? UInt8(ascii: ",")
      }
      return UInt8(ascii: ",")
    }

    /// Takes a line whose first character is `#`.
    mutating func comment() -> String? {
      var i = position
      while i < bytes.count, bytes[i] == 0x20 || bytes[i] == 0x09 { i += 1 }
      guard i < bytes.count, bytes[i] == UInt8(ascii: "#") else { return nil }
      position = i + 1
      skipLine()
      return String(decoding: bytes[(i + 1)..<position], as: UTF8.self).trimmingBlanks
    }

    private mutating func skipLine() {
      while position < bytes.count, !takeLineEnd() { position += 1 }
    }

    /// Takes CR, LF or CR LF.
    private mutating func takeLineEnd() -> Bool {
      guard position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D else { return false }
      if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
      position += 1
      line += 1
      return true
    }

    /// Takes a row; `nil` when all its cells are empty.
    mutating func row(_ separator: UInt8) throws(LFError) -> Row? {
      let start = line
      var cells: [String] = []
      while true {
        cells.append(try cell(separator))
        if position >= bytes.count || takeLineEnd() { break }
        position += 1
      }
      return cells.allSatisfy(\.isEmpty) ? nil : Row(cells: cells, line: start)
    }

    /// Takes a cell, up to the separator or the line's end.
    private mutating func cell(_ separator: UInt8) throws(LFError) -> String {
      while position < bytes.count, bytes[position] != separator,
        bytes[position] == 0x20 || bytes[position] == 0x09
      {
        position += 1
      }
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quoted(separator) }
      let start = position
      while position < bytes.count, bytes[position] != separator, !isLineEnd { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self).trimmingBlanks
    }

    private var isLineEnd: Bool { bytes[position] == 0x0A || bytes[position] == 0x0D }

    private mutating func quoted(_ separator: UInt8) throws(LFError) -> String {
      let start = line
      var text: [UInt8] = []
      position += 1
      while position < bytes.count {
        let byte = bytes[position]
        if byte == UInt8(ascii: "\"") {
          position += 1
          guard position < bytes.count, bytes[position] == byte else {
            while position < bytes.count, bytes[position] != separator, bytes[position].isBlank, !isLineEnd {
              position += 1
            }
            guard position >= bytes.count || bytes[position] == separator || isLineEnd else {
              throw LFError(
                .badData, "has text behind a closing quote", at: .init(line: line),
                hint: "double the quotes inside quotes")
            }
            return String(decoding: text, as: UTF8.self).trimmingBlanks
          }
        } else if byte == 0x0A {
          line += 1
        }
        text.append(byte)
        position += 1
      }
      throw LFError(
        .badData, "has a quote that does not end", at: .init(line: start), hint: "close it or take it out")
    }
  }
}
