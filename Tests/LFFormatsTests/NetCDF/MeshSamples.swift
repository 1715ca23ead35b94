import LFMesh

/// Small meshes of every kind.
enum MeshSamples {
  private static let points = DataArray(
    "Points", components: 3,
    .float64([
      0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0.1, -0.2, 1e-300,
    ]))

  static let all: [Geometry] = [
    // Cells of straight kinds, mixed: UGRID's table with empty places.
    .unstructured(
      UnstructuredGrid(
        points: points,
        cells: CellArray(
          offsets: [0, 8, 12, 15, 16], connectivity: [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 8, 0, 1, 2, 5]),
        types: [12, 10, 5, 1])),
    // A quadratic cell and an empty one: the flat lists.
    .unstructured(
      UnstructuredGrid(
        points: points, cells: CellArray(offsets: [0, 6, 6], connectivity: [0, 1, 2, 3, 4, 5]),
        types: [22, 0])),
    // A polyhedron among others.
    .unstructured(
      UnstructuredGrid(
        points: points, cells: CellArray(offsets: [0, 4, 8], connectivity: [0, 1, 2, 4, 0, 1, 2, 4]),
        types: [42, 10],
        polyhedra: PolyhedronFaces(
          faces: CellArray(offsets: [0, 3, 6, 9, 12], connectivity: [0, 1, 2, 0, 1, 4, 1, 2, 4, 0, 2, 4]),
          facesOfCell: CellArray(offsets: [0, 4, 4], connectivity: [0, 1, 2, 3])))),
    // No cells; no points.
    .unstructured(UnstructuredGrid(points: points, cells: CellArray(), types: [])),
    .unstructured(
      UnstructuredGrid(
        points: DataArray("", components: 3, .int16([])), cells: CellArray(), types: [])),
    // Surfaces.
    .poly(
      PolyData(points: points, polygons: CellArray(offsets: [0, 3, 6], connectivity: [0, 1, 2, 2, 3, 0]))),
    .poly(
      PolyData(
        points: points, vertices: CellArray(offsets: [0, 1, 3], connectivity: [8, 0, 1]),
        lines: CellArray(offsets: [0, 2, 5], connectivity: [0, 1, 1, 2, 3]),
        polygons: CellArray(offsets: [0, 4, 9], connectivity: [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        strips: CellArray(offsets: [0, 4], connectivity: [4, 5, 6, 7]))),
    // Lattices.
    .image(
      ImageGrid(
        extent: GridExtent([-1, 1, 2, 3, 0, 0]), origin: [0.1, 0.2, 0.3], spacing: [1, 2, 0.5],
        direction: [0, 1, 0, -1, 0, 0, 0, 0, 1])),
    .rectilinear(
      RectilinearGrid(
        extent: GridExtent([0, 2, 0, 1, 5, 5]),
        coordinates: [
          DataArray("x", .float32([0, 1, 3])), DataArray("", .float64([0, 0.1])), DataArray("z", .int32([7])),
        ])),
    .structured(
      StructuredGrid(
        extent: GridExtent([0, 2, 0, 2, 0, 0]), points: points)),
  ]
}
