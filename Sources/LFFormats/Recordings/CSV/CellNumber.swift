import CKernels

/// A number of a table, read with its count of decimals.
enum CellNumber {
  case number(Double, decimals: Int)
  /// An empty cell, NaN and the like: an invalid sample.
  case missing
  case malformed

  /// More decimals than a grid of samples has: also for numbers with an exponent.
  static let manyDecimals = 99

  /// Reads a cell.
  ///
  /// - Parameters:
  ///   - bytes: The cell.
  ///   - point: The character before decimals.
  init(_ bytes: Slice<UnsafeRawBufferPointer>, point: UInt8) {
    if bytes.isEmpty {
      self = .missing
      return
    }
    var i = bytes.startIndex
    let isNegative = bytes[i] == UInt8(ascii: "-")
    if isNegative || bytes[i] == UInt8(ascii: "+") { i += 1 }
    var mantissa = 0
    var digits = 0
    var decimals = -1
    while i < bytes.endIndex {
      let byte = bytes[i]
      if byte == point, decimals < 0 {
        decimals = 0
      } else if byte &- 48 <= 9, digits < 15 {
        mantissa = mantissa * 10 + Int(byte) - 48
        digits += mantissa > 0 ? 1 : 0
        if decimals >= 0 { decimals += 1 }
      } else {
        self = Self.other(bytes, point)
        return
      }
      i += 1
    }
    // Up to 15 digits and 22 decimals the quotient of two exact doubles is the nearest double.
    guard digits > 0 || bytes.contains(48), decimals <= 22 else {
      self = Self.other(bytes, point)
      return
    }
    let value = Double(mantissa) / Self.powers[max(decimals, 0)]
    self = .number(isNegative ? -value : value, decimals: max(decimals, 0))
  }

  private static let powers = (0...22).map { power in (0..<power).reduce(1.0) { value, _ in value * 10 } }

  private static func other(_ bytes: Slice<UnsafeRawBufferPointer>, _ point: UInt8) -> CellNumber {
    guard bytes.count <= 400 else { return .malformed }
    var text = Array(bytes)
    if point != UInt8(ascii: ".") {
      if text.contains(UInt8(ascii: ".")) { return .malformed }
      text = text.map { $0 == point ? UInt8(ascii: ".") : $0 }
    }
    if ["nan", "na", "n/a", "null", "none", "-", "--", "?"].contains(
      String(decoding: text, as: UTF8.self).lowercased())
    {
      return .missing
    }
    guard text.contains(where: { $0 &- 48 <= 9 }) else { return .malformed }
    var value = 0.0
    let result = text.withUnsafeBytes {
      lf_parse_f64($0.assumingMemoryBound(to: CChar.self).baseAddress, $0.count, &value, 1)
    }
    guard result.count == 1, result.status == LF_TEXT_END, value.isFinite else { return .malformed }
    return .number(value, decimals: manyDecimals)
  }
}
