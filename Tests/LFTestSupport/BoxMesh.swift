public import LFMesh

/// Boxes filled with tetrahedra, for exact checks.
public enum BoxMesh {
  /// A box at the origin, each of its cubes cut into six tetrahedra of positive volume (Kuhn).
  ///
  /// - Parameters:
  ///   - cells: Cubes along x, y and z.
  ///   - side: A cube's side.
  /// - Returns: An unstructured grid.
  public static func tetrahedra(cells: [Int], side: Double) -> Mesh {
    let n = cells.map { $0 + 1 }
    var points: [Double] = []
    for k in 0..<n[2] {
      for j in 0..<n[1] {
        for i in 0..<n[0] { points += [Double(i) * side, Double(j) * side, Double(k) * side] }
      }
    }
    let strides = [1, n[0], n[0] * n[1]]
    // Each order of the axes is a path from one corner of the cube to the opposite one.
    let paths = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]]
    var connectivity: [Int64] = []
    for k in 0..<cells[2] {
      for j in 0..<cells[1] {
        for i in 0..<cells[0] {
          let start = i + strides[1] * j + strides[2] * k
          for (number, path) in paths.enumerated() {
            var corners = [start]
            for axis in path { corners.append((corners.last ?? 0) + strides[axis]) }
            if number > 2 { corners.swapAt(0, 1) }
            connectivity += corners.map(Int64.init)
          }
        }
      }
    }
    let count = connectivity.count / 4
    return Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray("Points", components: 3, .float64(points)),
          cells: CellArray(offsets: (0...count).map { Int64(4 * $0) }, connectivity: connectivity),
          types: [UInt8](repeating: CellType.tetra.rawValue, count: count))))
  }

  /// The same box in hexahedra; its lowest layers in Kuhn's tetrahedra.
  ///
  /// - Parameters:
  ///   - cells: Cubes along x, y and z.
  ///   - side: A cube's side.
  ///   - layers: How many layers of cubes are cut.
  /// - Returns: An unstructured grid with the points of `tetrahedra`.
  public static func hexahedra(cells: [Int], side: Double, tetrahedraBelow layers: Int) -> Mesh {
    var mesh = tetrahedra(cells: cells, side: side)
    guard case .unstructured(var grid) = mesh.geometry else { return mesh }
    let kept = 6 * cells[0] * cells[1] * layers
    grid.cells = CellArray(
      offsets: Array(grid.cells.offsets[0...kept]),
      connectivity: Array(grid.cells.connectivity[..<(4 * kept)]))
    grid.types = Array(grid.types[..<kept])
    let (row, plane) = (cells[0] + 1, (cells[0] + 1) * (cells[1] + 1))
    for k in layers..<cells[2] {
      for j in 0..<cells[1] {
        for i in 0..<cells[0] {
          let base = i + row * j + plane * k
          let ring = [base, base + 1, base + 1 + row, base + row]
          grid.cells.connectivity += (ring + ring.map { $0 + plane }).map(Int64.init)
          grid.cells.offsets.append(Int64(grid.cells.connectivity.count))
          grid.types.append(CellType.hexahedron.rawValue)
        }
      }
    }
    mesh.geometry = .unstructured(grid)
    return mesh
  }
}
