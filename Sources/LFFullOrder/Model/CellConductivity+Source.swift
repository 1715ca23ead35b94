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
    if let across = table.myocardiumAcross {
      return try withFibres(mesh, cells, tissues, table, byTissue, across: across)
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

/// Muscle that conducts along its fibres as the table's myocardium, and across them otherwise.
private func withFibres(
  _ mesh: Mesh, _ cells: TetrahedralCells, _ tissues: CellTissues, _ table: ConductivityModel,
  _ byTissue: [Double], across: Double
) throws(LFError) -> CellConductivity {
  guard across > 0, across.isFinite else {
    throw LFError(.badData, "the conductivity across fibres is \(across) S/m; it must be positive")
  }
  let name = "fiber"
  let array = mesh.cellData.arrays.first {
    ["fiber", "fibre", "fibers", "fibres"].contains($0.name.lowercased())
  }
  guard let array, array.components == 3, array.tuples >= mesh.cellCount, let values = array.values.doubles()
  else {
    throw LFError(
      .badData, "carries no fibres, but the conductivity model \(table.name) has myocardium_across",
      hint: "give it a cell array \"\(name)\" of three components, or leave myocardium_across out")
  }
  var tensors: [Double] = []
  tensors.reserveCapacity(6 * tissues.tissue.count)
  for (number, tissue) in tissues.tissue.enumerated() {
    let along = byTissue[Int(tissue)]
    guard tissues.names[Int(tissue)] == "myocardium" else {
      tensors += [along, along, along, 0, 0, 0]
      continue
    }
    let at = 3 * Int(cells.sourceCell[number])
    var f = SIMD3(values[at], values[at + 1], values[at + 2])
    let length = (f * f).sum().squareRoot()
    guard length > 1e-12, length.isFinite else {
      throw LFError(
        .badData, "has no direction in cell \(cells.sourceCell[number])",
        at: .init(element: "cell array \"\(array.name)\""), hint: "give every cell of the muscle a fibre")
    }
    f /= length
    let more = along - across
    tensors += [
      across + more * f.x * f.x, across + more * f.y * f.y, across + more * f.z * f.z, more * f.x * f.y,
      more * f.y * f.z, more * f.x * f.z,
    ]
  }
  return .tensor(tensors)
}
