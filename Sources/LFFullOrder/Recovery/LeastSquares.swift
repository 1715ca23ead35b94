import LFSolve

/// A small weighted least-squares problem by its normal equations.
struct LeastSquares {
  private let n: Int
  private var normal: [Double]

  init(unknowns: Int) {
    n = unknowns
    normal = [Double](repeating: 0, count: unknowns * unknowns)
  }

  mutating func add(_ row: [Double], weight: Double) {
    for i in 0..<n {
      for j in 0...i { normal[i * n + j] += weight * row[i] * row[j] }
    }
  }

  /// How some unknowns depend on each row's datum: one list of factors an unknown.
  ///
  /// - Returns: `nil` when the rows do not determine the unknowns.
  func weights(of unknowns: [Int], rows: [[Double]], weights: [Double]) -> [[Double]]? {
    guard let factor = Cholesky(normal, size: n, share: 1e-4) else { return nil }
    return unknowns.map { unknown in
      let x = factor.inverseColumn(unknown)
      return rows.indices.map { r in
        var sum = 0.0
        for i in 0..<n { sum += x[i] * rows[r][i] }
        return sum * weights[r]
      }
    }
  }
}
