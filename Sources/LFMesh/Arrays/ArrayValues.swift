/// The values of an array in their own type: nothing is widened on the way from file to file.
public enum ArrayValues: Equatable, Sendable {
  /// Signed 8-bit integers.
  case int8([Int8])
  /// Unsigned 8-bit integers.
  case uint8([UInt8])
  /// Signed 16-bit integers.
  case int16([Int16])
  /// Unsigned 16-bit integers.
  case uint16([UInt16])
  /// Signed 32-bit integers.
  case int32([Int32])
  /// Unsigned 32-bit integers.
  case uint32([UInt32])
  /// Signed 64-bit integers.
  case int64([Int64])
  /// Unsigned 64-bit integers.
  case uint64([UInt64])
  /// Single precision.
  case float32([Float])
  /// Double precision.
  case float64([Double])
  /// Text.
  case string([String])
  /// Bits, one a `UInt8` (0 or 1) in memory.
  case bit([UInt8])

  /// The values' type.
  public var type: ScalarType {
    switch self {
    case .int8: .int8
    case .uint8: .uint8
    case .int16: .int16
    case .uint16: .uint16
    case .int32: .int32
    case .uint32: .uint32
    case .int64: .int64
    case .uint64: .uint64
    case .float32: .float32
    case .float64: .float64
    case .string: .string
    case .bit: .bit
    }
  }

  /// How many values there are, all components counted.
  public var count: Int {
    switch self {
    case .int8(let v): v.count
    case .uint8(let v): v.count
    case .int16(let v): v.count
    case .uint16(let v): v.count
    case .int32(let v): v.count
    case .uint32(let v): v.count
    case .int64(let v): v.count
    case .uint64(let v): v.count
    case .float32(let v): v.count
    case .float64(let v): v.count
    case .string(let v): v.count
    case .bit(let v): v.count
    }
  }

  /// No values, of a given type.
  ///
  /// - Parameter type: The type.
  /// - Returns: An empty array of that type.
  public static func empty(_ type: ScalarType) -> ArrayValues {
    switch type {
    case .int8: .int8([])
    case .uint8: .uint8([])
    case .int16: .int16([])
    case .uint16: .uint16([])
    case .int32: .int32([])
    case .uint32: .uint32([])
    case .int64: .int64([])
    case .uint64: .uint64([])
    case .float32: .float32([])
    case .float64: .float64([])
    case .string: .string([])
    case .bit: .bit([])
    }
  }

  /// The values as doubles; `nil` for text.
  ///
  /// - Returns: One double a value.
  public func doubles() -> [Double]? {
    switch self {
    case .int8(let v): v.map(Double.init)
    case .uint8(let v), .bit(let v): v.map(Double.init)
    case .int16(let v): v.map(Double.init)
    case .uint16(let v): v.map(Double.init)
    case .int32(let v): v.map(Double.init)
    case .uint32(let v): v.map(Double.init)
    case .int64(let v): v.map(Double.init)
    case .uint64(let v): v.map(Double.init)
    case .float32(let v): v.map(Double.init)
    case .float64(let v): v
    case .string: nil
    }
  }

  /// The values as 64-bit integers; `nil` for text, for floating point and where a value does not fit.
  ///
  /// - Returns: One integer a value.
  public func integers() -> [Int64]? {
    switch self {
    case .int8(let v): return v.map(Int64.init)
    case .uint8(let v), .bit(let v): return v.map(Int64.init)
    case .int16(let v): return v.map(Int64.init)
    case .uint16(let v): return v.map(Int64.init)
    case .int32(let v): return v.map(Int64.init)
    case .uint32(let v): return v.map(Int64.init)
    case .int64(let v): return v
    case .uint64(let v):
      guard v.allSatisfy({ $0 <= UInt64(Int64.max) }) else { return nil }
      return v.map { Int64(bitPattern: $0) }
    case .float32, .float64, .string: return nil
    }
  }
}
