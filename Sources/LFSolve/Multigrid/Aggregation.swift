/// Groups of strongly coupled rows: each becomes one unknown of the next coarser level.
struct Aggregation {
  /// The group of each row.
  var group: [Int32]
  /// How many groups there are.
  var count: Int

  /// Greedy aggregation (Vaněk): whole neighbourhoods first, then leftovers join a neighbouring group.
  ///
  /// - Parameter pattern: Strong couplings only; symmetric.
  init(_ pattern: SparseMatrix) {
    let rows = pattern.rows
    var group = [Int32](repeating: -1, count: rows)
    var count: Int32 = 0
    pattern.rowStart.withUnsafeBufferPointer { start in
      pattern.column.withUnsafeBufferPointer { column in
        group.withUnsafeMutableBufferPointer { group in
          for row in 0..<rows where group[row] < 0 {
            var free = true
            for k in start[row]..<start[row + 1] where group[Int(column[k])] >= 0 {
              free = false
              break
            }
            // A row without strong neighbours would make a group of its own: leave it to the later passes.
            if !free || start[row + 1] - start[row] < 2 { continue }
            for k in start[row]..<start[row + 1] { group[Int(column[k])] = count }
            group[row] = count
            count += 1
          }
          let firstPass = Array(group)
          for row in 0..<rows where group[row] < 0 {
            for k in start[row]..<start[row + 1] where firstPass[Int(column[k])] >= 0 {
              group[row] = firstPass[Int(column[k])]
              break
            }
          }
          for row in 0..<rows where group[row] < 0 {
            for k in start[row]..<start[row + 1] where group[Int(column[k])] < 0 {
              group[Int(column[k])] = count
            }
            group[row] = count
            count += 1
          }
        }
      }
    }
    self.group = group
    self.count = Int(count)
  }
}
