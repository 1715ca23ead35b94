import Foundation
import LFCore
import LFLeadField
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("The fields of many electrodes from those of some")
struct ElectrodeMapTests {
  /// Electrodes all over the ball's skin, evenly.
  private func electrodes(_ count: Int) -> [Electrode] {
    (0..<count).map { i in
      let z = 1 - (2 * Double(i) + 1) / Double(count)
      let r = (1 - z * z).squareRoot()
      let angle = 2.399963 * Double(i)
      let p = MuscleBalls.outer * SIMD3(r * cos(angle), r * sin(angle), z)
      return Electrode("E\(i)", at: p)
    }
  }

  @Test("are what a solution for each electrode gives, potential and constant included")
  func asSolved() throws {
    let model = try MuscleBalls.model(0.4)
    let solver = try FullOrderSolver(model)
    let all = electrodes(150)
    let map = try ElectrodeMap(solver, all, pilots: 64, in: "myocardium")
    var diagnostics = Diagnostics()
    let places = [
      SIMD3(0, 0, 0), SIMD3(20, 5, -10), SIMD3(-12, 22, 9), SIMD3(4, -30, 12), SIMD3(9, 8, 33),
      SIMD3(-25, 2, -22),
    ].map { SIMD3<Double>($0) }
    let exact = try solver.solve(all, diagnostics: &diagnostics).samples(at: places, in: "myocardium")
    let pilots = try map.pilots.samples(at: places, in: "myocardium")
    let (n, k) = (places.count, map.pilots.electrodes.count)
    var (gap, size, span, off) = (0.0, 0.0, 0.0, 0.0)
    for e in all.indices {
      for i in 0..<(3 * n) {
        let sum = (0..<k).reduce(0.0) {
          $0 + Double(map.shares[e * k + $1]) * Double(pilots.gradient[3 * n * $1 + i])
        }
        let want = Double(exact.gradient[3 * n * e + i])
        gap += (sum - want) * (sum - want)
        size += want * want
      }
      for i in 0..<n {
        let sum = (0..<k).reduce(Double(map.constants[e])) {
          $0 + Double(map.shares[e * k + $1]) * Double(pilots.potential?[n * $1 + i] ?? 0)
        }
        let want = Double(exact.potential?[n * e + i] ?? 0)
        off += (sum - want) * (sum - want)
        span += want * want
      }
    }
    #expect((gap / size).squareRoot() < 0.02, "gradients \((gap / size).squareRoot())")
    #expect((off / span).squareRoot() < 0.02, "potentials \((off / span).squareRoot())")
    #expect(k == 64)
  }

  @Test(
    "pilots are each there once, the closest to the tissue first, and close ones more often than far ones")
  func spread() {
    let places = (0..<40).map { SIMD3(0, 0.01 * Double($0 % 20), $0 < 20 ? 0.05 : 0.5) }
    let chosen = ElectrodeMap.spread(places, 10, from: [SIMD3(0, 0.1, 0)])
    #expect(Set(chosen).count == 10)
    #expect(chosen.first == 10)
    #expect(chosen.count { $0 < 20 } > 6)
    #expect(Set(ElectrodeMap.spread(places, 100, from: [.zero])).count == 40)
  }
}
