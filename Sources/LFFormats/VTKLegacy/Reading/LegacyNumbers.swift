import CKernels
import LFCore
import LFMesh

extension LegacyScanner {
  /// Reads values of a type, binary or as text; memory is taken only for what the file still holds.
  ///
  /// - Parameters:
  ///   - type: Any type but text.
  ///   - count: How many values.
  ///   - what: The array, for messages.
  /// - Returns: The values.
  /// - Throws: `LFError` with code `badData` when there are fewer, or something else stands in their place.
  mutating func values(_ type: ScalarType, _ count: Int, _ what: String) throws(LFError) -> ArrayValues {
    if count == 0 { return .empty(type) }
    if type == .bit { return try bits(count, what) }
    return isBinary ? try binary(type, count, what) : try text(type, count, what)
  }

  private mutating func binary(
    _ type: ScalarType, _ count: Int, _ what: String
  ) throws(LFError) -> ArrayValues {
    let width = type.byteWidth
    let source = try block(count, width, what)
    return try ArrayValues.filled(type, count: count) { target throws(LFError) in
      target.copyMemory(from: source)
      lf_swap_bytes(target.baseAddress, count, width)
    }
  }

  /// The bytes behind a header, of `count` items of `width` bytes.
  mutating func block(_ count: Int, _ width: Int, _ what: String) throws(LFError) -> UnsafeRawBufferPointer {
    try endLine(what)
    guard count <= left / width else {
      let claimed = count.multipliedReportingOverflow(by: width)
      throw error(
        "\(what) needs \(claimed.overflow ? "too many" : "\(claimed.partialValue)") bytes and \(left) are left",
        hint: "the file is cut short or its counts are damaged")
    }
    let start = position
    position += count * width
    return UnsafeRawBufferPointer(rebasing: bytes[start..<position])
  }

  private mutating func text(_ type: ScalarType, _ count: Int, _ what: String) throws(LFError) -> ArrayValues
  {
    // A value takes a character and a blank at least.
    guard count <= left / 2 + 1 else { throw tooFew(nil, count, what) }
    let (values, result) = try NumberText.parse(
      UnsafeRawBufferPointer(rebasing: bytes[position...]), type, capacity: count)
    position += result.position
    if result.count == count { return values }
    if result.status == LF_TEXT_END { throw tooFew(result.count, count, what) }
    let token = String(decoding: try required(what).prefix(40), as: UTF8.self).shown
    throw error(
      result.status == LF_TEXT_RANGE
        ? "\(what): \"\(token)\" does not fit \(type.rawValue)"
        : "\(what): \"\(token)\" stands where value \(result.count + 1) of \(count) belongs, a \(type.rawValue)",
      hint: "the counts or the data are damaged")
  }

  private mutating func bits(_ count: Int, _ what: String) throws(LFError) -> ArrayValues {
    if isBinary {
      let packed = try block((count - 1) / 8 + 1, 1, what)
      return .bit(
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
          for i in 0..<count { buffer[i] = packed[i >> 3] >> UInt8(7 - i & 7) & 1 }
          initialized = count
        })
    }
    guard case .uint8(let bits) = try text(.bit, count, what), bits.allSatisfy({ $0 <= 1 }) else {
      throw error("\(what) has a bit that is neither 0 nor 1")
    }
    return .bit(bits)
  }

  func tooFew(_ count: Int?, _ expected: Int, _ what: String) -> LFError {
    error(
      "\(what) has \(count.map { "\($0)" } ?? "fewer") values where \(expected) belong",
      hint: "the file is cut short or its counts are damaged")
  }
}
