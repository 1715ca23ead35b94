import CKernels
import LFCore
import LFMesh

/// Writes the arrays of a legacy file: text, or big-endian bytes.
struct LegacyOutput: ~Copyable {
  private var output: FileOutput
  private let isText: Bool

  init(_ path: String, isText: Bool) throws(LFError) {
    output = try FileOutput(path)
    self.isText = isText
  }

  mutating func write(_ text: String) throws(LFError) { try output.write(text) }

  mutating func finish() throws(LFError) { try output.flush() }

  /// The values of an array, and the names of its components.
  mutating func write(_ array: DataArray) throws(LFError) {
    try write(array.values)
    guard array.componentNames.contains(where: { $0 != nil }) else { return }
    try write("METADATA\nCOMPONENT_NAMES\n")
    for i in 0..<array.components {
      let name = array.componentNames.indices.contains(i) ? array.componentNames[i] : nil
      try write(LegacyNames.encoded(name ?? "") + "\n")
    }
    try write("\n")
  }

  /// Values and a line end.
  mutating func write(_ values: ArrayValues) throws(LFError) {
    if case .string(let texts) = values { return try write(texts) }
    if isText {
      try ArrayPayload(values).writeText(to: &output)
      // Each line of text is ended.
      if values.count == 0 { try write("\n") }
      return
    }
    if case .bit = values {
      try ArrayPayload(values).withBytes { bytes throws(LFError) in try output.write(bytes) }
    } else {
      try values.withBytes { bytes throws(LFError) in try writeSwapped(bytes, values.type.byteWidth) }
    }
    try write("\n")
  }

  private mutating func writeSwapped(_ bytes: UnsafeRawBufferPointer, _ width: Int) throws(LFError) {
    if width == 1 { return try output.write(bytes) }
    let chunk = 1 << 18
    let swapped = UnsafeMutableRawBufferPointer.allocate(byteCount: min(chunk, bytes.count), alignment: 8)
    defer { swapped.deallocate() }
    for position in stride(from: 0, to: bytes.count, by: chunk) {
      let size = min(chunk, bytes.count - position)
      swapped.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + size]))
      lf_swap_bytes(swapped.baseAddress, size / width, width)
      try output.write(UnsafeRawBufferPointer(rebasing: swapped[..<size]))
    }
  }

  /// Texts: encoded, one a line, or each behind its length, whose two top bits say how long the length itself is.
  private mutating func write(_ texts: [String]) throws(LFError) {
    for text in texts {
      if isText {
        try write(LegacyNames.encoded(text) + "\n")
        continue
      }
      let length = UInt64(text.utf8.count)
      let (width, mark): (UInt64, UInt64) =
        length < 1 << 6 ? (1, 3) : length < 1 << 14 ? (2, 2) : length < 1 << 30 ? (4, 1) : (8, 0)
      let header = length | mark << (8 * width - 2)
      let bytes = (0..<width).map { UInt8(truncatingIfNeeded: header >> (8 * (width - 1 - $0))) }
      try (bytes + Array(text.utf8)).withRawBytes { bytes throws(LFError) in try output.write(bytes) }
    }
    try write("\n")
  }
}
