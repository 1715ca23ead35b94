import LFCore

/// An array ready to be written in binary: its header and bytes, plain or in compressed blocks.
struct EncodedArray {
  private let payload: ArrayPayload
  private let compressed: CompressedBlocks?
  private let wideHeader: Bool

  /// Compresses the payload, if it is to be.
  init(_ payload: ArrayPayload, _ compressor: BlockCompressor, wideHeader: Bool) throws(LFError) {
    self.payload = payload
    self.wideHeader = wideHeader
    compressed =
      compressor.compression == .none
      ? nil : try payload.withBytes { bytes throws(LFError) in try compressor.compress(bytes) }
  }

  /// The header's numbers: the byte count, or the block table.
  private var header: [UInt64] { compressed?.header ?? [UInt64(payload.byteCount)] }

  private var headerBytes: Int { header.count * (wideHeader ? 8 : 4) }

  /// Bytes that the array takes raw.
  var rawCount: Int { headerBytes + (compressed?.byteCount ?? payload.byteCount) }

  /// Characters that the array takes in base64: a plain array is one run, a compressed one two.
  var base64Count: Int {
    if let compressed { return Base64Run.length(headerBytes) + Base64Run.length(compressed.byteCount) }
    return Base64Run.length(rawCount)
  }

  /// Writes header and bytes as they are.
  func writeRaw(to output: inout FileOutput) throws(LFError) {
    try withHeader { bytes throws(LFError) in try output.write(bytes) }
    if let compressed {
      for block in compressed.blocks {
        try block.withRawBytes { bytes throws(LFError) in try output.write(bytes) }
      }
    } else {
      try payload.withBytes { bytes throws(LFError) in try output.write(bytes) }
    }
  }

  /// Writes header and bytes in base64.
  func writeBase64(to output: inout FileOutput) throws(LFError) {
    var run = Base64Run()
    try withHeader { bytes throws(LFError) in try run.add(bytes, to: &output) }
    if let compressed {
      try run.finish(to: &output)
      for block in compressed.blocks {
        try block.withRawBytes { bytes throws(LFError) in try run.add(bytes, to: &output) }
      }
    } else {
      try payload.withBytes { bytes throws(LFError) in try run.add(bytes, to: &output) }
    }
    try run.finish(to: &output)
  }

  private func withHeader(_ body: (UnsafeRawBufferPointer) throws(LFError) -> Void) throws(LFError) {
    if wideHeader {
      try header.withRawBytes(body)
    } else {
      try header.map { UInt32(truncatingIfNeeded: $0) }.withRawBytes(body)
    }
  }
}
