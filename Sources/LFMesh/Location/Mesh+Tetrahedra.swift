extension Mesh {
  /// The points as vectors, in the mesh's unit; `nil` for lattices and points that are no numbers.
  public var pointVectors: [SIMD3<Double>]? {
    let values: ArrayValues
    switch geometry {
    case .unstructured(let grid): values = grid.points.values
    case .poly(let poly): values = poly.points.values
    default: return nil
    }
    guard let x = values.doubles() else { return nil }
    return stride(from: 0, to: x.count - x.count % 3, by: 3).map { SIMD3(x[$0], x[$0 + 1], x[$0 + 2]) }
  }

  /// The tetrahedra among the cells: their corners and their numbers among all cells.
  public var tetrahedra: (corners: [SIMD4<Int32>], cells: [Int]) {
    guard case .unstructured(let grid) = geometry, pointCount <= Int(Int32.max) else { return ([], []) }
    var corners: [SIMD4<Int32>] = []
    var cells: [Int] = []
    for (cell, type) in grid.types.enumerated() where type == CellType.tetra.rawValue {
      let start = Int(grid.cells.offsets[cell])
      let c = grid.cells.connectivity
      corners.append(SIMD4(Int32(c[start]), Int32(c[start + 1]), Int32(c[start + 2]), Int32(c[start + 3])))
      cells.append(cell)
    }
    return (corners, cells)
  }
}
