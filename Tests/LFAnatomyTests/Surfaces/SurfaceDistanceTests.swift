import LFCore
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

  @Test("holds where parts of a mesh touch along an edge or in a corner only")
  func touching() {
    let points = [
      SIMD3(0.0, 0, 0), SIMD3(0, 0, 10), SIMD3(10, 1, 3), SIMD3(8, 9, 4), SIMD3(-9, -2, 5), SIMD3(-8, -9, 6),
      SIMD3(3, -2, 19), SIMD3(-3, -2, 20), SIMD3(0, 4, 18),
    ]
    // The first two share an edge, the third a corner with either.
    let cells = [SIMD4<Int32>(0, 1, 2, 3), SIMD4(0, 1, 4, 5), SIMD4(1, 6, 7, 8)].map { c -> SIMD4<Int32> in
      let (a, b) = (points[Int(c.y)] - points[Int(c.x)], points[Int(c.z)] - points[Int(c.x)])
      return a.cross(b).dot(points[Int(c.w)] - points[Int(c.x)]) > 0 ? c : SIMD4(c.x, c.y, c.w, c.z)
    }
    let surface = TetrahedralMesh(points: points, cells: cells).boundary()
    #expect(SurfaceCheck.bounds(surface))
    #expect(!SurfaceCheck.isClosed(surface))
    let places = SampleSurfaces.places(4000, SIMD3(-14, -14, -4), SIMD3(14, 14, 24), seed: 5)
    for (place, found) in zip(places, SurfaceDistance(surface).signedDistances(at: places)) {
      let inside = cells.contains { c in
        (0..<4).allSatisfy { k in
          let (a, b, d) = (
            points[Int(c[(k + 1) % 4])], points[Int(c[(k + 2) % 4])], points[Int(c[(k + 3) % 4])]
          )
          let (own, other) = (
            (b - a).cross(d - a).dot(points[Int(c[k])] - a), (b - a).cross(d - a).dot(place - a)
          )
          return own * other >= 0
        }
      }
      #expect((found < 0) == inside)
    }
    var open = surface
    open.triangles.removeLast()
    #expect(!SurfaceCheck.bounds(open))
  }
}
