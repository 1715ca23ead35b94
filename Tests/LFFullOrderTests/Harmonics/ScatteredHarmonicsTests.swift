import LFAnatomy
import LFCore
import LFLeadField
import LFMesh
import Testing

@testable import LFFullOrder

@Suite("Scattered harmonics")
struct ScatteredHarmonicsTests {
  private let places = [SIMD3(12.0, -20, 9), SIMD3(-25.0, 8, 14), SIMD3(3.0, 6, -33), SIMD3(0.0, 30, 5)]

  @Test("of a ball in a ball are the harmonics themselves, times what the borders say")
  func balls() throws {
    let (bulk, muscle) = (0.2, 0.5)
    let found = try ScatteredHarmonics(
      MuscleBalls.model(muscle), bulk: bulk, center: .zero, degree: 3, scale: 50)
    let samples = try found.samples(at: places, in: "myocardium")
    for (k, degree) in found.harmonics.degrees.enumerated() {
      // Continuity and flux at the inner border, ∂u/∂r = ∂P/∂r at the outer one.
      let l = Double(degree)
      let q = (0..<2 * degree + 1).reduce(1.0) { value, _ in value * MuscleBalls.inner / MuscleBalls.outer }
      let c = l * (bulk - muscle) / (l * muscle + (l + 1) * bulk + (muscle - bulk) * (l + 1) * q)
      let factor = 1 + c * ((l + 1) / l * q + 1)
      var (gap, size) = (0.0, 0.0)
      for (i, place) in places.enumerated() {
        found.harmonics.evaluate(at: place * 1e-3) { number, _, gradient in
          guard number == k else { return }
          for axis in 0..<3 {
            let g = Double(samples.gradient[3 * (k * places.count + i) + axis])
            gap += (g - factor * gradient[axis]) * (g - factor * gradient[axis])
            size += factor * gradient[axis] * factor * gradient[axis]
          }
        }
      }
      #expect((gap / size).squareRoot() < 0.03, "degree \(degree)")
    }
  }

  @Test("of a uniform conductor are the bare functions")
  func uniform() throws {
    let found = try ScatteredHarmonics(
      MuscleBalls.model(0.2), bulk: 0.2, center: .zero, degree: 2, scale: 50)
    let samples = try found.samples(at: places, in: "myocardium")
    let n = places.count
    for (i, place) in places.enumerated() {
      found.harmonics.evaluate(at: place * 1e-3) { k, value, _ in
        #expect(abs(Double(samples.potential?[k * n + i] ?? 0) - value) < 1e-6)
      }
    }
  }
}
