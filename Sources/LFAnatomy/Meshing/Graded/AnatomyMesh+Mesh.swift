public import LFMesh

extension AnatomyMesh {
  /// The mesh for a file: cell arrays `tissue` (numbers) and `fraction_…`, field data name tissues, frame and unit.
  public var mesh: Mesh {
    let cells = tetrahedra.cells
    var connectivity: [Int64] = []
    connectivity.reserveCapacity(4 * cells.count)
    for cell in cells { for m in 0..<4 { connectivity.append(Int64(cell[m])) } }
    let coordinates = tetrahedra.points.flatMap { [$0.x, $0.y, $0.z] }
    let grid = UnstructuredGrid(
      points: DataArray("Points", components: 3, .float64(coordinates)),
      cells: CellArray(offsets: (0...cells.count).map { Int64(4 * $0) }, connectivity: connectivity),
      types: [UInt8](repeating: CellType.tetra.rawValue, count: cells.count))
    var arrays = [DataArray("tissue", .uint8(fractions.map { $0.largest.rawValue }))]
    for tissue in Tissue.allCases {
      let name = "fraction_" + tissue.name.split(separator: " ").joined(separator: "_")
      arrays.append(DataArray(name, .float32(fractions.map { Float($0[tissue]) })))
    }
    return Mesh(
      .unstructured(grid), cellData: AttributeData(arrays, active: [.scalars: "tissue"]),
      fieldData: [
        DataArray("tissue_name", .string(Tissue.allCases.map { "\($0.rawValue) \($0.name)" })),
        StatedFrame.lpsMillimetres.array,
      ])
  }
}
