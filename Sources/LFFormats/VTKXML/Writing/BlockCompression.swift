import CDeflate
import CLZ4
import CLZMA
import Dispatch
import LFCore

/// An array's bytes as compressed blocks with VTK's header: [blocks][full size][last size][compressed sizes…].
struct CompressedBlocks: Sendable {
  /// The header's numbers.
  let header: [UInt64]
  /// The blocks, one behind the other in the file.
  let blocks: [[UInt8]]

  /// Bytes of all blocks.
  var byteCount: Int { blocks.reduce(0) { $0 + $1.count } }
}

/// Compresses arrays block by block, on all cores.
struct BlockCompressor {
  let compression: WriteOptions.Compression

  /// Blocks are larger than VTK's 32 KiB: fewer calls, better ratio, and every reader takes the size from the file.
  static let blockSize = 1 << 17

  /// VTK's name of the compressor; `nil` for none.
  var className: String? {
    switch compression {
    case .none: nil
    case .zlib: "vtkZLibDataCompressor"
    case .lz4: "vtkLZ4DataCompressor"
    case .lzma: "vtkLZMADataCompressor"
    }
  }

  func compress(_ bytes: UnsafeRawBufferPointer) throws(LFError) -> CompressedBlocks {
    let size = Self.blockSize
    let count = (bytes.count + size - 1) / size
    guard count > 0 else { return CompressedBlocks(header: [0, 0, 0], blocks: []) }
    var blocks = [[UInt8]](repeating: [], count: count)
    blocks.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = slots
      nonisolated(unsafe) let bytes = bytes
      let workers = min(2, count)
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let deflater = compression == .zlib ? libdeflate_alloc_compressor(Self.zlibLevel) : nil
        defer { if let deflater { libdeflate_free_compressor(deflater) } }
        for i in stride(from: worker, to: count, by: workers) {
          let block = UnsafeRawBufferPointer(rebasing: bytes[i * size..<min((i + 1) * size, bytes.count)])
          slots[i] = self.compressed(block, deflater)
        }
      }
    }
    if blocks.contains(where: \.isEmpty) { throw LFError(.internalFault, "a block cannot be compressed") }
    let last = bytes.count - (count - 1) * size
    // A last block that is full is marked by 0.
    let header =
      [UInt64(count), UInt64(size), UInt64(last == size ? 0 : last)] + blocks.map { UInt64($0.count) }
    return CompressedBlocks(header: header, blocks: blocks)
  }

  private static let zlibLevel: Int32 = 3
  private static let lzmaPreset: UInt32 = 0

  /// One block; empty when the library refuses.
  private func compressed(_ block: UnsafeRawBufferPointer, _ deflater: OpaquePointer?) -> [UInt8] {
    let bound: Int
    switch compression {
    case .none: return Array(block)
    case .zlib: bound = libdeflate_zlib_compress_bound(deflater, block.count)
    case .lz4: bound = Int(LZ4_compressBound(Int32(block.count)))
    case .lzma: bound = lzma_stream_buffer_bound(block.count)
    }
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, size in
      switch compression {
      case .none: size = 0
      case .zlib:
        size = libdeflate_zlib_compress(deflater, block.baseAddress, block.count, buffer.baseAddress, bound)
      case .lz4:
        size = Int(
          LZ4_compress_default(
            block.bindMemory(to: CChar.self).baseAddress,
            UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self),
            Int32(block.count), Int32(bound)))
      case .lzma:
        var used = 0
        let status = lzma_easy_buffer_encode(
          Self.lzmaPreset, LZMA_CHECK_CRC32, nil, block.bindMemory(to: UInt8.self).baseAddress, block.count,
          buffer.baseAddress, &used, bound)
        size = status == LZMA_OK ? used : 0
      }
    }
  }
}
