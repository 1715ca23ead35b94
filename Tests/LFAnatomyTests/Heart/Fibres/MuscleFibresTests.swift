import Foundation
import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFAnatomy

@Suite("Fibres of a muscle")
struct MuscleFibresTests {
  private let centres: [SIMD3<Double>]

  init() {
    var random = RandomSource(seed: 5, stream: 1)
    centres = (0..<1500).map { _ in
      SIMD3(random.uniform() - 0.5, random.uniform() - 0.5, random.uniform() - 0.5) * 23
    }
  }

  private func nearest(_ p: SIMD3<Double>) -> Int {
    centres.indices.min {
      let (a, b) = (centres[$0] - p, centres[$1] - p)
      return (a * a).sum() < (b * b).sum()
    } ?? 0
  }

  @Test("are those of the nearest centre where none is close")
  func far() {
    let directions = centres.indices.map { SIMD3(cos(Double($0)), sin(Double($0)), 0) }
    let fibres = MuscleFibres(centres, directions, reach: 3.6)
    for i in 0..<10 {
      let p = SIMD3(60, Double(i) - 5, -45)
      #expect(fibres.direction(at: p) == directions[nearest(p)])
    }
  }

  @Test("follow their turning through a wall more closely than the nearest centre, whatever their signs")
  func turning() {
    func truth(_ p: SIMD3<Double>) -> SIMD3<Double> { SIMD3(0, cos(p.x * 0.17), sin(p.x * 0.17)) }
    let directions = centres.enumerated().map { ($0 % 3 == 0 ? -1 : 1) * truth($1) }
    let fibres = MuscleFibres(centres, directions, reach: 3.6)
    var random = RandomSource(seed: 6, stream: 1)
    func angle(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
      acos(min(abs((a * b).sum()), 1)) * 180 / .pi
    }
    var (fitted, plain, worst) = (0.0, 0.0, 0.0)
    for _ in 0..<100 {
      // To the very border, where all centres lie to one side.
      let p = SIMD3(random.uniform() - 0.5, random.uniform() - 0.5, random.uniform() - 0.5) * 23
      let found = fibres.direction(at: p)
      #expect(abs((found * found).sum() - 1) < 1e-9)
      fitted += angle(found, truth(p)) / 100
      plain += angle(directions[nearest(p)], truth(p)) / 100
      worst = max(worst, angle(found, truth(p)))
    }
    #expect(fitted < 0.4 * plain && worst < 15)
  }
}
