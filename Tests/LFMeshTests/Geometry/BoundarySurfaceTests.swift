import LFCore
import LFMesh
import Testing

@Suite("The outer surface of a mesh")
struct BoundarySurfaceTests {
  /// Two tetrahedra that share a face, and a point that none uses.
  private func twoTetrahedra() -> Mesh {
    let grid = UnstructuredGrid(
      points: DataArray(
        "Points", components: 3, .float64([9, 9, 9, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1])),
      cells: CellArray(offsets: [0, 4, 8], connectivity: [1, 2, 3, 4, 2, 3, 4, 5]), types: [10, 10])
    return Mesh(
      .unstructured(grid), pointData: AttributeData([DataArray("id", .int32([0, 1, 2, 3, 4, 5]))]),
      cellData: AttributeData([DataArray("cell", .int32([10, 20]))]))
  }

  @Test("leaves out the shared face and the lonely point, and closes")
  func sharedFace() throws {
    let surface = try twoTetrahedra().boundarySurface()
    guard case .poly(let poly) = surface.geometry else {
      Issue.record("no poly data")
      return
    }
    #expect(poly.polygons.count == 6)
    #expect(surface.pointCount == 5)
    #expect(surface.pointData["id"]?.values.integers()?.contains(0) == false)
    #expect(surface.cellData["cell"]?.values.integers()?.sorted() == [10, 10, 10, 20, 20, 20])
    // Closed and consistently oriented: every edge is walked once each way.
    var edges: [SIMD2<Int64>: Int] = [:]
    for i in 0..<poly.polygons.count {
      let face = Array(poly.polygons[i])
      for k in face.indices { edges[SIMD2(face[k], face[(k + 1) % face.count]), default: 0] += 1 }
    }
    for (edge, count) in edges { #expect(count == 1 && edges[SIMD2(edge.y, edge.x)] == 1) }
  }

  @Test("has outward normals on a tetrahedron of positive volume")
  func orientation() throws {
    let surface = try twoTetrahedra().boundarySurface()
    guard case .poly(let poly) = surface.geometry, let x = poly.points.values.doubles() else { return }
    func point(_ i: Int64) -> SIMD3<Double> { SIMD3(x[3 * Int(i)], x[3 * Int(i) + 1], x[3 * Int(i) + 2]) }
    var volume = 0.0
    for i in 0..<poly.polygons.count {
      let f = poly.polygons[i].map(point)
      let cross = SIMD3(
        f[1].y * f[2].z - f[1].z * f[2].y, f[1].z * f[2].x - f[1].x * f[2].z,
        f[1].x * f[2].y - f[1].y * f[2].x)
      volume += (f[0] * cross).sum() / 6
    }
    #expect(abs(volume - 0.5) < 1e-12)
  }

  @Test("is refused for cells whose faces it does not know, and names the cell")
  func highOrder() {
    let grid = UnstructuredGrid(
      points: DataArray("Points", components: 3, .float64([Double](repeating: 0, count: 30))),
      cells: CellArray(offsets: [0, 10], connectivity: Array(0..<10)), types: [24])
    let error = #expect(throws: LFError.self) { try Mesh(.unstructured(grid)).boundarySurface() }
    #expect(error?.description.contains("quadratic_tetra") == true)
  }
}
