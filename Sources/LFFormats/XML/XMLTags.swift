import LFCore

/// Walks over the tags of an XML document before libxml2 sees it.
enum XMLTags {
  /// The first start tag of a name, outside comments, CDATA and attribute values.
  ///
  /// - Parameters:
  ///   - name: The name behind its `<`.
  ///   - file: The document.
  /// - Returns: Where the tag stands; `nil` when there is none.
  /// - Throws: `LFError` with code `badData` when a tag on the way has too many attributes.
  static func first(_ name: StaticString, in file: UnsafeRawBufferPointer) throws(LFError) -> Range<Int>? {
    var i = 0
    while let open = file.firstIndex(of: "<", from: i) {
      if file.holds("<!--", at: open) {
        guard let end = file.firstIndex(of: "-->", from: open + 4) else { return nil }
        i = end + 3
      } else if file.holds("<![CDATA[", at: open) {
        guard let end = file.firstIndex(of: "]]>", from: open + 9) else { return nil }
        i = end + 3
      } else if file.holds("<?", at: open) {
        guard let end = file.firstIndex(of: "?>", from: open + 2) else { return nil }
        i = end + 2
      } else {
        guard let end = try tagEnd(file, from: open + 1) else { return nil }
        if file.holds(name, at: open), end > open + name.utf8CodeUnitCount {
          let next = file[open + name.utf8CodeUnitCount]
          if next.isBlank || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") { return open..<end }
        }
        i = end
      }
    }
    return nil
  }

  /// Refuses a document with a tag of too many attributes.
  ///
  /// - Parameter file: The document.
  /// - Throws: `LFError` with code `badData` and the byte.
  static func checkAttributes(_ file: UnsafeRawBufferPointer) throws(LFError) {
    // No tag begins so: all are looked at.
    _ = try first("<<", in: file)
  }

  /// More attributes than any element has: libxml2 compares each with each.
  private static let attributeLimit = 10_000

  /// The position behind the `>` of a tag; quotes hide one.
  ///
  /// - Parameters:
  ///   - file: The document.
  ///   - start: Where the tag begins.
  /// - Returns: The position; `nil` when the tag does not end.
  /// - Throws: `LFError` with code `badData` when the tag has too many attributes.
  static func tagEnd(_ file: UnsafeRawBufferPointer, from start: Int) throws(LFError) -> Int? {
    var quote: UInt8 = 0
    var attributes = 0
    for i in start..<file.count {
      let byte = file[i]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        attributes += 1
        if attributes > attributeLimit {
          throw LFError(
            .badData, "has more than \(attributeLimit) attributes in an element", at: .init(byte: start),
            hint: "the file is damaged or hostile")
        }
      } else if byte == UInt8(ascii: ">") {
        return i + 1
      }
    }
    return nil
  }
}
