import LFCore

/// In which encodings the bytes of a document are those of its characters, as far as XML's own signs go: checks that
/// look at bytes see what libxml2 reads then.
enum XMLEncoding {
  private static let plain = [
    "UTF-8", "UTF8", "US-ASCII", "ASCII", "ISO-8859", "ISO_8859", "ISO8859", "LATIN", "WINDOWS-", "CP125",
    "KOI8",
    "SHIFT_JIS", "SHIFT-JIS", "SJIS", "EUC-", "GB2312", "GBK", "GB18030", "BIG5",
  ]

  /// Refuses a document in another encoding.
  ///
  /// - Parameter file: The document.
  /// - Throws: `LFError` with code `badData`.
  static func check(_ file: UnsafeRawBufferPointer) throws(LFError) {
    let hint = "save it as UTF-8"
    let head = file.prefix(4)
    // No text of these encodings begins without a zero or a mark.
    guard !head.contains(0), !head.starts(with: [0xFF, 0xFE]), !head.starts(with: [0xFE, 0xFF]) else {
      throw LFError(.badData, "is UTF-16 or UTF-32", at: .init(byte: 0), hint: hint)
    }
    // `<?xm` in EBCDIC.
    guard !head.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) else {
      throw LFError(.badData, "is EBCDIC", at: .init(byte: 0), hint: hint)
    }
    guard let stated = declared(file) else { return }
    guard plain.contains(where: stated.uppercased().hasPrefix) else {
      throw LFError(.badData, "is in the encoding \"\(stated.shown)\"", at: .init(line: 1), hint: hint)
    }
  }

  /// The encoding that the XML declaration names.
  private static func declared(_ file: UnsafeRawBufferPointer) -> String? {
    let start = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard file.holds("<?xml", at: start), let end = file.firstIndex(of: "?>", from: start) else { return nil }
    guard let key = file.firstIndex(of: "encoding", from: start), key < end else { return nil }
    let parts = file[key..<end].split(omittingEmptySubsequences: false) { "\"'".utf8.contains($0) }
    return parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil
  }
}
