import CKernels

/// Smallest and largest finite value and the sum of all finite values, over all components of an array.
public struct ArrayStatistics: Equatable, Sendable {
  /// The smallest finite value; `nil` when there is none.
  public var min: Extreme?
  /// The largest finite value; `nil` when there is none.
  public var max: Extreme?
  /// The sum of the finite values; 0 when there is none.
  public var sum: Double

  /// A value exactly as stored: 64-bit integers do not fit a double.
  public enum Extreme: Equatable, Sendable {
    /// From a signed integer array.
    case signed(Int64)
    /// From an unsigned integer array.
    case unsigned(UInt64)
    /// From a floating-point array.
    case real(Double)
  }
}

extension ArrayValues {
  /// The statistics of the values; `nil` for text.
  public var statistics: ArrayStatistics? {
    switch self {
    case .int8(let v): signed(v)
    case .uint8(let v), .bit(let v): unsigned(v)
    case .int16(let v): signed(v)
    case .uint16(let v): unsigned(v)
    case .int32(let v): signed(v)
    case .uint32(let v): unsigned(v)
    case .int64(let v): signed(v)
    case .uint64(let v): unsigned(v)
    case .float32(let v): real(lf_statistics_f32(v, v.count))
    case .float64(let v): real(lf_statistics_f64(v, v.count))
    case .string: nil
    }
  }
}

private func integers<T: FixedWidthInteger & BitwiseCopyable>(
  _ values: [T], _ extreme: (T) -> ArrayStatistics.Extreme
) -> ArrayStatistics {
  guard var low = values.first else { return ArrayStatistics(min: nil, max: nil, sum: 0) }
  var high = low
  var sum: Int128 = 0
  for start in stride(from: 0, to: values.count, by: 1 << 12) {
    // A block of 4096 values cannot overflow 64 bits unless the values themselves are 64 bits wide.
    var wide: Int128 = 0
    var block = 0
    for i in start..<Swift.min(start + 1 << 12, values.count) {
      let value = values[i]
      low = Swift.min(low, value)
      high = Swift.max(high, value)
      if T.bitWidth < 64 { block &+= Int(truncatingIfNeeded: value) } else { wide &+= Int128(value) }
    }
    sum += wide + Int128(block)
  }
  return ArrayStatistics(min: extreme(low), max: extreme(high), sum: Double(sum))
}

private func signed<T: FixedWidthInteger & SignedInteger & BitwiseCopyable>(_ values: [T]) -> ArrayStatistics
{
  integers(values) { .signed(Int64($0)) }
}

private func unsigned<T: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_ values: [T])
  -> ArrayStatistics
{
  integers(values) { .unsigned(UInt64($0)) }
}

private func real(_ found: lf_statistics) -> ArrayStatistics {
  guard found.min <= found.max else { return ArrayStatistics(min: nil, max: nil, sum: 0) }
  return ArrayStatistics(min: .real(found.min), max: .real(found.max), sum: found.sum)
}

extension ArrayStatistics {
  /// The statistics of two parts of one array.
  ///
  /// - Parameter other: Those of the other part, of the same type.
  /// - Returns: Those of both together.
  public func adding(_ other: ArrayStatistics?) -> ArrayStatistics {
    guard let other else { return self }
    func choose(_ a: Extreme?, _ b: Extreme?, _ first: (Extreme, Extreme) -> Bool) -> Extreme? {
      guard let a, let b else { return a ?? b }
      return first(a, b) ? a : b
    }
    return ArrayStatistics(
      min: choose(min, other.min) { $0.isLess(than: $1) },
      max: choose(max, other.max) { $1.isLess(than: $0) },
      sum: sum + other.sum)
  }
}

extension ArrayStatistics.Extreme {
  fileprivate func isLess(than other: Self) -> Bool {
    switch (self, other) {
    case (.signed(let a), .signed(let b)): a < b
    case (.unsigned(let a), .unsigned(let b)): a < b
    case (.real(let a), .real(let b)): a < b
    default: false
    }
  }
}
