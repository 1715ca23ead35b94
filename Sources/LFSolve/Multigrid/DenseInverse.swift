/// The inverse of a small symmetric positive matrix whose null space is the constants, on vectors of mean zero.
enum DenseInverse {
  /// (A + μ 1 1ᵀ/n)⁻¹ by Cholesky; `nil` when the matrix is not positive.
  ///
  /// Adding a multiple of 1 1ᵀ moves the constants out of the null space and changes nothing else.
  static func make(_ a: SparseMatrix) -> SparseMatrix? {
    let n = a.rows
    let trace = a.diagonal.reduce(0, +)
    let shift = trace / Double(n * n)
    var l = [Double](repeating: shift, count: n * n)
    for row in 0..<n {
      for k in a.rowStart[row]..<a.rowStart[row + 1] { l[row * n + Int(a.column[k])] += a.value[k] }
    }
    for j in 0..<n {
      var pivot = l[j * n + j]
      for k in 0..<j { pivot -= l[j * n + k] * l[j * n + k] }
      guard pivot > 1e-14 * trace / Double(n) else { return nil }
      let root = pivot.squareRoot()
      l[j * n + j] = root
      for i in (j + 1)..<max(n, j + 1) {
        var sum = l[i * n + j]
        for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
        l[i * n + j] = sum / root
      }
    }
    var inverse = [Double](repeating: 0, count: n * n)
    inverse.withUnsafeMutableBufferPointer { inverse in
      let out = inverse
      Workers.run(rows: n) { _, range in
        var x = [Double](repeating: 0, count: n)
        for column in range {
          for i in 0..<n { x[i] = i == column ? 1 : 0 }
          for i in column..<n {
            var sum = x[i]
            for k in column..<i { sum -= l[i * n + k] * x[k] }
            x[i] = sum / l[i * n + i]
          }
          for i in stride(from: n - 1, through: 0, by: -1) {
            var sum = x[i]
            for k in (i + 1)..<max(n, i + 1) { sum -= l[k * n + i] * x[k] }
            x[i] = sum / l[i * n + i]
          }
          for i in 0..<n { out[i * n + column] = x[i] }
        }
      }
    }
    return SparseMatrix(
      columns: n, rowStart: (0...n).map { $0 * n },
      column: (0..<n * n).map { Int32(truncatingIfNeeded: $0 % n) }, value: inverse)
  }
}
