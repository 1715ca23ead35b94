import CKernels
import LFCore
import LFMesh

/// The bytes of an array as VTK XML files hold them: numbers in this machine's order, bits packed, text
/// NUL-terminated.
struct ArrayPayload {
  let type: ScalarType
  private let values: ArrayValues
  private let skippedBytes: Int

  /// The payload of an array's values.
  init(_ values: ArrayValues) {
    type = values.type
    skippedBytes = 0
    switch values {
    case .string(let texts): self.values = .uint8(texts.flatMap { Array($0.utf8) + [0] })
    case .bit(let bits): self.values = .uint8(Self.packed(bits))
    default: self.values = values
    }
    bits = if case .bit(let bits) = values { bits } else { nil }
  }

  /// The ends of cells: the offsets without their leading 0.
  init(endsOf cells: CellArray) {
    type = .int64
    values = .int64(cells.offsets)
    skippedBytes = cells.offsets.isEmpty ? 0 : 8
    bits = nil
  }

  /// Bits one a byte, for text.
  private let bits: [UInt8]?

  /// How many bytes there are.
  var byteCount: Int { values.count * values.type.byteWidth - skippedBytes }

  /// Gives the bytes.
  func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws(LFError) -> R) throws(LFError) -> R {
    try values.withBytes { bytes throws(LFError) in
      try body(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(skippedBytes)))
    }
  }

  private static func packed(_ bits: [UInt8]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (i, bit) in bits.enumerated() where bit != 0 { bytes[i / 8] |= 0x80 >> UInt8(i % 8) }
    return bytes
  }

  /// Writes the values as text: shortest round-trip numbers, bits as 0 and 1, text as byte codes.
  func writeText(to output: inout FileOutput) throws(LFError) {
    let values = bits.map(ArrayValues.uint8) ?? self.values
    let width = max(values.type.byteWidth, 1)
    let first = skippedBytes / width
    let count = values.count
    let chunk = 1 << 14
    let text = UnsafeMutablePointer<CChar>.allocate(capacity: 26 * chunk)
    defer { text.deallocate() }
    var start = first
    while start < count {
      let n = min(chunk, count - start)
      let size = Self.format(values, start, n, into: text)
      try output.write(UnsafeRawBufferPointer(start: text, count: size))
      start += n
    }
  }

  private static func format(
    _ values: ArrayValues, _ start: Int, _ n: Int, into text: UnsafeMutablePointer<CChar>
  ) -> Int {
    func run<T>(
      _ values: [T], _ perLine: Int,
      _ kernel: (UnsafePointer<T>?, Int, Int, UnsafeMutablePointer<CChar>?) -> Int
    ) -> Int {
      values.withUnsafeBufferPointer { kernel($0.baseAddress.map { $0 + start }, n, perLine, text) }
    }
    return switch values {
    case .int8(let v): run(v, 20, lf_format_i8)
    case .uint8(let v), .bit(let v): run(v, 20, lf_format_u8)
    case .int16(let v): run(v, 12, lf_format_i16)
    case .uint16(let v): run(v, 12, lf_format_u16)
    case .int32(let v): run(v, 12, lf_format_i32)
    case .uint32(let v): run(v, 12, lf_format_u32)
    case .int64(let v): run(v, 12, lf_format_i64)
    case .uint64(let v): run(v, 12, lf_format_u64)
    case .float32(let v): run(v, 6, lf_format_f32)
    case .float64(let v): run(v, 6, lf_format_f64)
    case .string: 0
    }
  }
}
