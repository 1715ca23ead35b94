/// A sparse matrix in single precision with memory of its own: what the preconditioner multiplies with.
final class SingleRows: @unchecked Sendable {
  let rows: Int
  let columns: Int
  let rowStart: UnsafeMutablePointer<Int>
  let column: UnsafeMutablePointer<Int32>
  let value: UnsafeMutablePointer<Float>

  init(_ matrix: SparseMatrix) {
    rows = matrix.rows
    columns = matrix.columns
    let count = matrix.value.count
    rowStart = .allocate(capacity: rows + 1)
    column = .allocate(capacity: max(count, 1))
    value = .allocate(capacity: max(count, 1))
    for i in 0...rows { rowStart[i] = matrix.rowStart[i] }
    for k in 0..<count {
      column[k] = matrix.column[k]
      value[k] = Float(matrix.value[k])
    }
  }

  deinit {
    rowStart.deallocate()
    column.deallocate()
    value.deallocate()
  }
}
