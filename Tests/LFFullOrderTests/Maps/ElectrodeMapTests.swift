import Foundation
import LFCore
import LFLeadField
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("The fields of many electrodes from those of some")
struct ElectrodeMapTests {
  /// Electrodes on the ball's skin, evenly from the top downwards.
  private func electrodes(_ count: Int, share: Double) -> [Electrode] {
    (0..<count).map { i in
      let z = 1 - share * (2 * Double(i) + 1) / Double(count)
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
    let all = electrodes(150, share: 0.25)
    let map = try #require(try ElectrodeMap(solver, all, in: "myocardium"))
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
    #expect(2 * k < all.count)
  }

  @Test("are solved for one by one where too few are alike")
  func different() throws {
    let solver = try FullOrderSolver(try MuscleBalls.model(0.4))
    #expect(try ElectrodeMap(solver, electrodes(30, share: 1), in: "myocardium") == nil)
  }
}
