import LFCore
import LFElectrocardiogram
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@Suite("Points of another mesh")
struct PointCorrespondenceTests {
  private let heart = BoxMesh.tetrahedra(cells: [3, 2, 2], side: 7)

  /// The heart's points in another order and unit, some more behind.
  private func other(_ order: [Int], scale: Double, shift: Double = 0, more: Int = 0) throws -> Mesh {
    let points = try #require(heart.pointVectors)
    var values = order.flatMap { i in [points[i].x, points[i].y, points[i].z].map { ($0 + shift) / scale } }
    for k in 0..<more { values += [1e3 / scale, Double(k) / scale, 0] }
    return Mesh(.poly(PolyData(points: DataArray("Points", components: 3, .float64(values)))))
  }

  @Test("are found in any order and unit, beside others", arguments: [1, 1e-3, 10, 1e3], [0, 5])
  func found(_ scale: Double, _ more: Int) throws {
    let count = heart.pointCount
    let order = (0..<count).map { ($0 * 7 + 3) % count }
    #expect(Set(order).count == count)
    let points = try PointCorrespondence(of: heart, in: try other(order, scale: scale, more: more))
    let values = (order + [Int](repeating: -7, count: more)).map(Double.init)
    #expect(points.gathered(values, missing: .nan) == (0..<count).map(Double.init))
  }

  @Test("in the same order need no numbers")
  func same() throws {
    #expect(try PointCorrespondence(of: heart, in: heart).numbers == nil)
    #expect(
      try PointCorrespondence(of: heart, in: try other(Array(0..<heart.pointCount), scale: 1, shift: 0.004))
        .numbers == nil)
  }

  @Test("that are missing or elsewhere are an error")
  func missing() throws {
    for mesh in [
      try other(Array(1..<heart.pointCount), scale: 1),
      try other(Array(0..<heart.pointCount), scale: 1, shift: 0.1),
    ] {
      let error = #expect(throws: LFError.self) { try PointCorrespondence(of: heart, in: mesh) }
      #expect(error?.code == .badData && error?.message.contains("another mesh") == true)
    }
  }

  @Test("give the integral of a reordered source the same potentials")
  func reordered() throws {
    let field = SampleLeadField.twoTetrahedra()
    let integral = try ReciprocityIntegral(field, .isotropic(0.2))
    let points = try #require(field.mesh.pointVectors)
    let order = [4, 2, 0, 1, 3]
    let moved = Mesh(
      .poly(
        PolyData(
          points: DataArray(
            "Points", components: 3,
            .float64([0, 0, 99] + order.flatMap { [points[$0].x, points[$0].y, points[$0].z] })))))
    let other = integral.reordered(try PointCorrespondence(of: field.mesh, in: moved), count: 6)
    let voltages = [3, -20, 17, 50, -85.0]
    let there = other.leadVoltages([1e6] + order.map { voltages[$0] })
    for (a, b) in zip(there, integral.leadVoltages(voltages)) { #expect(abs(a - b) < 1e-9) }
  }
}
