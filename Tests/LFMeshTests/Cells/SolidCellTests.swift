import LFCore
import LFMesh
import LFTestSupport
import Testing

@Suite("Solid cells in tetrahedra")
struct SolidCellTests {
  private let unit: [SIMD3<Double>] = [
    SIMD3(0, 0, 0), SIMD3(1, 0, 0), SIMD3(1, 1, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1), SIMD3(1, 0, 1),
    SIMD3(1, 1, 1),
    SIMD3(0, 1, 1),
  ]

  private func volumes(_ parts: [SIMD4<Int32>], _ points: [SIMD3<Double>]) -> [Double] {
    parts.map { t in
      let a = points[Int(t.x)]
      return ((points[Int(t.y)] - a).cross(points[Int(t.z)] - a) * (points[Int(t.w)] - a)).sum() / 6
    }
  }

  @Test(
    "fill the cell, whichever way it is numbered",
    arguments: [
      (12, [0, 1, 2, 3, 4, 5, 6, 7], 1.0), (12, [6, 7, 3, 2, 5, 4, 0, 1], 1),
      (11, [0, 1, 3, 2, 4, 5, 7, 6], 1),
      (13, [0, 1, 2, 4, 5, 6], 0.5), (13, [0, 2, 1, 4, 6, 5], 0.5), (14, [0, 1, 2, 3, 6], 1 / 3.0),
      (24, [0, 1, 2, 4, 7, 7, 7, 7, 7, 7], 1 / 6.0), (14, [0, 1, 2, 2, 6], 1 / 6.0),
    ] as [(UInt8, [Int64], Double)])
  func volume(type: UInt8, cell: [Int64], expected: Double) throws {
    let found = volumes(try #require(SolidCell.tetrahedra(type, cell[...], unit)), unit)
    #expect(found.allSatisfy { $0 > 0 })
    #expect(abs(found.reduce(0, +) - expected) < 1e-12)
  }

  @Test(
    "cut the faces that they share alike, also where each cell has points of its own",
    arguments: [false, true])
  func shared(soup: Bool) throws {
    let mesh = BoxMesh.hexahedra(cells: [3, 2, 2], side: 10, tetrahedraBelow: 0)
    guard case .unstructured(let grid) = mesh.geometry else { return }
    let points = try #require(mesh.pointVectors)
    // Neighbours see their common points in orders of their own.
    let places = soup ? grid.cells.connectivity.map { points[Int($0)] } : points
    var parts: [SIMD4<Int32>] = []
    for cell in 0..<grid.cells.count {
      let own = soup ? ArraySlice((0..<8).map { Int64(8 * cell + $0) }) : grid.cells[cell]
      parts += try #require(SolidCell.tetrahedra(12, own, places))
    }
    let numbers = Dictionary(uniqueKeysWithValues: points.enumerated().map { ($1, Int32($0)) })
    func number(_ n: Int32) -> Int32 { numbers[places[Int(n)]] ?? -1 }
    let joined = parts.map { SIMD4(number($0.x), number($0.y), number($0.z), number($0.w)) }
    let outer = TetrahedronFaces.outer(of: joined, pointCount: points.count)
    #expect(outer.count == 2 * 2 * (3 * 2 + 3 * 2 + 2 * 2))
    #expect(abs(volumes(joined, points).reduce(0, +) - 12_000) < 1e-9)
  }

  @Test("that cannot be cut are refused by name")
  func refused() throws {
    var mesh = BoxMesh.tetrahedra(cells: [1, 1, 1], side: 10)
    try mesh.refuseUnknownSolids()
    guard case .unstructured(var grid) = mesh.geometry else { return }
    grid.types[2] = CellType.polyhedron.rawValue
    mesh.geometry = .unstructured(grid)
    let error = #expect(throws: LFError.self) { try mesh.refuseUnknownSolids() }
    #expect(error?.message.contains("cell 2 is a polyhedron") == true)
  }
}
