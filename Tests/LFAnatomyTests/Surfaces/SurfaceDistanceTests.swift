import Testing

@testable import LFAnatomy

@Suite("The signed distance to a triangle surface")
struct SurfaceDistanceTests {
  @Test("is that of every triangle tried one by one, and its sign that of a ball")
  func bruteForce() {
    let surface = SampleSurfaces.ball(radius: 40, at: SIMD3(5, -3, 2), level: 3)
    let distance = SurfaceDistance(surface)
    let places = SampleSurfaces.places(300, SIMD3(-60, -60, -60), SIMD3(60, 60, 60), seed: 3)
    for (place, found) in zip(places, distance.signedDistances(at: places)) {
      let least = surface.triangles.reduce(Double.infinity) { least, t in
        let (a, b, c) = surface.corners(t)
        return min(least, (nearestPoint(of: a, b, c, to: place).point - place).length)
      }
      #expect(abs(abs(found) - least) < 1e-9)
      let radial = (place - SIMD3(5, -3, 2)).length - 40
      if abs(radial) > 1 { #expect((found < 0) == (radial < 0)) }
      #expect(abs(found - radial) < 0.6)
    }
  }

  @Test("keeps its sign over edges and corners")
  func sharpCorners() {
    // An octahedron: every place beyond a corner or edge is nearest to it, where one face's normal would mislead.
    let distance = SurfaceDistance(SampleSurfaces.ball(radius: 10, level: 0))
    let outside = [SIMD3(10.5, 0.3, 0.2), SIMD3(5.2, 5.1, 0), SIMD3(-0.1, 0.2, -14), SIMD3(0, -5.3, 5.2)]
    for d in distance.signedDistances(at: outside) { #expect(d > 0) }
    for d in distance.signedDistances(at: outside.map { $0 * 0.6 }) { #expect(d < 0) }
  }
}
