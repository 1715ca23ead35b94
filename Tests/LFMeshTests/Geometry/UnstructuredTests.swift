import LFCore
import LFMesh
import LFTestSupport
import Testing

@Suite("Meshes made explicit")
struct UnstructuredTests {
  @Test("nothing but the geometry changes; counts, bounds and kinds of cells stay")
  func sameContent() throws {
    for (name, mesh) in SampleMeshes.all {
      let explicit = try mesh.unstructured()
      #expect(explicit.pointData == mesh.pointData, "\(name)")
      #expect(explicit.cellData == mesh.cellData, "\(name)")
      #expect(explicit.fieldData == mesh.fieldData, "\(name)")
      #expect(explicit.pointCount == mesh.pointCount, "\(name)")
      #expect(explicit.cellCount == mesh.cellCount, "\(name)")
      #expect(explicit.cellTypeCounts == mesh.cellTypeCounts, "\(name)")
      // An image's bounds come from its corners, in another order of additions.
      for (a, b) in zip(explicit.bounds ?? [], mesh.bounds ?? []) {
        #expect(abs(a - b) <= 1e-9 * abs(b), "\(name)")
      }
    }
  }

  private func grid(_ geometry: Geometry) throws -> UnstructuredGrid {
    guard case .unstructured(let grid) = try Mesh(geometry).unstructured().geometry else { throw NoGrid() }
    return grid
  }

  private static let boxes: [(extent: [Int], type: UInt8, cell: [Int64])] = [
    ([0, 1, 0, 1, 0, 1], 11, [0, 1, 2, 3, 4, 5, 6, 7]), ([0, 1, 0, 1, 0, 0], 8, [0, 1, 2, 3]),
    ([0, 1, 0, 0, 0, 1], 8, [0, 1, 2, 3]), ([0, 0, 0, 0, 0, 1], 3, [0, 1]), ([4, 4, 4, 4, 4, 4], 1, [0]),
  ]

  @Test("cells of images by dimension, in VTK's order", arguments: boxes)
  func imageCells(extent: [Int], type: UInt8, cell: [Int64]) throws {
    let grid = try grid(.image(ImageGrid(extent: GridExtent(extent))))
    #expect(grid.types == [type])
    #expect(Array(grid.cells[0]) == cell)
  }

  @Test("cells of curved lattices go round")
  func structuredCells() throws {
    let points = DataArray("Points", components: 3, .float32([Float](repeating: 0, count: 24)))
    let grid = try grid(.structured(StructuredGrid(extent: GridExtent([0, 1, 0, 1, 0, 1]), points: points)))
    #expect(grid.types == [12])
    #expect(Array(grid.cells[0]) == [0, 1, 3, 2, 4, 5, 7, 6])
  }

  @Test("image points go through extent, spacing, direction and origin")
  func imagePoints() throws {
    let image = ImageGrid(
      extent: GridExtent([2, 2, 3, 3, 0, 1]), origin: [10, 20, 30], spacing: [1, 2, 3],
      direction: [0, -1, 0, 1, 0, 0, 0, 0, 1])
    #expect(image.points.values == .float64([4, 22, 30, 4, 22, 33]))
  }

  @Test("poly data in the order vertices, lines, polygons, strips")
  func polyOrder() throws {
    let grid = try grid(SampleMeshes.poly(seed: 1).geometry)
    #expect(grid.types == [1, 2, 3, 4, 3, 5, 9, 7, 6])
  }

  private struct NoGrid: Error {}
}
