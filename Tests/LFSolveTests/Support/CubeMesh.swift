@testable import LFSolve

/// A cube of n³ jittered cells, six tetrahedra each (Kuhn), with random conductivities 0.05…0.6 S/m.
struct CubeMesh {
  var points: [SIMD3<Double>] = []
  var tetrahedra: [Int32] = []
  var conductivity: [Double] = []

  init(_ n: Int, jitter: Double = 0.15, seed: UInt64 = 1) {
    var state = seed
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    let h = 1 / Double(n)
    for k in 0...n {
      for j in 0...n {
        for i in 0...n {
          var x = SIMD3(Double(i), Double(j), Double(k))
          if min(i, j, k) > 0, max(i, j, k) < n {
            x += jitter * SIMD3(random() - 0.5, random() - 0.5, random() - 0.5) * 2
          }
          points.append(x * h)
        }
      }
    }
    func number(_ i: Int, _ j: Int, _ k: Int) -> Int32 { Int32((k * (n + 1) + j) * (n + 1) + i) }
    let walks = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let even = [true, false, false, true, true, false]
    for k in 0..<n {
      for j in 0..<n {
        for i in 0..<n {
          let sigma = [0.05, 0.2, 0.3, 0.6][Int(random() * 3.999)]
          for (walk, isEven) in zip(walks, even) {
            var at = [i, j, k]
            var corners = [number(i, j, k)]
            for axis in walk {
              at[axis] += 1
              corners.append(number(at[0], at[1], at[2]))
            }
            if !isEven { corners.swapAt(2, 3) }
            tetrahedra += corners
            conductivity.append(sigma)
          }
        }
      }
    }
  }

  var stiffness: SparseMatrix {
    .stiffness(
      points: points, tetrahedra: tetrahedra, conductivity: .isotropic(conductivity),
      around: NodeCells(nodes: points.count, tetrahedra: tetrahedra))
  }
}
