import LFCore

/// Writes one VTK XML file: header, elements, arrays in place or appended.
struct DocumentWriter {
  /// The value of `type` in the root element, which is also the name of its one child.
  let kind: String
  /// The child of the root element.
  let content: OutputElement
  /// At least this file version, such as (2, 2).
  var minimumVersion: (major: Int, minor: Int) = (0, 1)
  let options: WriteOptions

  private var compressor: BlockCompressor { BlockCompressor(compression: options.compression) }

  /// Makes promised arrays: hands each to what takes its number, in document order, and its values.
  typealias Promise = (_ take: (Int, ArrayPayload) throws(LFError) -> Void) throws(LFError) -> Void

  private var isAppended: Bool { options.encoding == .appended || options.encoding == .raw }

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - promise: Makes the promised arrays, in any order; there are none unless arrays are appended.
  /// - Throws: `LFError` with code `cannotCreate`, or what making promised arrays throws.
  func write(to path: String, _ promise: Promise = { _ in }) throws(LFError) {
    let arrays = content.arrays
    let largest = (arrays.map(\.payload.byteCount) + content.promised.map(\.byteCount)).max() ?? 0
    let wide = largest > Int(UInt32.max)
    var output = try FileOutput(path)
    // Appended arrays are encoded first, for their offsets; uncompressed ones take no memory by it.
    var appended: [EncodedArray] = []
    if isAppended {
      for array in arrays { appended.append(try EncodedArray(array.payload, compressor, wideHeader: wide)) }
    }
    var offsets: [Int] = []
    var end = 0
    for array in appended {
      offsets.append(end)
      end += count(of: array)
    }

    try output.write("<?xml version=\"1.0\"?>\n<VTKFile\(root(wide))>\n")
    var body = Body(offsets: offsets, wide: wide)
    try write(content, depth: 1, &body, to: &output)
    if isAppended, !appended.isEmpty || !body.rooms.isEmpty {
      try output.write(
        "  <AppendedData encoding=\"\(options.encoding == .raw ? "raw" : "base64")\">\n   _")
      for array in appended { try append(array, to: &output) }
      var late = [Int](repeating: 0, count: body.rooms.count)
      try promise { (number, payload) throws(LFError) in
        let array = try EncodedArray(payload, compressor, wideHeader: wide)
        late[number] = end
        end += count(of: array)
        try append(array, to: &output)
      }
      try output.write("\n  </AppendedData>\n")
      for (room, offset) in zip(body.rooms, late) { try output.overwrite(Self.offset(offset), at: room) }
    }
    try output.write("</VTKFile>\n")
    try output.flush()
  }

  /// What the elements' writing needs to know and finds out.
  private struct Body {
    /// Where arrays lie in the appended block; empty when they stand in place.
    let offsets: [Int]
    let wide: Bool
    /// How many arrays have been written.
    var next = 0
    /// Where in the file the offsets of promised arrays belong.
    var rooms: [Int] = []
  }

  private func count(of array: EncodedArray) -> Int {
    options.encoding == .raw ? array.rawCount : array.base64Count
  }

  private func append(_ array: EncodedArray, to output: inout FileOutput) throws(LFError) {
    if options.encoding == .raw {
      try array.writeRaw(to: &output)
    } else {
      try array.writeBase64(to: &output)
    }
  }

  private static func offset(_ value: Int) -> String { "offset=\"\(value)\"" }

  private func root(_ wide: Bool) -> String {
    let plain = wide ? (major: 1, minor: 0) : (major: 0, minor: 1)
    let version = minimumVersion > plain ? minimumVersion : plain
    #if _endian(little)
      let order = "LittleEndian"
    #else
      let order = "BigEndian"
    #endif
    var text = " type=\"\(kind)\" version=\"\(version.major).\(version.minor)\" byte_order=\"\(order)\""
    text += " header_type=\"\(wide ? "UInt64" : "UInt32")\""
    if options.encoding != .ascii, let name = compressor.className { text += " compressor=\"\(name)\"" }
    return text
  }

  private func write(
    _ element: OutputElement, depth: Int, _ body: inout Body, to output: inout FileOutput
  ) throws(LFError) {
    let indent = String(repeating: "  ", count: depth)
    try output.write(indent + "<" + element.name + Self.text(of: element.attributes))
    if element.children.isEmpty {
      try output.write("/>\n")
      return
    }
    try output.write(">\n")
    for child in element.children {
      switch child {
      case .element(let element): try write(element, depth: depth + 1, &body, to: &output)
      case .array(let array):
        let offset = body.offsets.isEmpty ? nil : body.offsets[body.next]
        try write(array, indent + "  ", offset, body.wide, to: &output)
        body.next += 1
      case .promised(let array):
        precondition(isAppended, "only appended arrays can be written out of their order")
        try output.write(indent + "  <DataArray" + Self.text(of: array.attributes) + " format=\"appended\" ")
        body.rooms.append(output.position)
        // Room for the longest offset: blanks between attributes mean nothing.
        try output.write(String(repeating: " ", count: Self.offset(.max).utf8.count) + "/>\n")
      }
    }
    try output.write(indent + "</" + element.name + ">\n")
  }

  private func write(
    _ array: OutputArray, _ indent: String, _ offset: Int?, _ wide: Bool, to output: inout FileOutput
  ) throws(LFError) {
    let name = array.elementName
    try output.write(indent + "<" + name + Self.text(of: array.attributes))
    if let offset {
      try output.write(" format=\"appended\" " + Self.offset(offset) + "/>\n")
      return
    }
    try output.write(" format=\"\(options.encoding == .ascii ? "ascii" : "binary")\">\n")
    if options.encoding == .ascii {
      try array.payload.writeText(to: &output)
    } else {
      try EncodedArray(array.payload, compressor, wideHeader: wide).writeBase64(to: &output)
      try output.write("\n")
    }
    try output.write(indent + "</" + name + ">\n")
  }

  private static func text(of attributes: [(name: String, value: String)]) -> String {
    attributes.map { " \($0.name)=\"\(XMLEscape.attribute($0.value))\"" }.joined()
  }
}
