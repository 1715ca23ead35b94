extension SparseMatrix {
  /// An order of the rows that keeps neighbours close (reverse Cuthill–McKee): products then find their
  /// vectors in the cache.
  ///
  /// - Returns: The old number of each new row. The pattern is taken as symmetric.
  public func bandwidthReducingOrder() -> [Int32] {
    let rows = rows
    var order: [Int32] = []
    order.reserveCapacity(rows)
    var taken = [Bool](repeating: false, count: rows)
    var neighbours: [Int32] = []
    for seed in 0..<rows where !taken[seed] {
      let start = farRow(from: seed)
      taken[start] = true
      var head = order.count
      order.append(Int32(truncatingIfNeeded: start))
      while head < order.count {
        let row = Int(order[head])
        head += 1
        neighbours.removeAll(keepingCapacity: true)
        for k in rowStart[row]..<rowStart[row + 1] where !taken[Int(column[k])] {
          taken[Int(column[k])] = true
          neighbours.append(column[k])
        }
        neighbours.sort { degree($0) != degree($1) ? degree($0) < degree($1) : $0 < $1 }
        order += neighbours
      }
    }
    order.reverse()
    return order
  }

  private func degree(_ row: Int32) -> Int { rowStart[Int(row) + 1] - rowStart[Int(row)] }

  /// A row at the far end of the part that `row` belongs to: a breadth-first walk's last.
  private func farRow(from row: Int) -> Int {
    var seen = [Bool](repeating: false, count: rows)
    var queue = [Int32(truncatingIfNeeded: row)]
    seen[row] = true
    var head = 0
    while head < queue.count {
      let next = Int(queue[head])
      head += 1
      for k in rowStart[next]..<rowStart[next + 1] where !seen[Int(column[k])] {
        seen[Int(column[k])] = true
        queue.append(column[k])
      }
    }
    return Int(queue[queue.count - 1])
  }

  /// The matrix with rows and columns in another order.
  ///
  /// - Parameter order: The old number of each new row.
  /// - Returns: The square matrix, renumbered; columns ascend in a row.
  public func reordered(_ order: [Int32]) -> SparseMatrix {
    var newNumber = [Int32](repeating: 0, count: rows)
    for (new, old) in order.enumerated() { newNumber[Int(old)] = Int32(truncatingIfNeeded: new) }
    var start = [Int](repeating: 0, count: rows + 1)
    for (new, old) in order.enumerated() { start[new + 1] = start[new] + degree(old) }
    var outColumn = [Int32](repeating: 0, count: column.count)
    var outValue = [Double](repeating: 0, count: value.count)
    outColumn.withUnsafeMutableBufferPointer { outColumn in
      outValue.withUnsafeMutableBufferPointer { outValue in
        let columns = outColumn
        let values = outValue
        Workers.run(rows: rows) { _, range in
          for new in range {
            var end = start[new]
            let old = Int(order[new])
            // Insertion keeps the short rows sorted.
            for k in rowStart[old]..<rowStart[old + 1] {
              let c = newNumber[Int(column[k])]
              var at = end
              while at > start[new], columns[at - 1] > c {
                columns[at] = columns[at - 1]
                values[at] = values[at - 1]
                at -= 1
              }
              columns[at] = c
              values[at] = value[k]
              end += 1
            }
          }
        }
      }
    }
    return SparseMatrix(columns: columns, rowStart: start, column: outColumn, value: outValue)
  }
}
