import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFAnatomy

@Suite("Fibres of a muscle")
struct MuscleFibresTests {
  @Test("are those of the nearest centre, inside and outside the box of centres")
  func nearest() {
    var random = RandomSource(seed: 5, stream: 1)
    func place(_ size: Double) -> SIMD3<Double> {
      SIMD3(random.uniform() - 0.5, random.uniform() - 0.5, random.uniform() - 0.5) * size
    }
    let centres = (0..<400).map { _ in place(60) }
    let directions = centres.indices.map { SIMD3(Double($0), 1, 0) }
    let fibres = MuscleFibres(centres, directions)
    for size in [50.0, 90, 300] {
      for _ in 0..<100 {
        let p = place(size)
        let near = centres.indices.min {
          let (a, b) = (centres[$0] - p, centres[$1] - p)
          return (a * a).sum() < (b * b).sum()
        }
        #expect(fibres.direction(at: p) == near.map { directions[$0] })
      }
    }
  }
}
