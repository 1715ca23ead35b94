import LFCore
import LFLeadField
import LFMesh
import LFSolve

/// The conductivity of each tetrahedron, from a table or a cell array.
func cellConductivity(
  _ mesh: Mesh, _ cells: TetrahedralCells, _ tissues: CellTissues, _ source: ConductivitySource
) throws(LFError) -> CellConductivity {
  switch source {
  case .table(let table):
    var byTissue: [Double] = []
    for name in tissues.names {
      guard let value = table.tissues[name] else {
        throw LFError(
          .badData, "the conductivity model \(table.name) has no tissue \(name)",
          hint: "it has \(table.tissues.keys.sorted().joined(separator: ", "))")
      }
      guard value > 0, value.isFinite else {
        throw LFError(.badData, "the conductivity of \(name) is \(value) S/m; it must be positive")
      }
      byTissue.append(value)
    }
    return .isotropic(tissues.tissue.map { byTissue[Int($0)] })
  case .cellArray(let name):
    let place = LFError.Place(element: "cell array \"\(name)\"")
    guard let array = mesh.cellData[name] else {
      throw LFError(.badData, "there is no such array of conductivities", at: place)
    }
    guard let values = array.values.doubles(), array.tuples >= mesh.cellCount else {
      throw LFError(.badData, "conductivities must be numbers, one tuple a cell", at: place)
    }
    switch array.components {
    case 1: return .isotropic(cells.sourceCell.map { values[Int($0)] })
    case 6:
      return .tensor(cells.sourceCell.flatMap { values[(6 * Int($0))..<(6 * Int($0) + 6)] })
    case 9:
      var six: [Double] = []
      six.reserveCapacity(6 * cells.sourceCell.count)
      for cell in cells.sourceCell {
        let t = values[(9 * Int(cell))..<(9 * Int(cell) + 9)]
        let m = Array(t)
        let size = max(abs(m[0]), abs(m[4]), abs(m[8]))
        guard abs(m[1] - m[3]) + abs(m[2] - m[6]) + abs(m[5] - m[7]) <= 1e-5 * size else {
          throw LFError(.badData, "the conductivity tensor of cell \(cell) is not symmetric", at: place)
        }
        six += [m[0], m[4], m[8], m[1], m[5], m[2]]
      }
      return .tensor(six)
    default:
      throw LFError(
        .badData, "conductivities have 1, 6 or 9 components, not \(array.components)", at: place)
    }
  }
}
