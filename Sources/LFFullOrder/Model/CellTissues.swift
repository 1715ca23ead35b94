import LFCore
import LFMesh

/// The tissue of each tetrahedron.
struct CellTissues {
  var tissue: [Int32] = []
  var names: [String] = []

  init(_ mesh: Mesh, _ cells: [Int32], _ labels: TissueLabels) throws(LFError) {
    let array = try Self.labelArray(mesh, labels)
    let place = LFError.Place(element: "cell array \"\(array.name)\"")
    guard array.components == 1, array.values.count >= mesh.cellCount else {
      throw LFError(.badData, "labels must be one value a cell", at: place)
    }
    var index: [String: Int32] = [:]
    func number(_ name: String) -> Int32 {
      if let known = index[name] { return known }
      let new = Int32(names.count)
      index[name] = new
      names.append(name)
      return new
    }
    if case .string(let texts) = array.values {
      for cell in cells { tissue.append(number(texts[Int(cell)])) }
      if let empty = cells.first(where: { texts[Int($0)].isEmpty }) {
        throw LFError(.badData, "cell \(empty) has no label", at: place)
      }
      return
    }
    guard let values = array.values.doubles() else {
      throw LFError(.badData, "labels must be numbers or texts", at: place)
    }
    let tissues = try labels.names(for: mesh)
    var byValue: [Double: Int32] = [:]
    for cell in cells {
      let value = values[Int(cell)]
      if let known = byValue[value] {
        tissue.append(known)
        continue
      }
      guard let label = Int64(exactly: value) else {
        throw LFError(.badData, "cell \(cell) has the label \(value), which is no whole number", at: place)
      }
      guard let name = tissues[label] else {
        let known = tissues.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        throw LFError(
          .badData, "cell \(cell) has the label \(label), which stands for no tissue", at: place,
          hint: "say what it is; known are \(known.joined(separator: ", "))")
      }
      byValue[value] = number(name)
      tissue.append(number(name))
    }
  }

  private static func labelArray(_ mesh: Mesh, _ labels: TissueLabels) throws(LFError) -> DataArray {
    let have = mesh.cellData.arrays.map(\.name)
    let list = have.isEmpty ? "there is none" : "there are \(have.joined(separator: ", "))"
    if let name = labels.array {
      guard let array = mesh.cellData[name] else {
        throw LFError(.badData, "there is no cell array \"\(name)\" of tissue labels", hint: list)
      }
      return array
    }
    for usual in TissueLabels.usualArrays {
      if let array = mesh.cellData.arrays.first(where: { $0.name.lowercased() == usual }) { return array }
    }
    throw LFError(
      .badData, "the cells are not labelled by tissue", hint: "name the cell array of labels (\(list))")
  }
}
