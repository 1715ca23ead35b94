import LFCore
import LFMesh

/// The array of a series in one VTK XML file at one step, found by its name and read alone.
struct StepArray {
  private let extent: EncodedExtent
  /// The elements of the array, one a piece, with the piece's points.
  private let pieces: [(element: XMLElement, points: Int?)]

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

  init(_ name: String, _ step: TimeStepChoice, in extent: EncodedExtent) throws(LFError) {
    var found: [(element: XMLElement, points: Int?)] = []
    for piece in extent.file.content.children("Piece") {
      let points = try ArrayReader.count(piece, "NumberOfPoints")
      let arrays = piece.children("PointData").flatMap(step.arrays)
      guard let element = arrays.first(where: { $0["Name"] == name }) else {
        // Pieces without points need no arrays.
        if points == 0 { continue }
        throw LFError(
          .badData, "lacks the point array \"\(name.shown)\"", at: piece.place,
          hint: "every step must have it")
      }
      found.append((element, points))
    }
    self.extent = extent
    pieces = found
  }

  /// Whether two steps of one file share the array.
  func isSame(as other: StepArray) -> Bool {
    pieces.elementsEqual(other.pieces) { $0.element === $1.element }
  }

  /// The values of all parts of a step in order.
  static func values(_ parts: [StepArray], count: Int) throws(LFError) -> ArrayValues {
    var whole: ArrayValues?
    for part in parts { try part.append(to: &whole) }
    guard let whole, whole.count == count else {
      throw LFError(
        .badData, "has \(whole?.count ?? 0) values where the first step has \(count)",
        hint: "all steps must be on one mesh")
    }
    return whole
  }

  private func append(to whole: inout ArrayValues?) throws(LFError) {
    // A reader of its own: what it keeps goes with it.
    var reader = ArrayReader(extent.file)
    for (element, points) in pieces {
      let array = try reader.read(element, tuples: points)
      extent.release(element)
      guard array.components == 1 else {
        throw LFError(.badData, "has \(array.components) components, not one", at: element.place)
      }
      if whole == nil {
        whole = array.values
      } else if whole?.append(array.values) != true {
        throw LFError(.badData, "is of another type than in the piece before", at: element.place)
      }
    }
  }
}
