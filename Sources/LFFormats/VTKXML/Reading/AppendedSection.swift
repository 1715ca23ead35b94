import LFCore

/// Finds where a VTK XML file stops being XML: raw appended bytes can be anything, so libxml2 must not see them.
struct AppendedSection {
  /// The file up to and with the start tag of `AppendedData`; the whole file when there is none.
  let markup: UnsafeRawBufferPointer
  /// What stands behind the `_`, to the closing tags; `nil` when there is no appended data.
  let payload: UnsafeRawBufferPointer?

  init(_ file: UnsafeRawBufferPointer) throws(LFError) {
    guard let tag = try XMLTags.first("<AppendedData", in: file) else {
      (markup, payload) = (file, nil)
      return
    }
    markup = UnsafeRawBufferPointer(rebasing: file[..<tag.upperBound])
    if file[tag.upperBound - 2] == UInt8(ascii: "/") {
      payload = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    var start = tag.upperBound
    while start < file.count, file[start].isBlank { start += 1 }
    let end = try Self.closing(of: file, from: start)
    if start == end {
      payload = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard file[start] == UInt8(ascii: "_") else {
      throw LFError(
        .badData, "does not begin with an underscore", at: .init(element: "AppendedData", byte: start),
        hint: "the file is damaged")
    }
    payload = UnsafeRawBufferPointer(rebasing: file[start + 1..<max(end, start + 1)])
  }

  /// Closes the two elements that the cut leaves open.
  var markupEnd: StaticString {
    guard payload != nil else { return "" }
    return markup.count >= 2 && markup[markup.count - 2] == UInt8(ascii: "/")
      ? "</VTKFile>" : "</AppendedData></VTKFile>"
  }

  /// Where the closing tags begin, sought from the file's end: the payload may contain anything.
  private static func closing(of file: UnsafeRawBufferPointer, from start: Int) throws(LFError) -> Int {
    var end = beforeComments(file, from: start)
    for tag: StaticString in ["</VTKFile>", "</AppendedData>"] {
      while end > start, file[end - 1].isBlank { end -= 1 }
      // Blanks may stand between the name and the bracket.
      guard end > start, file[end - 1] == UInt8(ascii: ">") else { throw cut(tag) }
      var nameEnd = end - 1
      while nameEnd > start, file[nameEnd - 1].isBlank { nameEnd -= 1 }
      let begin = nameEnd - (tag.utf8CodeUnitCount - 1)
      guard begin >= start, file.holds(tag, at: begin, count: tag.utf8CodeUnitCount - 1) else {
        throw cut(tag)
      }
      end = begin
    }
    return end
  }

  /// Comments may stand behind the root element.
  private static func beforeComments(_ file: UnsafeRawBufferPointer, from start: Int) -> Int {
    var end = file.count
    while true {
      var last = end
      while last > start, file[last - 1].isBlank { last -= 1 }
      guard file.holds("-->", at: last - 3) else { return end }
      var open = last - 7
      while open >= start, !file.holds("<!--", at: open) { open -= 1 }
      guard open >= start else { return end }
      end = open
    }
  }

  private static func cut(_ tag: StaticString) -> LFError {
    LFError(.badData, "does not end with \(tag)", hint: "the file is cut short; write it again")
  }
}

extension UInt8 {
  /// Whether the byte is an XML blank.
  var isBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
