import LFMesh

/// Lagrange hexahedra of files before version 2.1, whose last two vertical edges stood in the other order.
enum HighOrderHexahedra {
  static func renumber(_ grid: inout UnstructuredGrid) {
    guard grid.types.contains(where: { $0 == 72 }) else { return }
    for cell in 0..<grid.cells.count where grid.types[cell] == 72 {
      let start = Int(grid.cells.offsets[cell])
      let size = Int(grid.cells.offsets[cell + 1]) - start
      var side = 2
      while side * side * side < size { side += 1 }
      guard side * side * side == size, side > 2 else { continue }
      // 8 corners, then edges of `side − 2` inner points: 4 below, 4 above, 4 upright.
      let inner = side - 2
      let tenth = start + 8 + 10 * inner
      for i in 0..<inner { grid.cells.connectivity.swapAt(tenth + i, tenth + inner + i) }
    }
  }
}
