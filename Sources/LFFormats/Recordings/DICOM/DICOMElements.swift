/// Data elements being written, in explicit VR little endian.
struct DICOMElements {
  private(set) var bytes: [UInt8] = []

  /// An item of a code: value, scheme and meaning.
  static func code(_ value: String, _ scheme: String, _ meaning: String) -> DICOMElements {
    var item = DICOMElements()
    item.text(DICOMTag.codeValue, "SH", String(value.prefix(16)))
    item.text(DICOMTag.codeScheme, "SH", scheme)
    item.text(DICOMTag.codeMeaning, "LO", String((meaning.isEmpty ? value : meaning).prefix(64)))
    return item
  }

  /// Adds a text, filled up to an even length.
  mutating func text(_ tag: UInt32, _ kind: String, _ text: String) {
    var value = Array(text.utf8)
    if value.count % 2 == 1 { value.append(kind == "UI" ? 0 : 0x20) }
    raw(tag, kind, value)
  }

  mutating func integer16(_ tag: UInt32, _ value: UInt16) { raw(tag, "US", Self.little(value)) }

  mutating func integer32(_ tag: UInt32, _ value: UInt32) { raw(tag, "UL", Self.little(value)) }

  /// Adds a value of an even number of bytes.
  mutating func raw(_ tag: UInt32, _ kind: String, _ value: [UInt8]) {
    head(tag, kind)
    if ["OB", "OW", "SQ"].contains(kind) {
      bytes += [0, 0] + Self.little(UInt32(value.count))
    } else {
      bytes += Self.little(UInt16(truncatingIfNeeded: value.count))
    }
    bytes += value
  }

  mutating func sequence(_ tag: UInt32, _ items: [DICOMElements]) {
    var value: [UInt8] = []
    for item in items {
      value += [0xFE, 0xFF, 0x00, 0xE0] + Self.little(UInt32(item.bytes.count)) + item.bytes
    }
    raw(tag, "SQ", value)
  }

  private mutating func head(_ tag: UInt32, _ kind: String) {
    bytes += Self.little(UInt16(tag >> 16)) + Self.little(UInt16(tag & 0xFFFF)) + Array(kind.utf8)
  }

  private static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
  }
}
