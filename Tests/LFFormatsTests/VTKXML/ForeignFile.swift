import CDeflate

/// Writes small VTK XML files byte by byte in the manner of other writers.
struct ForeignFile {
  var isRaw = true
  var isBigEndian = false
  var wideHeader = false
  /// Header and data as two padded runs of base64.
  var twoRuns = false
  /// Bytes of a full block, compressed by zlib.
  var block: Int?
  /// The last block's size as 0 when it is full.
  var fullIsZero = true
  var gap = 0
  var version = "1.0"

  private(set) var offset = 0
  private var payload: [UInt8] = []

  init(
    isRaw: Bool = true, isBigEndian: Bool = false, wideHeader: Bool = false, twoRuns: Bool = false,
    block: Int? = nil,
    fullIsZero: Bool = true, gap: Int = 0, version: String = "1.0"
  ) {
    self.isRaw = isRaw
    self.isBigEndian = isBigEndian
    self.wideHeader = wideHeader
    self.twoRuns = twoRuns
    self.block = block
    self.fullIsZero = fullIsZero
    self.gap = gap
    self.version = version
  }

  /// An array's element; its bytes are appended.
  mutating func array<T: FixedWidthInteger>(
    _ name: String, _ type: String, _ values: [T], components: Int = 1
  ) -> String {
    let data = values.flatMap { bytes($0) }
    var head: [UInt8] = number(data.count)
    var body = data
    if let block {
      let blocks = stride(from: 0, to: data.count, by: block).map {
        Array(data[$0..<min($0 + block, data.count)])
      }
      let packed = blocks.map(Self.deflated)
      let last = blocks.last?.count ?? 0
      head = number(blocks.count) + number(block) + number(last == block && fullIsZero ? 0 : last)
      head += packed.flatMap { number($0.count) }
      body = packed.flatMap { $0 }
    }
    payload += [UInt8](repeating: UInt8(ascii: "A"), count: gap)
    offset = payload.count
    if isRaw {
      payload += head + body
    } else if twoRuns || block != nil {
      payload += Self.base64(head) + Self.base64(body)
    } else {
      payload += Self.base64(head + body)
    }
    return "<DataArray type='\(type)' Name='\(name)' NumberOfComponents='\(components)' format='appended'"
      + " offset=' \(offset) '/>"
  }

  func file(_ kind: String, _ body: String) -> [UInt8] {
    let root =
      "<VTKFile type=\"\(kind)\" version=\"\(version)\" byte_order=\"\(isBigEndian ? "BigEndian" : "LittleEndian")\""
      + " header_type=\"\(wideHeader ? "UInt64" : "UInt32")\""
      + (block == nil ? "" : " compressor=\"vtkZLibDataCompressor\"")
    return Array(
      "\(root)><\(kind)>\(body)</\(kind)><AppendedData encoding=\"\(isRaw ? "raw" : "base64")\">\n_".utf8)
      + payload + Array("\n</AppendedData></VTKFile>\n".utf8)
  }

  private func bytes<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian) { Array($0) }
  }

  private func number(_ value: Int) -> [UInt8] {
    wideHeader ? bytes(UInt64(value)) : bytes(UInt32(truncatingIfNeeded: value))
  }

  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    let deflater = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(deflater) }
    let bound = libdeflate_zlib_compress_bound(deflater, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, size in
      size = libdeflate_zlib_compress(deflater, bytes, bytes.count, buffer.baseAddress, bound)
    }
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let group = part.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for i in 0..<4 { text.append(i <= part.count ? digits[group >> (18 - 6 * i) & 63] : UInt8(ascii: "=")) }
    }
    return text
  }
}
