import LFCore

/// Names and texts as legacy files hold them: bytes that are no printable ASCII, quotes and per cent as %XX.
enum LegacyNames {
  /// The text of an encoded name; a per cent sign without two digits behind it stands for itself, as in old files.
  /// Some versions of VTK write two per cent signs in front of the digits.
  static func decoded<Bytes: Collection<UInt8>>(_ bytes: Bytes) throws(LFError) -> String {
    // By numbers in an array: slices of slices take seconds for a hostile name in a debug build.
    let bytes = Array(bytes)
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    let percent = UInt8(ascii: "%")
    func value(at i: Int) -> UInt8? {
      guard i + 1 < bytes.count, let high = digit(bytes[i]), let low = digit(bytes[i + 1]) else { return nil }
      return high << 4 | low
    }
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      i += 1
      guard byte == percent else {
        plain.append(byte)
        continue
      }
      if i < bytes.count, bytes[i] == percent, value(at: i + 1) != nil { continue }
      if let value = value(at: i) {
        plain.append(value)
        i += 2
      } else {
        plain.append(byte)
      }
    }
    // Repaired text would not be the file's text any more.
    guard let text = String(validating: plain, as: UTF8.self) else {
      throw LFError(.badData, "has text that is not UTF-8", hint: "the file is damaged; write it again")
    }
    return text
  }

  /// The encoded form of a name or text: one token without blanks.
  static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte > 32, byte < 127, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "%") {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
