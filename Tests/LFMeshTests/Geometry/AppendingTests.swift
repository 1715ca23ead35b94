import LFCore
import LFMesh
import LFTestSupport
import Testing

@Suite("Meshes put together")
struct AppendingTests {
  @Test("points, cells and arrays follow each other; point numbers are shifted")
  func unstructured() throws {
    let parts = [SampleMeshes.mixed, SampleMeshes.polyhedra, SampleMeshes.mixed]
    let whole = try Mesh.appending(parts)
    guard case .unstructured(let grid) = whole.geometry, case .unstructured(let second) = parts[1].geometry,
      case .unstructured(let first) = parts[0].geometry
    else { throw NoGrid() }
    #expect(whole.pointCount == parts.reduce(0) { $0 + $1.pointCount })
    #expect(grid.types == first.types + second.types + first.types)
    for cell in 0..<second.cells.count {
      #expect(Array(grid.cells[first.cells.count + cell]) == second.cells[cell].map { $0 + 30 })
    }
    let name = "u64"
    #expect(whole.pointData[name]?.tuples == whole.pointCount)
    #expect(whole.cellData[name]?.tuples == whole.cellCount)
    // The polyhedron keeps its faces, with shifted points; the others have none.
    let polyhedron = first.cells.count + 1
    #expect(grid.polyhedra?.facesOfCell.count == whole.cellCount)
    #expect(grid.polyhedra?.facesOfCell[polyhedron].count == 4)
    #expect(grid.polyhedra.map { Array($0.faces[0]) } == [32, 33, 34])
  }

  @Test("cell data of poly data are sorted by group")
  func polyCellData() throws {
    let points = DataArray("Points", components: 3, .float32([Float](repeating: 0, count: 12)))
    func part(_ first: Int32) -> Mesh {
      Mesh(
        .poly(
          PolyData(
            points: points, vertices: CellArray(offsets: [0, 1], connectivity: [0]),
            lines: CellArray(offsets: [0, 2], connectivity: [0, 1]),
            polygons: CellArray(offsets: [0, 3], connectivity: [0, 1, 2]),
            strips: CellArray(offsets: [0, 4], connectivity: [0, 1, 2, 3]))),
        cellData: AttributeData([DataArray("n", .int32((0..<4).map { first + $0 }))]))
    }
    let whole = try Mesh.appending([part(0), part(10)])
    #expect(whole.cellData["n"]?.values == .int32([0, 10, 1, 11, 2, 12, 3, 13]))
  }

  @Test("arrays of the same name keep apart")
  func duplicates() throws {
    let grid = Geometry.unstructured(
      UnstructuredGrid(
        points: DataArray("Points", components: 3, .float32([0, 0, 0])), cells: CellArray(), types: []))
    func part(_ a: Int8, _ b: Int8) -> Mesh {
      Mesh(grid, pointData: AttributeData([DataArray("x", .int8([a])), DataArray("x", .int8([b]))]))
    }
    let whole = try Mesh.appending([part(1, 2), part(3, 4)])
    #expect(whole.pointData.arrays.map(\.values) == [.int8([1, 3]), .int8([2, 4])])
  }

  @Test("a missing array is an error, or left out when only common ones are kept")
  func missing() throws {
    var bare = SampleMeshes.noCells
    bare.pointData.arrays.removeAll { $0.name == "i32" }
    for parts in [[SampleMeshes.noCells, bare], [bare, SampleMeshes.noCells]] {
      let error = #expect(throws: LFError.self) { try Mesh.appending(parts) }
      #expect(error?.message.contains("i32") == true)
      let common = try Mesh.appending(parts, keepingCommonArrays: true)
      #expect(common.pointData.arrays == (try Mesh.appending([bare, bare])).pointData.arrays)
      #expect(common.pointData.active[.scalars] == nil)
    }
  }

  @Test("empty pieces have no say in arrays and types")
  func emptyPieces() throws {
    let nothing = Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray("Points", components: 3, .float64([])), cells: CellArray(), types: [])))
    let whole = SampleMeshes.tetrahedra(seed: 1)
    #expect(try Mesh.appending([nothing, whole, nothing]).pointData == whole.pointData)
    #expect(try Mesh.appending([nothing, whole, nothing]).geometry == whole.geometry)
  }

  @Test("kinds that cannot be put together")
  func kinds() throws {
    #expect(throws: LFError.self) { try Mesh.appending([SampleMeshes.mixed, SampleMeshes.poly(seed: 1)]) }
    #expect(throws: LFError.self) { try Mesh.appending([SampleMeshes.image, SampleMeshes.image]) }
    #expect(throws: LFError.self) { try Mesh.appending([]) }
  }

  private struct NoGrid: Error {}
}
