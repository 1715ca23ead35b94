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

  func write(to path: String) throws(LFError) {
    let arrays = content.arrays
    let wide = arrays.contains { $0.payload.byteCount > Int(UInt32.max) }
    var output = try FileOutput(path)
    // Appended arrays are encoded first, for their offsets; uncompressed ones take no memory by it.
    var appended: [EncodedArray] = []
    if options.encoding == .appended || options.encoding == .raw {
      for array in arrays { appended.append(try EncodedArray(array.payload, compressor, wideHeader: wide)) }
    }
    var offsets: [Int] = []
    var end = 0
    for array in appended {
      offsets.append(end)
      end += options.encoding == .raw ? array.rawCount : array.base64Count
    }

    try output.write("<?xml version=\"1.0\"?>\n<VTKFile\(root(wide))>\n")
    var next = 0
    try write(content, depth: 1, offsets, &next, wide, to: &output)
    if !appended.isEmpty {
      try output.write(
        "  <AppendedData encoding=\"\(options.encoding == .raw ? "raw" : "base64")\">\n   _")
      for array in appended {
        if options.encoding == .raw {
          try array.writeRaw(to: &output)
        } else {
          try array.writeBase64(to: &output)
        }
      }
      try output.write("\n  </AppendedData>\n")
    }
    try output.write("</VTKFile>\n")
    try output.flush()
  }

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
    _ element: OutputElement, depth: Int, _ offsets: [Int], _ next: inout Int, _ wide: Bool,
    to output: inout FileOutput
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
      case .element(let element): try write(element, depth: depth + 1, offsets, &next, wide, to: &output)
      case .array(let array):
        try write(array, indent + "  ", offsets.isEmpty ? nil : offsets[next], wide, to: &output)
        next += 1
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
      try output.write(" format=\"appended\" offset=\"\(offset)\"/>\n")
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
