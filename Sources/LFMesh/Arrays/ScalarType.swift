/// The type of an array's values, by the names that VTK gives them in files.
public enum ScalarType: String, CaseIterable, Sendable {
  /// Signed 8-bit integer.
  case int8 = "Int8"
  /// Unsigned 8-bit integer.
  case uint8 = "UInt8"
  /// Signed 16-bit integer.
  case int16 = "Int16"
  /// Unsigned 16-bit integer.
  case uint16 = "UInt16"
  /// Signed 32-bit integer.
  case int32 = "Int32"
  /// Unsigned 32-bit integer.
  case uint32 = "UInt32"
  /// Signed 64-bit integer.
  case int64 = "Int64"
  /// Unsigned 64-bit integer.
  case uint64 = "UInt64"
  /// IEEE single precision.
  case float32 = "Float32"
  /// IEEE double precision.
  case float64 = "Float64"
  /// UTF-8 text.
  case string = "String"
  /// Single bits, packed eight to a byte in files, the first in the top bit.
  case bit = "Bit"

  /// Bytes of one value in binary files; 0 for strings and bits, whose sizes do not follow from a count alone.
  public var byteWidth: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    case .string, .bit: 0
    }
  }
}
