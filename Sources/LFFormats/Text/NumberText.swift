import CKernels
import LFCore
import LFMesh

/// Numbers between blanks, parsed by the kernels.
enum NumberText {
  /// Parses numbers until the text ends, something else stands there, or `capacity` are read.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - type: The numbers' type; bits come as `uint8`.
  ///   - capacity: How many numbers at most: memory is taken for so many.
  /// - Returns: The numbers, and how and where parsing stopped.
  /// - Throws: `LFError` (internal fault) for texts.
  static func parse(
    _ text: UnsafeRawBufferPointer, _ type: ScalarType, capacity: Int
  ) throws(LFError) -> (values: ArrayValues, result: lf_text_result) {
    var result = lf_text_result()
    func run<T>(
      _ zero: T, _ kernel: (UnsafePointer<CChar>?, Int, UnsafeMutablePointer<T>?, Int) -> lf_text_result
    ) -> [T] {
      [T](unsafeUninitializedCapacity: capacity) { buffer, count in
        LargeMemory.prepare(UnsafeMutableRawBufferPointer(buffer))
        result = kernel(
          text.assumingMemoryBound(to: CChar.self).baseAddress, text.count, buffer.baseAddress, capacity)
        count = result.count
      }
    }
    let values: ArrayValues
    switch type {
    case .int8: values = .int8(run(0, lf_parse_i8))
    case .uint8, .bit: values = .uint8(run(0, lf_parse_u8))
    case .int16: values = .int16(run(0, lf_parse_i16))
    case .uint16: values = .uint16(run(0, lf_parse_u16))
    case .int32: values = .int32(run(0, lf_parse_i32))
    case .uint32: values = .uint32(run(0, lf_parse_u32))
    case .int64: values = .int64(run(0, lf_parse_i64))
    case .uint64: values = .uint64(run(0, lf_parse_u64))
    case .float32: values = .float32(run(0, lf_parse_f32))
    case .float64: values = .float64(run(0, lf_parse_f64))
    case .string: throw LFError(.internalFault, "texts are no numbers")
    }
    return (values, result)
  }
}
