/// Levenberg and Marquardt's least squares with slopes by differences: for some tens of unknowns.
struct LeastSquaresFit {
  /// The unknowns.
  var unknowns: [Double]
  /// Half the sum of squares, at the end.
  private(set) var cost = Double.infinity

  /// Starts from given unknowns, of a scale near 1.
  init(from unknowns: [Double]) { self.unknowns = unknowns }

  /// Lowers the sum of squares of the residuals.
  ///
  /// - Parameters:
  ///   - rounds: The most steps to take.
  ///   - residuals: The residuals at some unknowns: always as many.
  mutating func minimise(rounds: Int, _ residuals: ([Double]) -> [Double]) {
    var values = residuals(unknowns)
    cost = Self.half(values)
    var damping = 1e-2
    let n = unknowns.count
    let h = 1e-3
    for _ in 0..<rounds {
      var columns: [[Double]] = []
      for j in 0..<n {
        var moved = unknowns
        moved[j] += h
        let other = residuals(moved)
        columns.append(zip(other, values).map { ($0 - $1) / h })
      }
      var matrix = [Double](repeating: 0, count: n * n)
      var right = [Double](repeating: 0, count: n)
      for j in 0..<n {
        for k in j..<n {
          var sum = 0.0
          for i in values.indices { sum += columns[j][i] * columns[k][i] }
          matrix[j * n + k] = sum
          matrix[k * n + j] = sum
        }
        for i in values.indices { right[j] -= columns[j][i] * values[i] }
      }
      var better = false
      for _ in 0..<8 where !better {
        var damped = matrix
        for j in 0..<n { damped[j * n + j] += damping * (matrix[j * n + j] + 1e-9) }
        guard let step = Self.solve(damped, right) else {
          damping *= 10
          continue
        }
        let trial = zip(unknowns, step).map { $0 + min(max($1, -1), 1) }
        let found = residuals(trial)
        let price = Self.half(found)
        if price < cost {
          better = true
          damping = max(damping / 5, 1e-6)
          let gain = (cost - price) / cost
          (unknowns, values, cost) = (trial, found, price)
          if gain < 1e-5 { return }
        } else {
          damping *= 5
        }
      }
      guard better else { return }
    }
  }

  private static func half(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } / 2 }

  /// Solves a symmetric positive system by Cholesky; `nil` when it is not positive.
  static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    let n = right.count
    var l = matrix
    for j in 0..<n {
      for i in j..<n {
        var sum = l[i * n + j]
        for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
        if i == j {
          guard sum > 0 else { return nil }
          l[j * n + j] = sum.squareRoot()
        } else {
          l[i * n + j] = sum / l[j * n + j]
        }
      }
    }
    var x = right
    for i in 0..<n {
      for k in 0..<i { x[i] -= l[i * n + k] * x[k] }
      x[i] /= l[i * n + i]
    }
    for i in (0..<n).reversed() {
      for k in i + 1..<max(n, i + 1) { x[i] -= l[k * n + i] * x[k] }
      x[i] /= l[i * n + i]
    }
    return x
  }
}
