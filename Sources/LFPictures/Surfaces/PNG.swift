import CDeflate

/// Pixels as a PNG file (ISO/IEC 15948): 8 bits a channel, red, green, blue.
enum PNG {
  static func file(width: Int, height: Int, rgb: [UInt8]) -> [UInt8] {
    var lines: [UInt8] = []
    lines.reserveCapacity((3 * width + 1) * height)
    for y in 0..<height {
      lines.append(0)
      lines += rgb[(3 * width * y)..<(3 * width * (y + 1))]
    }
    let header = bytes(UInt32(width)) + bytes(UInt32(height)) + [8, 2, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
      + chunk("IDAT", deflated(lines)) + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bytes(UInt32(data.count)) + body + bytes(libdeflate_crc32(0, body, body.count))
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
  }

  private static func deflated(_ data: [UInt8]) -> [UInt8] {
    guard let deflater = libdeflate_alloc_compressor(6) else { return [] }
    defer { libdeflate_free_compressor(deflater) }
    var out = [UInt8](repeating: 0, count: libdeflate_zlib_compress_bound(deflater, data.count))
    let size = libdeflate_zlib_compress(deflater, data, data.count, &out, out.count)
    return Array(out.prefix(size))
  }
}
