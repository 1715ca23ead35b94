import LFCore
import LFMesh
import LFTestSupport
import Testing

@Suite("Ghosts")
struct GhostTests {
  /// Two layers of tetrahedra of one point array, the upper layer marked.
  private func marked(_ flag: UInt8) -> Mesh {
    var mesh = BoxMesh.tetrahedra(cells: [1, 1, 2], side: 10)
    mesh.cellData = AttributeData(
      [
        DataArray("vtkGhostType", .uint8((0..<12).map { $0 < 6 ? 0 : flag })),
        DataArray("number", .int32((0..<12).map { 11 - $0 })),
      ], active: [.scalars: "vtkGhostType"])
    mesh.pointData = AttributeData([
      DataArray("height", .int32((0..<12).map { $0 / 4 })),
      DataArray("vtkGhostType", .uint8([UInt8](repeating: 1, count: 12))),
    ])
    return mesh
  }

  @Test("go with the points that only they have", arguments: [1, 32, 33, 9] as [UInt8])
  func dropped(flag: UInt8) throws {
    let mesh = try marked(flag).withoutGhosts()
    #expect(mesh.geometry == BoxMesh.tetrahedra(cells: [1, 1, 1], side: 10).geometry)
    #expect(mesh.cellData == AttributeData([DataArray("number", .int32([11, 10, 9, 8, 7, 6]))]))
    #expect(mesh.pointData == AttributeData([DataArray("height", .int32([0, 0, 0, 0, 1, 1, 1, 1]))]))
  }

  @Test("are no cells with other flags, and points with flags stay", arguments: [0, 2, 8, 16] as [UInt8])
  func kept(flag: UInt8) throws {
    #expect(try marked(flag).withoutGhosts() == marked(flag))
  }

  @Test("go from surfaces and lattices too, and points of no cell stay")
  func otherKinds() throws {
    let flags = DataArray("vtkGhostType", .uint8([0, 1]))
    let points = DataArray("Points", components: 3, .float64((0..<18).map(Double.init)))
    let poly = PolyData(
      points: points, lines: CellArray(offsets: [0, 2], connectivity: [4, 5]),
      polygons: CellArray(offsets: [0, 3], connectivity: [0, 1, 2]))
    let surface = try Mesh(.poly(poly), cellData: AttributeData([flags])).withoutGhosts()
    guard case .poly(let left) = surface.geometry else { return }
    #expect(left.polygons.count == 0 && left.lines.connectivity == [1, 2])
    #expect(left.points.values == .float64((9..<18).map(Double.init)))
    let image = Mesh(
      .image(ImageGrid(extent: GridExtent([0, 2, 0, 1, 0, 1]))), cellData: AttributeData([flags]))
    let grid = try image.withoutGhosts()
    #expect(grid.cellCount == 1 && grid.pointCount == 8)
  }
}
