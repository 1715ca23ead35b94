import LFCore

/// A VTK XML file whose markup is parsed and whose arrays wait to be read.
struct VTKXMLFile {
  /// The compressors that VTK knows.
  enum Compressor: String {
    case zlib = "vtkZLibDataCompressor"
    case lz4 = "vtkLZ4DataCompressor"
    case lzma = "vtkLZMADataCompressor"
  }

  /// Kept alive: the payload points into it.
  let file: MappedFile
  /// What the arrays of this file, and of those read with it, may take.
  let allowance: MemoryAllowance
  /// The value of the root's `type`: `UnstructuredGrid`, `PImageData`, `Collection`, …
  let kind: String
  /// The element below the root that bears the kind's name.
  let content: XMLElement
  let version: (major: Int, minor: Int)
  /// Whether binary numbers are in the other byte order than this machine's.
  let isSwapped: Bool
  /// Bytes of a number in the headers of binary arrays: 4 or 8.
  let headerWidth: Int
  let compressor: Compressor?
  /// The appended bytes behind the underscore, and whether they are base64.
  let appended: UnsafeRawBufferPointer?
  let appendedIsBase64: Bool

  init(_ file: MappedFile, _ allowance: MemoryAllowance = MemoryAllowance()) throws(LFError) {
    self.file = file
    self.allowance = allowance
    let section = try AppendedSection(file.bytes)
    let root = try XMLDocument.parse([section.markup, section.markupEnd.rawBytes])
    try allowance.open(
      file, as: FileReference.realPath(file.path) ?? file.path, elements: root.elementCount)
    guard root.name == "VTKFile" else {
      throw LFError(
        .badData, "is \"\(root.name.shown)\", not VTKFile", at: root.place, hint: "this is no VTK XML file")
    }
    guard let kind = root["type"], !kind.isEmpty else {
      throw LFError(.badData, "has no type", at: root.place, hint: "state the kind of data set")
    }
    self.kind = kind
    let contents = root.children.filter { $0.name != "AppendedData" }
    guard let content = contents.first(where: { $0.name == kind }) else {
      throw LFError(
        .badData, "is of type \(kind.shown) but has no such element", at: root.place,
        hint: "the file is damaged"
      )
    }
    guard contents.filter({ $0.name == kind }).count == 1 else {
      throw LFError(.badData, "appears more than once", at: content.place, hint: "write one file each")
    }
    self.content = content
    try Self.expectNoText(root)
    version = try Self.version(root)
    isSwapped = try Self.isSwapped(root)
    headerWidth = try Self.headerWidth(root)
    compressor = try Self.compressor(root)
    appended = section.payload
    appendedIsBase64 = try Self.isBase64(root.child("AppendedData"))
  }

  /// The times in `TimeValues`, each a time step of the file; `nil` when the file states none.
  ///
  /// - Throws: `LFError` with code `badData` when one is no number, or when an array is of a step that is not there.
  func timeValues() throws(LFError) -> [Double]? {
    guard let text = content["TimeValues"] else { return nil }
    var times: [Double] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      guard let time = Double(word), time.isFinite else {
        throw LFError(
          .badData, "has TimeValues with \"\(word.shown)\"", at: content.place, hint: "times are numbers")
      }
      times.append(time)
    }
    try TimeStepChoice.check(content, steps: times.count)
    return times
  }

  /// Text belongs to arrays only; elsewhere it is what damage leaves.
  private static func expectNoText(_ element: XMLElement) throws(LFError) {
    guard !["DataArray", "Array", "AppendedData"].contains(element.name) else { return }
    guard !element.hasText else {
      throw LFError(.badData, "has text outside its arrays", at: element.place, hint: "the file is damaged")
    }
    for child in element.children { try expectNoText(child) }
  }

  private static func version(_ root: XMLElement) throws(LFError) -> (major: Int, minor: Int) {
    guard let text = root["version"] else { return (0, 1) }
    let parts = text.trimmingBlanks.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = parts.first, let major = first, (0...2).contains(major), parts.count <= 2,
      let minor = parts.count == 2 ? parts[1] : 0, minor >= 0
    else {
      throw LFError(
        .badData, "has version \"\(text.shown)\"", at: root.place, hint: "versions 0.1 to 2.x are read")
    }
    return (major, minor)
  }

  private static func isSwapped(_ root: XMLElement) throws(LFError) -> Bool {
    switch root["byte_order"] {
    case nil, "LittleEndian": UInt16(littleEndian: 1) != 1
    case "BigEndian": UInt16(bigEndian: 1) != 1
    case let other?:
      throw LFError(
        .badData, "has byte_order \"\(other.shown)\"", at: root.place, hint: "it is LittleEndian or BigEndian"
      )
    }
  }

  private static func headerWidth(_ root: XMLElement) throws(LFError) -> Int {
    switch root["header_type"] {
    case nil, "UInt32": 4
    case "UInt64": 8
    case let other?:
      throw LFError(
        .badData, "has header_type \"\(other.shown)\"", at: root.place, hint: "it is UInt32 or UInt64")
    }
  }

  private static func compressor(_ root: XMLElement) throws(LFError) -> Compressor? {
    guard let name = root["compressor"], !name.isEmpty else { return nil }
    guard let known = Compressor(rawValue: name) else {
      throw LFError(
        .badData, "has compressor \"\(name.shown)\"", at: root.place, hint: "zlib, lz4 and lzma are read")
    }
    return known
  }

  private static func isBase64(_ section: XMLElement?) throws(LFError) -> Bool {
    switch section?["encoding"] {
    case nil, "base64": true
    case "raw": false
    case let other?:
      throw LFError(
        .badData, "has encoding \"\(other.shown)\"", at: section?.place ?? .init(),
        hint: "it is base64 or raw")
    }
  }
}

extension StaticString {
  fileprivate var rawBytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
