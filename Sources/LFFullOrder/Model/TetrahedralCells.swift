import LFCore
import LFMesh

/// The tetrahedra of a mesh and the points they use, renumbered without gaps, in m.
struct TetrahedralCells {
  var points: [SIMD3<Double>] = []
  var tetrahedra: [Int32] = []
  var sourcePoint: [Int32] = []
  var sourceCell: [Int32] = []

  init(_ mesh: Mesh, diagnostics: inout Diagnostics) throws(LFError) {
    guard case .unstructured(let grid) = mesh.geometry else {
      throw LFError(
        .badData, "the torso must be an unstructured grid of tetrahedra",
        hint: "mesh the inside of the surface first")
    }
    guard let x = grid.points.values.doubles(), grid.points.components == 3 else {
      throw LFError(.badData, "the points have no three coordinates")
    }
    let count = x.count / 3
    guard count < Int(Int32.max), grid.cells.count < Int(Int32.max) / 4 else {
      throw LFError(.badData, "a mesh of \(grid.cells.count) cells is too large")
    }
    var left = 0
    for cell in 0..<grid.cells.count {
      let type = CellType(rawValue: grid.types[cell])
      if type.rawValue == 10 {
        let nodes = grid.cells[cell]
        guard nodes.count == 4 else {
          throw LFError(.badData, "tetrahedron \(cell) has \(nodes.count) points")
        }
        for node in nodes {
          guard node >= 0, node < count else {
            throw LFError(.badData, "cell \(cell) uses point \(node), but there are \(count) points")
          }
          tetrahedra.append(Int32(node))
        }
        sourceCell.append(Int32(cell))
      } else if Self.flatTypes.contains(type.rawValue) {
        left += 1
      } else {
        throw LFError(
          .badData, "cell \(cell) is a \(type.name ?? "cell of type \(type.rawValue)"), not a tetrahedron",
          hint: "split the cells into linear tetrahedra first")
      }
    }
    guard !tetrahedra.isEmpty else { throw LFError(.badData, "there are no tetrahedra in the mesh") }
    if left > 0 { diagnostics.warn("\(left) cells that are no volumes were left out") }
    var number = [Int32](repeating: -1, count: count)
    for node in tetrahedra { number[Int(node)] = 0 }
    for node in 0..<count where number[node] == 0 {
      let p = SIMD3(x[3 * node], x[3 * node + 1], x[3 * node + 2]) * 1e-3
      guard p.x.isFinite, p.y.isFinite, p.z.isFinite else {
        throw LFError(.badData, "point \(node) has no finite coordinates")
      }
      number[node] = Int32(points.count)
      points.append(p)
      sourcePoint.append(Int32(node))
    }
    for k in tetrahedra.indices { tetrahedra[k] = number[Int(tetrahedra[k])] }
  }

  /// Cells of at most two dimensions, linear and quadratic.
  private static let flatTypes: Set<UInt8> = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 22, 23]
}
