import CDeflate
import CLZ4
import CLZMA

/// Inflates blocks one after the other; what the libraries need for it is made once.
struct BlockInflater: ~Copyable {
  private let compressor: VTKXMLFile.Compressor
  private let deflate: OpaquePointer?
  /// Made anew for each block, which with one stream keeps its dictionary of megabytes.
  private var lzma = lzma_stream()

  init(_ compressor: VTKXMLFile.Compressor) {
    self.compressor = compressor
    deflate = compressor == .zlib ? libdeflate_alloc_decompressor() : nil
  }

  deinit {
    if let deflate { libdeflate_free_decompressor(deflate) }
    var stream = lzma
    lzma_end(&stream)
  }

  /// Inflates a block.
  ///
  /// - Parameters:
  ///   - block: All of the compressed bytes.
  ///   - part: Takes exactly what they inflate to.
  /// - Returns: Whether the block is whole and of this size.
  mutating func inflate(_ block: UnsafeRawBufferPointer, into part: UnsafeMutableRawBufferPointer) -> Bool {
    switch compressor {
    case .zlib:
      var used = 0
      var written = 0
      let status = libdeflate_zlib_decompress_ex(
        deflate, block.baseAddress, block.count, part.baseAddress, part.count, &used, &written)
      return status == LIBDEFLATE_SUCCESS && written == part.count && used == block.count
    case .lz4:
      guard block.count <= Int(Int32.max) else { return false }
      let written = LZ4_decompress_safe(
        block.assumingMemoryBound(to: CChar.self).baseAddress,
        part.assumingMemoryBound(to: CChar.self).baseAddress, Int32(block.count), Int32(part.count))
      return Int(written) == part.count
    case .lzma: return inflateLZMA(block, into: part)
    }
  }

  private mutating func inflateLZMA(
    _ block: UnsafeRawBufferPointer, into part: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard lzma_stream_decoder(&lzma, 96 << 20, 0) == LZMA_OK else { return false }
    lzma.next_in = block.assumingMemoryBound(to: UInt8.self).baseAddress
    lzma.avail_in = block.count
    lzma.next_out = part.assumingMemoryBound(to: UInt8.self).baseAddress
    lzma.avail_out = part.count
    return lzma_code(&lzma, LZMA_FINISH) == LZMA_STREAM_END && lzma.avail_in == 0 && lzma.avail_out == 0
  }
}
