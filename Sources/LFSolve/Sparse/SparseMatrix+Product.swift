extension SparseMatrix {
  /// A B, row by row (Gustavson): the rows are shared among the cores.
  ///
  /// - Parameter other: B, with as many rows as A has columns.
  /// - Returns: The product; columns ascend in a row.
  public func times(_ other: SparseMatrix) -> SparseMatrix {
    let rows = rows
    let pieces = Workers.pieces(rows)
    // Each piece makes its own stretch of entries; they are joined at the end.
    let stretches = UnsafeMutableBufferPointer<Stretch>.allocate(capacity: pieces)
    stretches.initialize(repeating: Stretch())
    defer {
      stretches.deinitialize()
      stretches.deallocate()
    }
    Workers.run(rows: rows) { piece, range in stretches[piece] = self.product(of: range, other) }
    var rowStart: [Int] = [0]
    rowStart.reserveCapacity(rows + 1)
    var column: [Int32] = []
    var value: [Double] = []
    let total = stretches.reduce(0) { $0 + $1.column.count }
    column.reserveCapacity(total)
    value.reserveCapacity(total)
    for piece in 0..<pieces {
      for length in stretches[piece].lengths { rowStart.append(rowStart[rowStart.count - 1] + Int(length)) }
      column += stretches[piece].column
      value += stretches[piece].value
      stretches[piece] = Stretch()
    }
    return SparseMatrix(columns: other.columns, rowStart: rowStart, column: column, value: value)
  }

  private struct Stretch {
    var lengths: [Int32] = []
    var column: [Int32] = []
    var value: [Double] = []
  }

  private func product(of range: Range<Int>, _ other: SparseMatrix) -> Stretch {
    var result = Stretch()
    result.lengths.reserveCapacity(range.count)
    let guess = 2 * (rowStart[range.upperBound] - rowStart[range.lowerBound])
    result.column.reserveCapacity(guess)
    result.value.reserveCapacity(guess)
    var sums = [Double](repeating: 0, count: other.columns)
    var seen = [Int32](repeating: -1, count: other.columns)
    var found: [Int32] = []
    for row in range {
      found.removeAll(keepingCapacity: true)
      let mark = Int32(truncatingIfNeeded: row)
      for k in rowStart[row]..<rowStart[row + 1] {
        let a = value[k]
        let inner = Int(column[k])
        for m in other.rowStart[inner]..<other.rowStart[inner + 1] {
          let c = Int(other.column[m])
          if seen[c] != mark {
            seen[c] = mark
            found.append(other.column[m])
            sums[c] = a * other.value[m]
          } else {
            sums[c] += a * other.value[m]
          }
        }
      }
      found.sort()
      for c in found {
        result.column.append(c)
        result.value.append(sums[Int(c)])
      }
      result.lengths.append(Int32(truncatingIfNeeded: found.count))
    }
    return result
  }
}
