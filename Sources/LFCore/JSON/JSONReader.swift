/// Reads JSON (RFC 8259) strictly. Foundation's reader keeps neither lines nor duplicate names: of two values of one
/// name it silently takes one, which is no way to treat a conductivity.
public struct JSONReader {
  /// Deeper nesting than any file of ours has.
  static let depthLimit = 32

  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private var line = 1
  private var depth = 0

  /// Reads a text as one value.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - limit: The largest size in bytes that such a file can have.
  /// - Returns: The value.
  /// - Throws: `LFError` with code `badData` and the line.
  public static func read(_ file: MappedFile, limit: Int) throws(LFError) -> JSONNode {
    do throws(LFError) {
      guard file.count > 0 else { throw LFError(.badData, "is empty", hint: "write the file again") }
      guard file.count <= limit else {
        throw LFError(
          .badData, "has \(file.count) bytes, more than such a file can have", hint: "is this the right file?"
        )
      }
      var reader = JSONReader(bytes: file.bytes)
      if file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
      let node = try reader.value()
      reader.skipBlanks()
      guard reader.position == file.count else { throw reader.malformed("something follows the end") }
      return node
    } catch { throw error.inFile(file.path) }
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  // MARK: Values

  private mutating func value() throws(LFError) -> JSONNode {
    skipBlanks()
    let start = line
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw malformed("values nest more than \(Self.depthLimit) deep") }
    let value: JSONNode.Value
    switch peek {
    case UInt8(ascii: "{"): value = .object(try members())
    case UInt8(ascii: "["): value = .list(try items())
    case UInt8(ascii: "\""): value = .text(try string())
    case UInt8(ascii: "t"): value = try word("true", .bool(true))
    case UInt8(ascii: "f"): value = try word("false", .bool(false))
    case UInt8(ascii: "n"): value = try word("null", .null)
    case nil: throw malformed("it ends too early")
    default: value = .number(try number())
    }
    return JSONNode(value: value, line: start)
  }

  private mutating func members() throws(LFError) -> [(name: String, value: JSONNode)] {
    position += 1
    var members: [(name: String, value: JSONNode)] = []
    var names: Set<String> = []
    if try closes(UInt8(ascii: "}")) { return members }
    repeat {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw malformed("a name in quotes belongs here") }
      let name = try string()
      guard names.insert(name).inserted else {
        throw LFError(.badData, "states \"\(name)\" twice", at: .init(line: line), hint: "keep one of them")
      }
      skipBlanks()
      guard peek == UInt8(ascii: ":") else { throw malformed("a colon belongs behind \"\(name)\"") }
      position += 1
      members.append((name, try value()))
    } while try !ends(UInt8(ascii: "}"))
    return members
  }

  private mutating func items() throws(LFError) -> [JSONNode] {
    position += 1
    var items: [JSONNode] = []
    if try closes(UInt8(ascii: "]")) { return items }
    repeat { items.append(try value()) } while try !ends(UInt8(ascii: "]"))
    return items
  }

  private mutating func closes(_ bracket: UInt8) throws(LFError) -> Bool {
    skipBlanks()
    guard peek == bracket else { return false }
    position += 1
    return true
  }

  /// Behind an item: whether the bracket closes; else a comma must stand there.
  private mutating func ends(_ bracket: UInt8) throws(LFError) -> Bool {
    if try closes(bracket) { return true }
    guard peek == UInt8(ascii: ",") else {
      throw malformed("a comma or \(Character(Unicode.Scalar(bracket))) belongs here")
    }
    position += 1
    return false
  }

  private mutating func word(_ word: StaticString, _ value: JSONNode.Value) throws(LFError) -> JSONNode.Value
  {
    guard bytes.holds(word, at: position) else { throw malformed("this is no value") }
    position += word.utf8CodeUnitCount
    return value
  }

  /// RFC 8259's number; a leading zero, `.5`, `NaN` and the like are refused.
  private mutating func number() throws(LFError) -> Double {
    let start = position
    if peek == UInt8(ascii: "-") { position += 1 }
    let whole = digits()
    var isNumber = whole == 1 || (whole > 1 && bytes[position - whole] != UInt8(ascii: "0"))
    if peek == UInt8(ascii: ".") {
      position += 1
      isNumber = digits() > 0 && isNumber
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      isNumber = digits() > 0 && isNumber
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard isNumber, let number = Double(text) else { throw malformed("this is no value") }
    return number
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position - start
  }

  // MARK: Text

  private mutating func string() throws(LFError) -> String {
    position += 1
    var utf8: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: utf8, as: UTF8.self) else { throw malformed("text is not UTF-8") }
        return text
      case UInt8(ascii: "\\"): try escape(into: &utf8)
      case ..<0x20: throw malformed("a control character stands in a text")
      default: utf8.append(byte)
      }
    }
    throw malformed("a text does not end")
  }

  private mutating func escape(into utf8: inout [UInt8]) throws(LFError) {
    guard let byte = peek else { throw malformed("a text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): utf8.append(byte)
    case UInt8(ascii: "b"): utf8.append(0x08)
    case UInt8(ascii: "f"): utf8.append(0x0C)
    case UInt8(ascii: "n"): utf8.append(0x0A)
    case UInt8(ascii: "r"): utf8.append(0x0D)
    case UInt8(ascii: "t"): utf8.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code), bytes.holds("\\u", at: position) {
        position += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw malformed("this is half a character") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw malformed("this is half a character") }
      utf8.append(contentsOf: Character(scalar).utf8)
    default: throw malformed("this escape is unknown")
    }
  }

  private mutating func hexadecimal() throws(LFError) -> UInt32 {
    let word = bytes.dropFirst(position).prefix(4)
    guard word.count == 4, word.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: word, as: UTF8.self), radix: 16)
    else { throw malformed("four hexadecimal digits belong here") }
    position += 4
    return code
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte.isBlank {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }

  private func malformed(_ what: String) -> LFError {
    LFError(.badData, "is not well-formed JSON: \(what)", at: .init(line: line), hint: "correct the file")
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}

extension UnsafeRawBufferPointer {
  fileprivate func holds(_ literal: StaticString, at position: Int) -> Bool {
    guard position >= 0, position + literal.utf8CodeUnitCount <= count else { return false }
    return (0..<literal.utf8CodeUnitCount).allSatisfy { self[position + $0] == literal.utf8Start[$0] }
  }
}
