import LFCore
import LFMesh

extension NetCDFLayout.Variable {
  /// What stored numbers mean by CF: packed ones unpacked, missing ones NaN.
  ///
  /// - Parameter stored: The variable's values as they lie in the file.
  /// - Returns: The values themselves where nothing is packed or missing, else doubles (of floats: floats where none is
  ///   packed).
  /// - Throws: `LFError` with code `badData` for packing by something else than finite numbers.
  func meaning(of stored: ArrayValues) throws(LFError) -> ArrayValues {
    let (scale, offset) = (try packing("scale_factor", 1), try packing("add_offset", 0))
    let isPacked = scale != 1 || offset != 0
    let missing = Set(FillValues(self)?.numbers.filter { !$0.isNaN } ?? [])
    guard isPacked || !missing.isEmpty, type.numeric != nil, var values = stored.doubles() else {
      return stored
    }
    var changed = isPacked
    for i in values.indices {
      if missing.contains(values[i]) {
        values[i] = .nan
        changed = true
      } else if isPacked {
        values[i] = values[i] * scale + offset
      }
    }
    guard changed else { return stored }
    if !isPacked, case .float32 = stored { return .float32(values.map { Float($0) }) }
    return .float64(values)
  }

  private func packing(_ attribute: String, _ none: Double) throws(LFError) -> Double {
    guard let value = self[attribute] else { return none }
    guard case .numbers(let numbers) = value, let found = numbers.doubles(), found.count == 1,
      found[0].isFinite,
      attribute == "add_offset" || found[0] != 0
    else {
      throw LFError.variable(
        name, "has a \(attribute) that is no finite number", hint: "write the variable without packing")
    }
    return found[0]
  }

  /// The values in the contract's unit.
  ///
  /// - Parameters:
  ///   - values: What the stored values mean.
  ///   - unit: The unit that the contract has.
  /// - Returns: The values; floats stay floats.
  /// - Throws: `LFError` with code `badData` when the variable states a unit that is not known, or a frame that is not LPS.
  func inContract(_ values: ArrayValues, _ unit: ContractUnit) throws(LFError) -> ArrayValues {
    try refuseOtherFrames()
    guard let stated = self["units"] else { return values }
    guard let text = stated.text, let factor = unit.factor(text) else {
      throw LFError.variable(
        name, "states units = \"\((stated.text ?? "(no text)").singleLine)\", which is no unit known for it",
        hint: "write it in \(unit.rawValue) and state units = \"\(unit.rawValue)\"")
    }
    guard factor != 1, let numbers = values.doubles() else { return values }
    if case .float32 = values { return .float32(numbers.map { Float($0 * factor) }) }
    return .float64(numbers.map { $0 * factor })
  }

  /// Refuses a variable whose `frame` does not begin with LPS.
  ///
  /// - Throws: `LFError` with code `badData`.
  func refuseOtherFrames() throws(LFError) {
    guard let frame = self["frame"], frame.text?.hasPrefix("LPS") != true else { return }
    throw LFError.variable(
      name, "states frame = \"\((frame.text ?? "(no text)").singleLine)\", where LPS is needed",
      hint: "write nodes, electrodes and gradients in LPS and state frame = \"LPS\"")
  }
}
