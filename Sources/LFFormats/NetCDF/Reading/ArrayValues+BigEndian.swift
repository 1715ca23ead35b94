import CKernels
import LFCore
import LFMesh

extension ArrayValues {
  /// Values out of big-endian bytes.
  ///
  /// - Parameters:
  ///   - bytes: A multiple of the type's width.
  ///   - type: A type with a fixed width.
  /// - Returns: The values.
  /// - Throws: `LFError` (internal fault) for text and bits.
  static func bigEndian(_ bytes: UnsafeRawBufferPointer, _ type: ScalarType) throws(LFError) -> ArrayValues {
    let count = bytes.count / max(type.byteWidth, 1)
    return try filled(type, count: count) { target in
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(target.count)))
      if let start = target.baseAddress, 1.littleEndian == 1 { lf_swap_bytes(start, count, type.byteWidth) }
    }
  }

  /// Values out of bytes in this machine's order.
  ///
  /// - Parameters:
  ///   - bytes: A multiple of the type's width.
  ///   - type: A type with a fixed width.
  /// - Returns: The values.
  /// - Throws: `LFError` (internal fault) for text and bits.
  static func native(_ bytes: UnsafeRawBufferPointer, _ type: ScalarType) throws(LFError) -> ArrayValues {
    try filled(type, count: bytes.count / max(type.byteWidth, 1)) { target in
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(target.count)))
    }
  }
}

extension String {
  /// Text as NetCDF stores it: the NUL bytes that some writers pad it with are no part of it.
  ///
  /// - Parameter bytes: The stored bytes.
  init(netCDF bytes: UnsafeRawBufferPointer) {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0 { end -= 1 }
    self.init(decoding: bytes.prefix(end), as: UTF8.self)
  }
}
