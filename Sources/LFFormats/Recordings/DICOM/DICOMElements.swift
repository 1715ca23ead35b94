/// Data elements being written, in explicit VR little endian.
struct DICOMElements {
  private(set) var bytes: [UInt8] = []
  /// Whether a text needs more than ASCII, so that the file must name its characters.
  private(set) var isWide = false

  /// The bytes that a text of a kind may have; of texts in UTF-8 DICOM counts characters, which are no more.
  static func limit(_ kind: String) -> Int {
    switch kind {
    case "SH", "CS": 16
    case "LO", "PN": 64
    case "ST": 1024
    // Even, and what 16 bits of a length can tell.
    default: 65_534
    }
  }

  /// An item of a code: value, scheme and meaning.
  static func code(_ value: String, _ scheme: String, _ meaning: String) -> DICOMElements {
    var item = DICOMElements()
    item.text(DICOMTag.codeValue, "SH", value)
    item.text(DICOMTag.codeScheme, "SH", scheme)
    item.text(DICOMTag.codeMeaning, "LO", meaning.isEmpty ? value : meaning)
    return item
  }

  /// A text as its kind may have it: `\\` parts values of all kinds but long texts.
  static func allowed(_ text: String, _ kind: String) -> Substring {
    (kind == "ST" ? text : text.replacing("\\", with: "/")).prefix(bytes: limit(kind))
  }

  /// Adds a text, cut where its kind ends and filled up to an even length.
  mutating func text(_ tag: UInt32, _ kind: String, _ text: String) {
    var value = Array(Self.allowed(text, kind).utf8)
    if value.contains(where: { $0 > 127 }) { isWide = true }
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
      precondition(value.count <= 65_534, "values of kind \(kind) have a length of 16 bits")
      bytes += Self.little(UInt16(value.count))
    }
    bytes += value
  }

  mutating func sequence(_ tag: UInt32, _ items: [DICOMElements]) {
    var value: [UInt8] = []
    for item in items {
      isWide = isWide || item.isWide
      value += [0xFE, 0xFF, 0x00, 0xE0] + Self.little(UInt32(item.bytes.count)) + item.bytes
    }
    raw(tag, "SQ", value)
  }

  /// Adds the elements that follow.
  mutating func append(_ others: DICOMElements) {
    bytes += others.bytes
    isWide = isWide || others.isWide
  }

  private mutating func head(_ tag: UInt32, _ kind: String) {
    bytes += Self.little(UInt16(tag >> 16)) + Self.little(UInt16(tag & 0xFFFF)) + Array(kind.utf8)
  }

  private static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
  }
}
