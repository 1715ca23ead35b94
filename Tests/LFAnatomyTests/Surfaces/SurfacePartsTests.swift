import Testing

@testable import LFAnatomy

@Suite("Parts of a surface")
struct SurfacePartsTests {
  /// A closed tube about z, ended by flat discs.
  private let tube: TriangleSurface = {
    let around = 48
    var points: [SIMD3<Double>] = [SIMD3(0, 0, -100), SIMD3(0, 0, 100)]
    var triangles: [SIMD3<Int32>] = []
    for level in 0...20 {
      for k in 0..<around {
        let angle = 2 * Double.pi * Double(k) / Double(around)
        points.append(
          SIMD3(
            80 * Trigonometry.cosine(angle), 50 * Trigonometry.sine(angle), -100 + 10 * Double(level)))
      }
    }
    func at(_ level: Int, _ k: Int) -> Int32 { Int32(2 + level * around + k % around) }
    for k in 0..<around {
      for level in 0..<20 {
        triangles.append(SIMD3(at(level, k), at(level, k + 1), at(level + 1, k + 1)))
        triangles.append(SIMD3(at(level, k), at(level + 1, k + 1), at(level + 1, k)))
      }
      triangles.append(SIMD3(0, at(0, k + 1), at(0, k)))
      triangles.append(SIMD3(1, at(20, k), at(20, k + 1)))
    }
    return TriangleSurface(points: points, triangles: triangles)
  }()

  @Test("flat ends are left out, round ones are not")
  func cuts() {
    let sides = tube.withoutCuts().triangles
    #expect(!sides.contains { [0, 1].contains($0.x) })
    // Where a side touches its box it is as good as flat there.
    #expect(sides.count > (tube.triangles.count - 96) * 8 / 10)
    let ball = TriangleSurface.sphere(radius: 60)
    let area = ball.area
    #expect(ball.withoutCuts().area > 0.95 * area)
  }

  @Test("what lies inside the largest part is left out, what lies beside it is not")
  func inside() {
    func ball(_ radius: Double, at centre: SIMD3<Double>) -> TriangleSurface {
      TriangleSurface.sphere(radius: radius, cuts: 2).moved(by: centre)
    }
    var all = tube
    for part in [ball(20, at: SIMD3(20, 0, 0)), ball(20, at: SIMD3(200, 0, 0))] {
      let first = Int32(all.points.count)
      all.points += part.points
      all.triangles += part.triangles.map { $0 &+ first }
    }
    let kept = all.outermost()
    #expect(kept.triangles.count == tube.triangles.count + 320)
    #expect(kept.triangles.contains { all.points[Int($0.x)].x > 150 })
    // An open tube still has an inside.
    var open = all
    open.triangles.removeAll { [0, 1].contains($0.x) }
    #expect(open.outermost().triangles.count == tube.triangles.count - 96 + 320)
  }

  @Test("an even sample is the same whatever the order of triangles, corners and points")
  func order() {
    let ball = TriangleSurface.sphere(radius: 60)
    var random = RandomSource(seed: 3, stream: 1)
    func shuffled(_ count: Int) -> [Int] {
      let keys = (0..<count).map { _ in random.uniform() }
      return (0..<count).sorted { keys[$0] < keys[$1] }
    }
    let order = shuffled(ball.points.count)
    var place = [Int32](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { place[old] = Int32(new) }
    let other = TriangleSurface(
      points: order.map { ball.points[$0] },
      triangles: shuffled(ball.triangles.count).map { i in
        let t = ball.triangles[i]
        let moved = SIMD3(place[Int(t.x)], place[Int(t.y)], place[Int(t.z)])
        return i % 2 == 0 ? moved : SIMD3(moved.y, moved.z, moved.x)
      })
    let sample = ball.evenSample(500)
    #expect(sample.count == 500)
    #expect(other.evenSample(500) == sample)
    // As many on one half as on the other.
    #expect(abs(sample.count { $0.x > 0 } - 250) < 20)
  }
}
