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
    guard let factor = Cholesky(l, size: n, above: 1e-14 * trace / Double(n)) else { return nil }
    var inverse = [Double](repeating: 0, count: n * n)
    inverse.withUnsafeMutableBufferPointer { inverse in
      let out = inverse
      // It is symmetric: a column is a row.
      Workers.run(rows: n) { _, range in
        for row in range {
          for (i, value) in factor.inverseColumn(row).enumerated() { out[row * n + i] = value }
        }
      }
    }
    return SparseMatrix(
      columns: n, rowStart: (0...n).map { $0 * n },
      column: (0..<n * n).map { Int32(truncatingIfNeeded: $0 % n) }, value: inverse)
  }
}
