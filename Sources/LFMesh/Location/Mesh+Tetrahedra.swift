public import LFCore

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

  /// The cells with a volume as tetrahedra: their corners and the numbers of their cells among all cells.
  ///
  /// Tetrahedra come as they are; a cell of another kind is taken apart (`SolidCell`) and its number comes once a part.
  public var tetrahedra: (corners: [SIMD4<Int32>], cells: [Int]) {
    guard case .unstructured(let grid) = geometry, pointCount <= Int(Int32.max) else { return ([], []) }
    var corners: [SIMD4<Int32>] = []
    var cells: [Int] = []
    var points: [SIMD3<Double>]?
    for (cell, type) in grid.types.enumerated() {
      if type == CellType.tetra.rawValue {
        let start = Int(grid.cells.offsets[cell])
        let c = grid.cells.connectivity
        corners.append(SIMD4(Int32(c[start]), Int32(c[start + 1]), Int32(c[start + 2]), Int32(c[start + 3])))
        cells.append(cell)
      } else if SolidCell.isSolid(type) {
        // Made when the first cell asks for them: most meshes have tetrahedra alone.
        let places = points ?? pointVectors ?? []
        points = places
        guard !places.isEmpty else { return ([], []) }
        for part in SolidCell.tetrahedra(type, grid.cells[cell], places) ?? [] {
          corners.append(part)
          cells.append(cell)
        }
      }
    }
    return (corners, cells)
  }

  /// Refuses a mesh with cells that have a volume but cannot be taken apart: `tetrahedra` would leave them out.
  ///
  /// - Throws: `LFError` with code `badData`, which names the first such cell.
  public func refuseUnknownSolids() throws(LFError) {
    guard case .unstructured(let grid) = geometry else { return }
    for (cell, type) in grid.types.enumerated()
    where type != CellType.tetra.rawValue && !SolidCell.canBeCut(type, points: grid.cells[cell].count) {
      throw SolidCell.refusal(cell, type)
    }
  }
}
