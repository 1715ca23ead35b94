public import LFMesh

extension TetrahedralMesh {
  /// The mesh for a file, frame and unit stated.
  public var mesh: Mesh {
    Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray("Points", components: 3, .float64(points.flatMap { [$0.x, $0.y, $0.z] })),
          cells: CellArray(
            offsets: (0...cells.count).map { Int64(4 * $0) },
            connectivity: cells.flatMap { [Int64($0.x), Int64($0.y), Int64($0.z), Int64($0.w)] }),
          types: [UInt8](repeating: CellType.tetra.rawValue, count: cells.count))),
      fieldData: [StatedFrame.lpsMillimetres.array])
  }
}
