import LFMesh

/// Lagrange and Bézier hexahedra of files before version 2.1, whose last two upright edges stood in the other order.
enum HighOrderHexahedra {
  /// Whether a cell type is one of them. A comparison, no set: it is asked for every cell.
  static func contains(_ type: UInt8) -> Bool { type == 72 || type == 79 }

  static func renumber(_ grid: inout UnstructuredGrid) {
    guard grid.types.contains(where: contains) else { return }
    for cell in 0..<grid.cells.count where contains(grid.types[cell]) {
      let start = Int(grid.cells.offsets[cell])
      let size = Int(grid.cells.offsets[cell + 1]) - start
      // The degree is taken from the count of points, also where it is not the same along all axes: as VTK does.
      var side = 2
      while (side + 1) * (side + 1) * (side + 1) <= size { side += 1 }
      // 8 corners, then edges of `side − 2` inner points: 4 below, 4 above, 4 upright.
      let inner = side - 2
      let tenth = start + 8 + 10 * inner
      for i in 0..<inner { grid.cells.connectivity.swapAt(tenth + i, tenth + inner + i) }
    }
  }
}
