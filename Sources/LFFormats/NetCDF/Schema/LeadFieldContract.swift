import CSchemas
import LFCore
import LFMesh

/// Holds the layout of a NetCDF file against `Formats/lead-field.cdl`, or another contract in CDL.
enum LeadFieldContract {
  /// The contract, parsed from the text that is part of the binary.
  ///
  /// - Parameter name: The path below `Formats/`.
  /// - Returns: The contract.
  /// - Throws: `LFError` (internal fault) when it cannot be parsed.
  static func schema(_ name: String = "lead-field.cdl") throws(LFError) -> CDLSchema {
    var size = 0
    guard let bytes = lf_schema(name, &size) else {
      throw LFError(.internalFault, "\(name) is not part of this binary")
    }
    return try CDLSchema(String(decoding: UnsafeBufferPointer(start: bytes, count: size), as: UTF8.self))
  }

  /// What breaks the contract, one line each.
  ///
  /// - Parameters:
  ///   - layout: The layout of a file.
  ///   - name: The path of the contract below `Formats/`.
  /// - Returns: The breaches; none for a file that keeps the contract.
  /// - Throws: `LFError` (internal fault) when the contract cannot be parsed.
  static func breaches(of layout: NetCDFLayout, schema name: String = "lead-field.cdl") throws(LFError)
    -> [String]
  {
    let schema = try schema(name)
    var breaches = wrong(layout.attributes, schema.attributes, of: "the file")
    if let space = layout.dimensions.first(where: { $0.name == ContractName.space }), space.length != 3 {
      breaches.append("dimension \"space\" has length \(space.length), not 3")
    }
    for wanted in schema.variables {
      let title = "variable \"\(wanted.name)\""
      guard let found = layout.variables.first(where: { $0.name == wanted.name }) else {
        if !wanted.isOptional { breaches.append("\(title) is missing") }
        continue
      }
      if !wanted.types.contains(found.type.cdl) {
        breaches.append(
          "\(title) is of type \(found.type.cdl.singleLine), not \(wanted.types.joined(separator: " or "))")
      }
      let dimensions = found.dimensions.map { layout.dimensions[$0].name }
      if !wanted.dimensions.contains(dimensions) {
        let allowed = wanted.dimensions.map { "(\($0.joined(separator: ", ")))" }.joined(separator: " or ")
        breaches.append(
          "\(title) has dimensions (\(dimensions.joined(separator: ", ").singleLine)), not \(allowed)")
      }
      breaches += wrong(found.attributes, wanted.attributes, of: title)
    }
    return breaches
  }

  private static func wrong(
    _ found: [NetCDFLayout.Attribute], _ wanted: [CDLSchema.Attribute], of owner: String
  ) -> [String] {
    wanted.compactMap { attribute in
      guard let value = found.first(where: { $0.name == attribute.name })?.value else {
        return attribute.isOptional ? nil : "\(owner) has no attribute \"\(attribute.name)\""
      }
      if attribute.isFixed, value.cdl != attribute.value {
        return "\(owner) has \(attribute.name) = \(value.cdl.singleLine), not \(attribute.value)"
      }
      return nil
    }
  }
}

extension NetCDFLayout.ValueType {
  /// The name of the type in CDL.
  fileprivate var cdl: String {
    switch self {
    case .number(.int8): "byte"
    case .number(.uint8): "ubyte"
    case .number(.int16): "short"
    case .number(.uint16): "ushort"
    case .number(.int32): "int"
    case .number(.uint32): "uint"
    case .number(.int64): "int64"
    case .number(.uint64): "uint64"
    case .number(.float32): "float"
    case .number(.float64): "double"
    case .character: "char"
    case .text: "string"
    default: name
    }
  }
}

extension NetCDFLayout.Attribute.Value {
  /// The value as CDL writes it.
  fileprivate var cdl: String {
    switch self {
    case .characters(let text): "\"\(text)\""
    case .texts(let texts): texts.map { "\"\($0)\"" }.joined(separator: ", ")
    case .numbers(.int8(let values)): values.map { "\($0)b" }.joined(separator: ", ")
    case .numbers(let values):
      values.integers().map { $0.map(\.description).joined(separator: ", ") }
        ?? (values.doubles() ?? []).map(\.description).joined(separator: ", ")
    case .other(let type): "(a value of type \(type))"
    }
  }
}
