import LFMesh
import LFTestSupport
import Testing

@Suite("Finding points in tetrahedra")
struct TetrahedronLocatorTests {
  private let mesh = BoxMesh.tetrahedra(cells: [4, 3, 5], side: 7)

  @Test("gives weights that rebuild the point, and interpolate linear functions exactly")
  func inside() throws {
    let points = try #require(mesh.pointVectors)
    let locator = TetrahedronLocator(points: points, cells: mesh.tetrahedra.corners)
    var generator = CongruentialGenerator(seed: 7)
    for _ in 0..<500 {
      let p = SIMD3(generator.unit() * 28, generator.unit() * 21, generator.unit() * 35)
      let found = try #require(locator.locate(p, reach: 0))
      #expect(found.distance == 0)
      #expect(found.weights.min() >= -1e-9)
      var rebuilt = SIMD3<Double>()
      for m in 0..<4 { rebuilt += points[Int(found.corners[m])] * found.weights[m] }
      #expect(((rebuilt - p) * (rebuilt - p)).sum() < 1e-20)
    }
  }

  @Test("reaches a little outside, and no farther")
  func outside() throws {
    let locator = TetrahedronLocator(points: try #require(mesh.pointVectors), cells: mesh.tetrahedra.corners)
    let near = try #require(locator.locate(SIMD3(-1, 10, 10), reach: 2))
    #expect(abs(near.distance - 1) < 0.5)
    #expect(locator.locate(SIMD3(-1, 10, 10), reach: 0.5) == nil)
    #expect(locator.locate(SIMD3(-1000, 10, 10), reach: 3) == nil)
    #expect(TetrahedronLocator(points: [], cells: []).locate(.zero, reach: 1) == nil)
  }
}

/// A linear congruential generator: the same numbers on every machine.
struct CongruentialGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func unit() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
