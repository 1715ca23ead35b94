import LFCore
import Testing

@testable import LFAnatomy

@Suite("The ellipsoid's signed distance")
struct EllipsoidTests {
  private let body = Ellipsoid(center: SIMD3(1, -2, 3), semiAxes: SIMD3(20, 30, 60))

  @Test(
    "is the distance that was walked along the normal, outside and a little inside",
    arguments: [-5.0, -0.5, 0, 0.5, 4, 25])
  func walk(offset: Double) {
    for (u, v) in [(0.3, 1.1), (1.4, -2.0), (2.7, 0.2), (1.57, 3.1)] {
      let unit = SIMD3(
        Trigonometry.sine(u) * Trigonometry.cosine(v), Trigonometry.sine(u) * Trigonometry.sine(v),
        Trigonometry.cosine(u))
      let normal = (unit / body.semiAxes).normalized
      let (distance, direction) = body.distance(body.center + body.semiAxes * unit + normal * offset)
      #expect(abs(distance - offset) < 1e-7)
      #expect((direction - normal).length < 1e-6)
    }
  }

  @Test("is known at the centre and on the planes of symmetry")
  func special() {
    #expect(abs(body.distance(body.center).value + 20) < 1e-5)
    #expect(abs(body.distance(body.center + SIMD3(0, 0, 70)).value - 10) < 1e-6)
    #expect(abs(body.distance(body.center + SIMD3(0, 31, 0)).value - 1) < 1e-6)
  }
}
