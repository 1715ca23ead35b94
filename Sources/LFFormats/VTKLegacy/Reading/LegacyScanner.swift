import LFCore

/// Walks through the bytes of a legacy file: words, lines, and the blocks between them.
struct LegacyScanner {
  /// Kept, since the bytes are its.
  private let file: MappedFile
  /// The file's bytes.
  let bytes: UnsafeRawBufferPointer
  /// Where the next byte is read.
  var position = 0
  /// Whether values are big-endian binary; places are then bytes, else lines.
  var isBinary = false

  init(_ file: MappedFile) {
    self.file = file
    bytes = file.bytes
  }

  /// Bytes that are left.
  var left: Int { bytes.count - position }

  mutating func skipBlanks() {
    while position < bytes.count, bytes[position].isBlankOrLineEnd { position += 1 }
  }

  /// The next word as it stands, or none at the end of the file; lines that begin with # are passed over.
  mutating func word() -> UnsafeRawBufferPointer? {
    skipBlanks()
    guard position < bytes.count else { return nil }
    let start = position
    while position < bytes.count, !bytes[position].isBlankOrLineEnd { position += 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<position])
  }

  /// The next keyword in lower case; comments before it are passed over.
  mutating func keyword() -> String? {
    while true {
      guard let word = word() else { return nil }
      guard word.first == UInt8(ascii: "#") else { return Self.lowercase(word) }
      _ = line()
    }
  }

  /// The next word in lower case, if it is this one.
  mutating func skips(_ keyword: String) -> Bool {
    let start = position
    if let word = word(), Self.lowercase(word) == keyword { return true }
    position = start
    return false
  }

  /// The rest of the line, without its end; `nil` at the end of the file.
  mutating func line() -> UnsafeRawBufferPointer? {
    guard position < bytes.count else { return nil }
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    var end = position
    if position < bytes.count { position += 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  /// Ends the line of a header: what follows are values.
  mutating func endLine(_ what: String) throws(LFError) {
    guard let rest = line() else { throw cut(what) }
    guard rest.allSatisfy(\.isBlankOrLineEnd) else {
      throw error(
        "\(what) has \"\(String(decoding: rest.prefix(40), as: UTF8.self).shown)\" behind its header")
    }
  }

  /// A word that must be there.
  mutating func required(_ what: String) throws(LFError) -> UnsafeRawBufferPointer {
    guard let word = word() else { throw cut(what) }
    return word
  }

  /// A whole number, 0 or more.
  mutating func count(_ what: String) throws(LFError) -> Int {
    let number = try integer(what)
    guard number >= 0, number <= 1 << 48 else { throw error("\(what) is \(number)") }
    return number
  }

  /// A whole number.
  mutating func integer(_ what: String) throws(LFError) -> Int {
    let text = String(decoding: try required(what), as: UTF8.self)
    guard let number = Int(text) else { throw error("\(what) is \"\(text.shown)\", not a whole number") }
    return number
  }

  /// A finite number.
  mutating func real(_ what: String) throws(LFError) -> Double {
    let text = String(decoding: try required(what), as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw error("\(what) is \"\(text.shown)\", not a number")
    }
    return number
  }

  static func lowercase(_ word: UnsafeRawBufferPointer) -> String {
    String(decoding: word, as: UTF8.self).lowercased()
  }

  // MARK: Errors

  /// An error at the place where the last byte was read.
  func error(_ message: String, hint: String = "the file is damaged") -> LFError {
    LFError(.badData, message, at: place, hint: hint)
  }

  /// The error of a file that ends too early.
  func cut(_ what: String) -> LFError {
    error("the file ends in \(what)", hint: "it is cut short")
  }

  /// The place where the last byte was read: the line of a text file, the byte of a binary one.
  var place: LFError.Place {
    if isBinary { return LFError.Place(byte: position) }
    let read = bytes.prefix(max(position - 1, 0))
    return LFError.Place(line: 1 + read.count { $0 == UInt8(ascii: "\n") })
  }
}

extension UInt8 {
  /// Blank, tab, line end and their kind.
  fileprivate var isBlankOrLineEnd: Bool { self == 32 || (self >= 9 && self <= 13) }
}
