extension SparseMatrix {
  /// The matrix without weak couplings |aᵢⱼ| < θ √(aᵢᵢ aⱼⱼ), which are added to the diagonal: rows sum to what
  /// they did, so that constants stay in the null space.
  func withoutWeakCouplings(_ threshold: Double) -> SparseMatrix {
    let diagonal = diagonal
    var start: [Int] = [0]
    start.reserveCapacity(rows + 1)
    var outColumn: [Int32] = []
    var outValue: [Double] = []
    outColumn.reserveCapacity(column.count)
    outValue.reserveCapacity(column.count)
    for row in 0..<rows {
      var lumped = 0.0
      var place = -1
      for k in rowStart[row]..<rowStart[row + 1] {
        let c = Int(column[k])
        let a = value[k]
        if c == row { place = outColumn.count }
        if c == row || a * a >= threshold * threshold * abs(diagonal[row] * diagonal[c]) {
          outColumn.append(column[k])
          outValue.append(a)
        } else {
          lumped += a
        }
      }
      if place >= 0 { outValue[place] += lumped }
      start.append(outColumn.count)
    }
    return SparseMatrix(columns: columns, rowStart: start, column: outColumn, value: outValue)
  }

  /// The smoothed prolongation (1 − ω D⁻¹ A) T from groups to rows, T the piecewise constant one.
  ///
  /// `whole` is the diagonal before weak couplings were added to it: it bounds D from below, since a row whose
  /// couplings are all weak is left with a diagonal of nothing.
  func smoothedProlongation(_ groups: Aggregation, weight: Double, whole: [Double]) -> SparseMatrix {
    var start: [Int] = [0]
    start.reserveCapacity(rows + 1)
    var outColumn: [Int32] = []
    var outValue: [Double] = []
    outColumn.reserveCapacity(column.count / 2)
    outValue.reserveCapacity(column.count / 2)
    var found: [Int32] = []
    var sums: [Double] = []
    for row in 0..<rows {
      found.removeAll(keepingCapacity: true)
      sums.removeAll(keepingCapacity: true)
      found.append(groups.group[row])
      sums.append(1)
      var inverse = 0.0
      for k in rowStart[row]..<rowStart[row + 1] where Int(column[k]) == row {
        inverse = weight / max(value[k], whole[row] / 4)
      }
      for k in rowStart[row]..<rowStart[row + 1] {
        let g = groups.group[Int(column[k])]
        // A row touches a handful of groups: a linear search beats any table.
        if let at = found.firstIndex(of: g) {
          sums[at] -= inverse * value[k]
        } else {
          found.append(g)
          sums.append(-inverse * value[k])
        }
      }
      for i in found.indices.sorted(by: { found[$0] < found[$1] }) {
        outColumn.append(found[i])
        outValue.append(sums[i])
      }
      start.append(outColumn.count)
    }
    return SparseMatrix(columns: groups.count, rowStart: start, column: outColumn, value: outValue)
  }

  /// An estimate from below of the largest eigenvalue of D⁻¹ A: power iteration from a fixed start.
  func largestScaledEigenvalue(steps: Int = 12) -> Double {
    let inverse = diagonal.map { $0 > 0 ? 1 / $0 : 0 }
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    var x = (0..<rows).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24) - 0.5
    }
    var estimate = 1.0
    for _ in 0..<steps {
      var y = times(x)
      var before = 0.0
      var after = 0.0
      for i in y.indices {
        y[i] *= inverse[i]
        before += x[i] * x[i]
        after += y[i] * y[i]
      }
      guard before > 0, after > 0 else { return max(estimate, 1) }
      estimate = (after / before).squareRoot()
      let scale = 1 / after.squareRoot()
      for i in y.indices { y[i] *= scale }
      x = y
    }
    return estimate
  }
}
