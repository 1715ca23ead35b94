import LFTestSupport
import Testing

@testable import LFMesh

@Suite("Meshes summed up")
struct SummaryTests {
  @Test("statistics are over finite values and keep 64-bit integers whole")
  func statistics() {
    let mixed = ArrayValues.float32([.nan, 2, -.infinity, -1, .infinity]).statistics
    #expect(mixed == ArrayStatistics(min: .real(-1), max: .real(2), sum: 1))
    #expect(ArrayValues.float64([.nan]).statistics == ArrayStatistics(min: nil, max: nil, sum: 0))
    #expect(ArrayValues.int8([]).statistics == ArrayStatistics(min: nil, max: nil, sum: 0))
    #expect(
      ArrayValues.int64([.max, .max, .min]).statistics
        == ArrayStatistics(min: .signed(.min), max: .signed(.max), sum: 9_223_372_036_854_775_808))
    #expect(
      ArrayValues.uint64([.max, 1]).statistics
        == ArrayStatistics(min: .unsigned(1), max: .unsigned(.max), sum: 18_446_744_073_709_551_616))
    #expect(ArrayValues.string(["a"]).statistics == nil)
    #expect(ArrayValues.bit([1, 0, 1]).statistics?.sum == 2)
  }

  @Test("sums of long arrays", arguments: [1, 4095, 4096, 4097, 10_000])
  func longSums(count: Int) {
    let expected = Double(count * (count - 1) / 2)
    #expect(ArrayValues.int32((0..<count).map { Int32($0) }).statistics?.sum == expected)
    #expect(ArrayValues.uint16((0..<count).map { UInt16($0) }).statistics?.sum == expected)
    #expect(ArrayValues.float64((0..<count).map { Double($0) }).statistics?.sum == expected)
    #expect(ArrayValues.int64((0..<count).map { Int64($0) }).statistics?.sum == expected)
  }

  @Test("bounds leave out points that are not finite")
  func bounds() {
    let points = DataArray(
      "Points", components: 3, .float32([0, 1, 2, .nan, 9, 9, -1, 5, 1, 9, .infinity, 9]))
    let mesh = Mesh(.poly(PolyData(points: points)))
    #expect(mesh.bounds == [-1, 0, 1, 5, 1, 2])
    #expect(Mesh(.poly(PolyData(points: DataArray("Points", components: 3, .float32([]))))).bounds == nil)
  }

  @Test("two parts together are what one mesh of both is")
  func adding() throws {
    let parts = [SampleMeshes.tetrahedra(seed: 1), SampleMeshes.tetrahedra(seed: 2, points: 20, cells: 5)]
    let whole = try Mesh.appending(parts).summary
    let added = parts[0].summary.adding(parts[1].summary)
    #expect(added.points == whole.points)
    #expect(added.cellTypes == whole.cellTypes)
    #expect(added.bounds == whole.bounds)
    for (a, b) in zip(added.pointData + added.cellData, whole.pointData + whole.cellData) {
      #expect(a.statistics?.min == b.statistics?.min, "\(a.name)")
      #expect(a.statistics?.max == b.statistics?.max, "\(a.name)")
      #expect(a.tuples == b.tuples, "\(a.name)")
    }
  }

  @Test("every cell type has a name and a count of points, and the name leads back")
  func cellTypes() {
    var names: Set<String> = []
    for number in UInt8.min...UInt8.max {
      let type = CellType(rawValue: number)
      #expect((type.name == nil) == (type.pointCount == nil))
      guard let name = type.name else { continue }
      #expect(names.insert(name).inserted)
      #expect(CellType(name: name) == type)
    }
    #expect(names.count == 64)
  }
}
