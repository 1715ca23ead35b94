import LFCore
import LFLeadField
import LFMesh

extension LeadFieldOutput {
  /// Writes arrays of the input, each with all that is needed to have it again.
  ///
  /// - Parameters:
  ///   - arrays: The arrays.
  ///   - owner: `point`, `cell` or `field`.
  ///   - along: The dimension of their tuples; `nil` when each has a length of its own.
  /// - Throws: `LFError` with code `cannotCreate` or `badData`.
  mutating func writeArrays(
    _ arrays: [DataArray], of owner: String, along: NetCDFOutput.DimensionID?
  ) throws(LFError) {
    for (place, array) in arrays.enumerated() {
      let length = array.components > 0 ? array.values.count / array.components : 0
      guard array.components > 0, array.values.count == length * array.components,
        along == nil || along?.length == length
      else {
        throw LFError(.badData, "array \"\(array.name.singleLine)\" does not fit the mesh")
      }
      var tuples = along
      if tuples == nil { tuples = try dimension(ofLength: length) }
      var dimensions = tuples.map { [$0] } ?? []
      if array.components > 1 { dimensions.append(try dimension(ofComponents: array.components)) }
      let variable = try put(
        variableName(for: array.name, owner), array.values, dimensions, nil,
        array.name.isEmpty ? "array without a name" : array.name)
      try out.attribute(ContractName.inputOwner, owner, of: variable)
      try out.attribute(ContractName.inputName, array.name, of: variable)
      try out.attribute(ContractName.inputPlace, .int32([Int32(clamping: place)]), of: variable)
      if array.values.type == .bit { try out.attribute(ContractName.inputType, "Bit", of: variable) }
      if !array.componentNames.isEmpty { try names(array.componentNames, of: variable) }
      if along != nil { try locate(variable, atCells: owner == "cell") }
      if owner == "point" { try out.attribute("coordinates", "node_x node_y node_z", of: variable) }
    }
  }

  /// Keeps the names of an array's components.
  mutating func names(_ names: [String?], of variable: NetCDFOutput.VariableID) throws(LFError) {
    try out.attribute(ContractName.componentNames, texts: names.map { $0 ?? "" }, of: variable)
    let unnamed = names.indices.filter { names[$0] == nil }
    if !unnamed.isEmpty {
      try out.attribute(ContractName.unnamed, .int32(unnamed.map { Int32($0) }), of: variable)
    }
  }

  /// A name that NetCDF, CF and Python take, with the array's own name in it.
  private mutating func variableName(for name: String, _ owner: String) -> String {
    let plain = name.unicodeScalars.prefix(80).map { scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        ? Character(scalar) : "_"
    }
    let base = owner + "_" + String(plain)
    var candidate = base
    var number = 2
    while taken.contains(candidate) {
      candidate = "\(base)_\(number)"
      number += 1
    }
    return candidate
  }
}
