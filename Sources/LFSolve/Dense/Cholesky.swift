/// A dense symmetric positive matrix as L Lᵀ (Cholesky).
public struct Cholesky: Sendable {
  /// Rows and columns.
  public let size: Int
  /// L row by row; above the diagonal is what was given.
  private var l: [Double]

  /// Takes a matrix apart; `nil` when it is not positive.
  ///
  /// - Parameters:
  ///   - values: The matrix, row by row; what is above the diagonal is not looked at.
  ///   - size: Rows and columns.
  ///   - limit: Pivots not above this count as not positive.
  ///   - share: Pivots not above this share of their diagonal entry count as not positive.
  public init?(_ values: [Double], size: Int, above limit: Double = 0, share: Double = 0) {
    let n = size
    var l = values
    for j in 0..<n {
      let whole = l[j * n + j]
      var pivot = whole
      for k in 0..<j { pivot -= l[j * n + k] * l[j * n + k] }
      guard pivot > limit, pivot > share * whole, pivot.isFinite else { return nil }
      let root = pivot.squareRoot()
      l[j * n + j] = root
      for i in (j + 1)..<max(n, j + 1) {
        var sum = l[i * n + j]
        for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
        l[i * n + j] = sum / root
      }
    }
    self.l = l
    self.size = n
  }

  /// The solution of L Lᵀ x = b.
  ///
  /// - Parameter b: The right-hand side.
  /// - Returns: x.
  public func solve(_ b: [Double]) -> [Double] { solve(b, from: 0) }

  /// The same for a right-hand side that is zero before a number.
  private func solve(_ b: [Double], from first: Int) -> [Double] {
    let n = size
    var x = b
    for i in first..<n {
      var sum = x[i]
      for k in first..<i { sum -= l[i * n + k] * x[k] }
      x[i] = sum / l[i * n + i]
    }
    for i in (0..<n).reversed() {
      var sum = x[i]
      for k in (i + 1)..<max(n, i + 1) { sum -= l[k * n + i] * x[k] }
      x[i] = sum / l[i * n + i]
    }
    return x
  }

  /// A column of the inverse.
  ///
  /// - Parameter number: The column's number.
  /// - Returns: The column.
  public func inverseColumn(_ number: Int) -> [Double] {
    var unit = [Double](repeating: 0, count: size)
    unit[number] = 1
    return solve(unit, from: number)
  }
}
