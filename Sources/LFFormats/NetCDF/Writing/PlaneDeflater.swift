import CDeflate

/// Deflates shuffled floating-point numbers byte plane by byte plane (RFC 1950 and 1951).
///
/// Of a field's numbers the last bytes are zero where they were rounded, those before them are noise, and only the first
/// can be made smaller. No level sees that beforehand: here zeros become one run, and noise or what is nearly so is copied.
struct PlaneDeflater: ~Copyable {
  private let deflater: OpaquePointer

  /// A deflater; `nil` without memory.
  ///
  /// - Parameter level: The library's level for what can be made smaller.
  init?(level: Int32) {
    guard let deflater = libdeflate_alloc_compressor(level) else { return nil }
    self.deflater = deflater
  }

  deinit { libdeflate_free_compressor(deflater) }

  /// The room that a result may take, bytes.
  static func bound(_ size: Int) -> Int {
    libdeflate_zlib_compress_bound(nil, size) + size / Stream.longestStored * 5 + 64
  }

  /// Deflates.
  ///
  /// - Parameters:
  ///   - bytes: The planes, one behind the other.
  ///   - planes: How many; they are of one length.
  ///   - room: Takes the zlib stream; of `bound` bytes.
  /// - Returns: The stream's size; 0 when it did not work.
  func deflate(
    _ bytes: UnsafeRawBufferPointer, planes: Int, into room: UnsafeMutableRawBufferPointer
  ) -> Int {
    guard let out = room.baseAddress, room.count >= Self.bound(bytes.count) else { return 0 }
    let length = bytes.count / planes
    var stream = Stream(out)
    stream.byte(0x78)
    stream.byte(0x01)
    var plane = 0
    // The library ends the stream, so that the last plane is its own.
    while plane < planes - 1 {
      let own = UnsafeRawBufferPointer(rebasing: bytes[(plane * length)..<((plane + 1) * length)])
      if Self.isZero(own) {
        stream.zeros(length)
      } else if Self.isNoise(own) {
        stream.stored(own)
      } else {
        break
      }
      plane += 1
    }
    stream.align()
    let rest = UnsafeRawBufferPointer(rebasing: bytes[(plane * length)...])
    let size = libdeflate_deflate_compress(
      deflater, rest.baseAddress, rest.count, out + stream.count, room.count - stream.count - 4)
    guard size > 0 else { return 0 }
    stream.count += size
    let check = libdeflate_adler32(1, bytes.baseAddress, bytes.count)
    for shift in [24, 16, 8, 0] { stream.byte(UInt8(truncatingIfNeeded: check >> UInt32(shift))) }
    return stream.count
  }

  private static func isZero(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.allSatisfy { $0 == 0 } }

  /// Whether no level makes a seventh less of bytes, told by how often two of them are equal, and two steps from one to
  /// the next: where those are, a smooth field repeats itself.
  private static func isNoise(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 1024 else { return false }
    let stride = max(bytes.count / 4096, 1)
    var values = [Int](repeating: 0, count: 256)
    var steps = values
    for i in Swift.stride(from: 0, to: bytes.count - 1, by: stride) {
      values[Int(bytes[i])] += 1
      steps[Int(bytes[i + 1] &- bytes[i])] += 1
    }
    return evenness(values) < 3 && evenness(steps) < 16
  }

  /// How often two bytes are equal, in shares of how often chance would have it.
  private static func evenness(_ counts: [Int]) -> Double {
    let n = counts.reduce(0, +)
    return 256 * Double(counts.reduce(0) { $0 + $1 * ($1 - 1) }) / Double(n * (n - 1))
  }
}

/// Blocks of a deflate stream that is not at its end (RFC 1951, 3.2).
private struct Stream {
  static let longestStored = 65535

  private let out: UnsafeMutableRawPointer
  /// Whole bytes so far.
  var count = 0
  private var bits: UInt8 = 0
  private var held = 0

  init(_ out: UnsafeMutableRawPointer) { self.out = out }

  mutating func byte(_ value: UInt8) {
    out.storeBytes(of: value, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  private mutating func bit(_ value: Int) {
    bits |= UInt8(value) << UInt8(held)
    held += 1
    if held == 8 {
      byte(bits)
      (bits, held) = (0, 0)
    }
  }

  /// A Huffman code, its first bit the highest.
  private mutating func code(_ value: Int, _ length: Int) {
    for i in (0..<length).reversed() { bit(value >> i & 1) }
  }

  /// One block of fixed codes: a zero, and copies of it 258 at a time.
  mutating func zeros(_ length: Int) {
    guard length > 0 else { return }
    bit(0)
    bit(1)
    bit(0)
    code(0x30, 8)
    for _ in 0..<((length - 1) / 258) {
      code(0b1100_0101, 8)
      code(0, 5)
    }
    for _ in 0..<((length - 1) % 258) { code(0x30, 8) }
    code(0, 7)
  }

  /// Blocks of bytes as they are.
  mutating func stored(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    repeat {
      let part = min(bytes.count - start, Self.longestStored)
      for _ in 0..<3 { bit(0) }
      while held > 0 { bit(0) }
      for value in [part, ~part] {
        byte(UInt8(truncatingIfNeeded: value))
        byte(UInt8(truncatingIfNeeded: value >> 8))
      }
      if let from = bytes.baseAddress { (out + count).copyMemory(from: from + start, byteCount: part) }
      count += part
      start += part
    } while start < bytes.count
  }

  /// Goes on at a whole byte.
  mutating func align() { if held > 0 { stored(UnsafeRawBufferPointer(start: nil, count: 0)) } }
}
