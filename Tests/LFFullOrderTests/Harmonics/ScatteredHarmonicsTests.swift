import Foundation
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
      MuscleBalls.model(muscle), bulk: bulk, center: .zero, degree: 3, scale: 50, electrodes: [])
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
    let electrode = SIMD3(60.0, 10, 0)
    let found = try ScatteredHarmonics(
      MuscleBalls.model(0.2), bulk: 0.2, center: .zero, degree: 2, scale: 50, electrodes: [electrode])
    let samples = try found.samples(at: places, in: "myocardium")
    let n = places.count
    for (i, place) in places.enumerated() {
      found.harmonics.evaluate(at: place * 1e-3) { k, value, _ in
        #expect(abs(Double(samples.potential?[k * n + i] ?? 0) - value) < 1e-6)
      }
      let gap = (place - electrode) * 1e-3
      let r = (gap * gap).sum().squareRoot()
      #expect(abs(Double(samples.potential?[8 * n + i] ?? 0) * 2 * .pi * 0.2 * r - 1) < 1e-5)
      for axis in 0..<3 {
        let exact = -gap[axis] / (2 * .pi * 0.2 * r * r * r)
        #expect(abs(Double(samples.gradient[3 * (8 * n + i) + axis]) - exact) < 1e-5 * abs(1 / (r * r)))
      }
    }
  }

  @Test("of many electrodes: far ones have from the harmonics what few are solved for")
  func far() throws {
    let model = try MuscleBalls.model(0.5)
    let all = (0..<20).map { number -> SIMD3<Double> in
      let (a, z) = (0.7 * Double(number), -0.95 + 0.1 * Double(number))
      let r = (1 - z * z).squareRoot()
      return SIMD3(r * cos(a), r * sin(a), z) * MuscleBalls.outer
    }
    func solve(_ electrodes: [SIMD3<Double>]) throws -> (gradient: [Float], moments: [Double], count: Int) {
      let found = try ScatteredHarmonics(
        model, bulk: 0.2, center: .zero, degree: 5, scale: 50, electrodes: electrodes)
      let samples = try found.samples(at: places, in: "myocardium")
      return (samples.gradient, found.moments(in: "myocardium"), found.harmonics.count)
    }
    let (many, few) = (try solve(all), try solve([all[3], all[12]]))
    let (n, k) = (3 * places.count, many.count)
    for (number, e) in [3, 12].enumerated() {
      var (gap, size) = (0.0, 0.0)
      for i in 0..<n {
        let wanted = Double(few.gradient[n * (k + number) + i])
        let found = Double(many.gradient[n * (k + e) + i])
        gap += (found - wanted) * (found - wanted)
        size += wanted * wanted
      }
      #expect(gap > 0)
      #expect((gap / size).squareRoot() < 0.02)
      for test in 0..<k {
        let wanted = few.moments[test * (k + 2) + k + number]
        #expect(
          abs(many.moments[test * (k + 20) + k + e] - wanted) < 0.02 * (abs(wanted) + abs(few.moments[k])))
      }
    }
  }
}
