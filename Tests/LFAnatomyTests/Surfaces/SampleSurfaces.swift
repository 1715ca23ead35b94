import LFCore

@testable import LFAnatomy

/// Small surfaces that tests share.
enum SampleSurfaces {
  /// A ball as an octahedron divided `level` times, normals outwards.
  static func ball(radius: Double, at centre: SIMD3<Double> = SIMD3(), level: Int = 4) -> TriangleSurface {
    var points: [SIMD3<Double>] = [
      SIMD3(1, 0, 0), SIMD3(-1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 1), SIMD3(0, 0, -1),
    ]
    var triangles: [SIMD3<Int32>] = [
      SIMD3(0, 2, 4), SIMD3(2, 1, 4), SIMD3(1, 3, 4), SIMD3(3, 0, 4), SIMD3(2, 0, 5), SIMD3(1, 2, 5),
      SIMD3(3, 1, 5), SIMD3(0, 3, 5),
    ]
    for _ in 0..<level {
      var middles: [SIMD2<Int32>: Int32] = [:]
      func middle(_ a: Int32, _ b: Int32) -> Int32 {
        let key = SIMD2(min(a, b), max(a, b))
        if let known = middles[key] { return known }
        points.append((points[Int(a)] + points[Int(b)]).normalized)
        middles[key] = Int32(points.count - 1)
        return Int32(points.count - 1)
      }
      triangles = triangles.flatMap { t in
        let (a, b, c) = (middle(t.x, t.y), middle(t.y, t.z), middle(t.z, t.x))
        return [SIMD3(t.x, a, c), SIMD3(t.y, b, a), SIMD3(t.z, c, b), SIMD3(a, b, c)]
      }
    }
    return TriangleSurface(points: points.map { $0 * radius + centre }, triangles: triangles)
  }

  /// Random places in a box.
  static func places(_ count: Int, _ low: SIMD3<Double>, _ high: SIMD3<Double>, seed: UInt64) -> [SIMD3<
    Double
  >] {
    var source = RandomSource(seed: seed, stream: 1)
    return (0..<count).map { _ in
      low + (high - low) * SIMD3(source.uniform(), source.uniform(), source.uniform())
    }
  }

  /// Whether every edge is walked once each way.
  static func isClosed(_ surface: TriangleSurface) -> Bool {
    var edges: [SIMD2<Int32>: Int] = [:]
    for t in surface.triangles { for m in 0..<3 { edges[SIMD2(t[m], t[(m + 1) % 3]), default: 0] += 1 } }
    return edges.allSatisfy { $0.value == 1 && edges[SIMD2($0.key.y, $0.key.x)] == 1 }
  }
}
