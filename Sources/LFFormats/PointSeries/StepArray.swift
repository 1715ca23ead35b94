import LFCore
import LFMesh

/// The array of a series in one VTK XML file, found by its name and read alone.
struct StepArray {
  /// Names of transmembrane voltages, in lower case.
  private static let usual = [
    "vm", "v_m", "v", "transmembrane_voltage", "transmembrane voltage", "membrane_potential",
  ]

  /// The name of the array in a mesh: the one given, else a usual one, else the only one of one component.
  static func name(_ given: String?, in mesh: Mesh) throws(LFError) -> String {
    let candidates = mesh.pointData.arrays.filter { $0.components == 1 && $0.values.type != .string }
    let names = candidates.map(\.name)
    if let given {
      guard names.contains(given) else {
        throw LFError(
          .badData, "has no point array \"\(given.shown)\" of one component",
          hint: names.isEmpty ? "it has none" : "it has \(names.map(\.shown).joined(separator: ", "))")
      }
      return given
    }
    for known in usual { if let name = names.first(where: { $0.lowercased() == known }) { return name } }
    guard names.count == 1 else {
      throw LFError(
        .badData, "names no transmembrane voltage among its point arrays",
        hint: names.isEmpty
          ? "it has none" : "say --voltage with one of \(names.map(\.shown).joined(separator: ", "))")
    }
    return names[0]
  }

  /// The elements of the array, one a piece.
  static func elements(_ name: String, _ step: TimeStepChoice, in file: VTKXMLFile) throws(LFError)
    -> [XMLElement]
  {
    var found: [XMLElement] = []
    for piece in file.content.children("Piece") {
      let arrays = piece.children("PointData").flatMap(step.arrays)
      guard let element = arrays.first(where: { $0["Name"] == name }) else {
        // Pieces without points need no arrays.
        if try ArrayReader.count(piece, "NumberOfPoints") == 0 { continue }
        throw LFError(
          .badData, "lacks the point array \"\(name.shown)\"", at: piece.place,
          hint: "every step must have it")
      }
      found.append(element)
    }
    return found
  }

  /// The values of all pieces in order.
  static func values(_ elements: [XMLElement], of file: VTKXMLFile, count: Int) throws(LFError) -> ArrayValues
  {
    // A reader of its own: what it keeps goes with it.
    var reader = ArrayReader(file)
    var whole: ArrayValues?
    for element in elements {
      let array = try reader.read(element, tuples: elements.count == 1 ? count : nil)
      EncodedExtent.release(element, of: file)
      guard array.components == 1 else {
        throw LFError(.badData, "has \(array.components) components, not one", at: element.place)
      }
      if whole == nil {
        whole = array.values
      } else if whole?.append(array.values) != true {
        throw LFError(.badData, "is of another type than in the piece before", at: element.place)
      }
    }
    guard let whole, whole.count == count else {
      throw LFError(
        .badData, "has \(whole?.count ?? 0) values where the first step has \(count)",
        hint: "all steps must be on one mesh")
    }
    return whole
  }
}
