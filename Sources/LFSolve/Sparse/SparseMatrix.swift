/// A sparse matrix in compressed rows: row i has the entries `rowStart[i] ..< rowStart[i + 1]`, columns ascending.
public struct SparseMatrix: Equatable, Sendable {
  /// How many columns there are.
  public var columns: Int
  /// Where each row's entries begin, and the end: one more than there are rows.
  public var rowStart: [Int]
  /// The entries' columns.
  public var column: [Int32]
  /// The entries.
  public var value: [Double]

  /// Makes a matrix.
  ///
  /// - Parameters:
  ///   - columns: How many columns there are.
  ///   - rowStart: Where each row's entries begin, and the end.
  ///   - column: The entries' columns, ascending in a row.
  ///   - value: The entries.
  public init(columns: Int, rowStart: [Int], column: [Int32], value: [Double]) {
    self.columns = columns
    self.rowStart = rowStart
    self.column = column
    self.value = value
  }

  /// How many rows there are.
  public var rows: Int { rowStart.count - 1 }

  /// The entries on the diagonal; 0 where there is none.
  public var diagonal: [Double] {
    var result = [Double](repeating: 0, count: rows)
    for row in 0..<rows {
      for k in rowStart[row]..<rowStart[row + 1] where Int(column[k]) == row { result[row] = value[k] }
    }
    return result
  }

  /// A x.
  ///
  /// - Parameter x: One number a column.
  /// - Returns: One number a row.
  public func times(_ x: [Double]) -> [Double] {
    var y = [Double](repeating: 0, count: rows)
    x.withUnsafeBufferPointer { x in
      rowStart.withUnsafeBufferPointer { rowStart in
        column.withUnsafeBufferPointer { column in
          value.withUnsafeBufferPointer { value in
            y.withUnsafeMutableBufferPointer { y in
              let out = y
              Workers.run(rows: out.count) { _, rows in
                for row in rows {
                  var sum = 0.0
                  for k in rowStart[row]..<rowStart[row + 1] { sum += value[k] * x[Int(column[k])] }
                  out[row] = sum
                }
              }
            }
          }
        }
      }
    }
    return y
  }

  /// The transpose.
  ///
  /// - Returns: The matrix with rows and columns exchanged.
  public func transposed() -> SparseMatrix {
    var start = [Int](repeating: 0, count: columns + 1)
    for c in column { start[Int(c) + 1] += 1 }
    for i in 0..<columns { start[i + 1] += start[i] }
    var next = start
    var outColumn = [Int32](repeating: 0, count: column.count)
    var outValue = [Double](repeating: 0, count: value.count)
    for row in 0..<rows {
      for k in rowStart[row]..<rowStart[row + 1] {
        let target = next[Int(column[k])]
        next[Int(column[k])] += 1
        outColumn[target] = Int32(truncatingIfNeeded: row)
        outValue[target] = value[k]
      }
    }
    return SparseMatrix(columns: rows, rowStart: start, column: outColumn, value: outValue)
  }
}
