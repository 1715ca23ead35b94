/// Eigenvectors of small symmetric matrices by Jacobi's rotations.
enum SymmetricEigen {
  /// The eigenvector of the largest eigenvalue of a symmetric 4 × 4 matrix, of length 1.
  static func largest(_ matrix: [SIMD4<Double>]) -> SIMD4<Double> {
    var a = matrix
    var v = (0..<4).map { i in SIMD4<Double>((0..<4).map { $0 == i ? 1 : 0 }) }
    for _ in 0..<60 {
      for p in 0..<3 {
        for q in (p + 1)..<4 where abs(a[p][q]) > 1e-300 {
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for k in 0..<4 {
            let (x, y) = (a[k][p], a[k][q])
            a[k][p] = c * x - s * y
            a[k][q] = s * x + c * y
          }
          for k in 0..<4 {
            let (x, y) = (a[p][k], a[q][k])
            a[p][k] = c * x - s * y
            a[q][k] = s * x + c * y
          }
          for k in 0..<4 {
            let (x, y) = (v[k][p], v[k][q])
            v[k][p] = c * x - s * y
            v[k][q] = s * x + c * y
          }
        }
      }
    }
    let best = (0..<4).max { a[$0][$0] < a[$1][$1] } ?? 0
    return SIMD4(v[0][best], v[1][best], v[2][best], v[3][best])
  }
}
