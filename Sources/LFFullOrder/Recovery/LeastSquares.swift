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
    var l = normal
    for j in 0..<n {
      let whole = l[j * n + j]
      var pivot = whole
      for k in 0..<j { pivot -= l[j * n + k] * l[j * n + k] }
      guard pivot > 1e-4 * whole, pivot > 0 else { return nil }
      let root = pivot.squareRoot()
      l[j * n + j] = root
      for i in (j + 1)..<max(n, j + 1) {
        var sum = l[i * n + j]
        for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
        l[i * n + j] = sum / root
      }
    }
    return unknowns.map { unknown in
      // A column of the inverse of the normal matrix.
      var x = [Double](repeating: 0, count: n)
      x[unknown] = 1
      for i in 0..<n {
        var sum = x[i]
        for k in 0..<i { sum -= l[i * n + k] * x[k] }
        x[i] = sum / l[i * n + i]
      }
      for i in stride(from: n - 1, through: 0, by: -1) {
        var sum = x[i]
        for k in (i + 1)..<max(n, i + 1) { sum -= l[k * n + i] * x[k] }
        x[i] = sum / l[i * n + i]
      }
      return rows.indices.map { r in
        var sum = 0.0
        for i in 0..<n { sum += x[i] * rows[r][i] }
        return sum * weights[r]
      }
    }
  }
}
