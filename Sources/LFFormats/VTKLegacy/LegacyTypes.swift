import LFMesh

/// The names that legacy files give to types of values.
enum LegacyTypes {
  /// The type of a name in lower case, and the type in the file where it is another.
  static func type(named name: String) -> (memory: ScalarType, file: ScalarType)? {
    switch name {
    case "bit": (.bit, .bit)
    case "char", "signed_char", "vtktypeint8": (.int8, .int8)
    case "unsigned_char", "vtktypeuint8": (.uint8, .uint8)
    case "short", "vtktypeint16": (.int16, .int16)
    case "unsigned_short", "vtktypeuint16": (.uint16, .uint16)
    case "int", "vtktypeint32": (.int32, .int32)
    case "unsigned_int", "vtktypeuint32": (.uint32, .uint32)
    case "long", "long_long", "vtktypeint64": (.int64, .int64)
    case "unsigned_long", "unsigned_long_long", "vtktypeuint64": (.uint64, .uint64)
    // VTK holds them in 64 bits and writes 32.
    case "vtkidtype": (.int64, .int32)
    case "float", "vtktypefloat32": (.float32, .float32)
    case "double", "vtktypefloat64": (.float64, .float64)
    case "string", "utf8_string": (.string, .string)
    default: nil
    }
  }

  /// The name to write, one that VTK 6 and later read.
  static func name(of type: ScalarType) -> String {
    switch type {
    case .bit: "bit"
    case .int8: "char"
    case .uint8: "unsigned_char"
    case .int16: "short"
    case .uint16: "unsigned_short"
    case .int32: "int"
    case .uint32: "unsigned_int"
    case .int64: "vtktypeint64"
    case .uint64: "vtktypeuint64"
    case .float32: "float"
    case .float64: "double"
    case .string: "string"
    }
  }
}
