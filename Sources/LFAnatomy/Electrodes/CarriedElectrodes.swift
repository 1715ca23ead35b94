import LFCore
public import LFLeadField
import LFMesh

/// The electrodes that a heart's own file carries, in the field arrays `electrode_name` (text), `electrode_position`
/// (three numbers each, in the mesh's frame and unit) and, if it is there, `electrode_origin` (given or placed).
public struct CarriedElectrodes: Equatable, Sendable {
  /// The electrodes, LPS, mm.
  public var electrodes: [Electrode]

  private static let name = "electrode_name"
  private static let position = "electrode_position"
  private static let origin = "electrode_origin"

  /// Takes the electrodes out of a mesh's field data: from here on they belong to the lead field.
  static func take(from fieldData: inout [DataArray], _ change: FrameChange) throws(LFError)
    -> CarriedElectrodes?
  {
    func array(_ name: String) -> DataArray? { fieldData.first { $0.name == name } }
    guard let names = array(name), let positions = array(position) else { return nil }
    guard case .string(let texts) = names.values, let numbers = positions.values.doubles(),
      numbers.count == 3 * texts.count
    else {
      throw LFError(
        .badData, "does not have three numbers for each name in \"\(name)\"",
        at: .init(element: "field array \"\(position)\""), hint: "write the file again or give --electrodes")
    }
    var origins = [Electrode.Origin](repeating: .given, count: texts.count)
    if let array = array(origin), case .string(let words) = array.values, words.count == texts.count {
      origins = words.map { Electrode.Origin(rawValue: $0) ?? .given }
    }
    let electrodes = texts.indices.map { i in
      let p = SIMD3(numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2])
      return Electrode(texts[i], at: change.moved(p), origin: origins[i])
    }
    fieldData.removeAll { [name, position, origin].contains($0.name) }
    return electrodes.isEmpty ? nil : CarriedElectrodes(electrodes: electrodes)
  }
}
