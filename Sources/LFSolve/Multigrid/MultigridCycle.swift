import CKernels

/// The memory of a V-cycle for a block of right-hand sides, and the cycle itself.
final class MultigridCycle {
  private let multigrid: Multigrid
  private let lanes: Int
  /// Per level: right-hand side, two solutions that take turns, and the smoother's last move.
  private var load: [NumberBlock<Float>] = []
  private var even: [NumberBlock<Float>] = []
  private var odd: [NumberBlock<Float>] = []
  private var move: [NumberBlock<Float>] = []

  init(_ multigrid: Multigrid, lanes: Int) {
    self.multigrid = multigrid
    self.lanes = lanes
    for rows in multigrid.rowCounts {
      load.append(NumberBlock<Float>(rows * lanes))
      even.append(NumberBlock<Float>(rows * lanes))
      odd.append(NumberBlock<Float>(rows * lanes))
      move.append(NumberBlock<Float>(rows * lanes))
    }
  }

  /// Where the finest right-hand side is to be put: rows × lanes.
  var input: UnsafeMutablePointer<Float> { load[0].values }

  /// One V-cycle from zero.
  ///
  /// - Returns: The approximate solution, rows × lanes, valid until the next call.
  func apply() -> UnsafePointer<Float> { UnsafePointer(descend(0)) }

  private func descend(_ depth: Int) -> UnsafeMutablePointer<Float> {
    guard depth < multigrid.levels.count else {
      combine(multigrid.coarsest, 1, load[depth].values, nil, even[depth].values)
      return even[depth].values
    }
    let level = multigrid.levels[depth]
    let b = load[depth].values
    var x = even[depth].values
    var y = odd[depth].values
    let d = move[depth].values
    startSmoothing(level, b, d, x)
    for k in 1..<max(level.polynomial.degree, 1) {
      smooth(level, k, b, x, d, y)
      swap(&x, &y)
    }
    combine(level.matrix, -1, x, b, y)
    combine(level.restriction, 1, y, nil, load[depth + 1].values)
    let correction = descend(depth + 1)
    combine(level.prolongation, 1, correction, x, x)
    for k in 0..<level.polynomial.degree {
      smooth(level, k, b, x, d, y)
      swap(&x, &y)
    }
    return x
  }

  /// The first step from zero needs no product: x = d = step D⁻¹ b.
  private func startSmoothing(
    _ level: Multigrid.Level, _ b: UnsafeMutablePointer<Float>, _ d: UnsafeMutablePointer<Float>,
    _ x: UnsafeMutablePointer<Float>
  ) {
    let lanes = lanes
    let step = level.polynomial.step[0]
    level.inverseDiagonal.withUnsafeBufferPointer { inverse in
      Workers.run(rows: level.matrix.rows) { _, rows in
        for row in rows {
          let scale = step * inverse[row]
          for i in (row * lanes)..<((row + 1) * lanes) {
            let value = scale * b[i]
            d[i] = value
            x[i] = value
          }
        }
      }
    }
  }

  private func smooth(
    _ level: Multigrid.Level, _ k: Int, _ b: UnsafeMutablePointer<Float>, _ x: UnsafeMutablePointer<Float>,
    _ d: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>
  ) {
    let lanes = Int32(lanes)
    let matrix = level.matrix
    let keep = level.polynomial.keep[k]
    let step = level.polynomial.step[k]
    level.inverseDiagonal.withUnsafeBufferPointer { inverse in
      let inverse = inverse.baseAddress
      Workers.run(rows: matrix.rows) { _, rows in
        let part = lf_rows(
          first: rows.lowerBound, end: rows.upperBound, start: matrix.rowStart, columns: matrix.column)
        lf_block_smooth_f32(lanes, part, matrix.value, inverse, keep, step, b, x, d, y)
      }
    }
  }

  private func combine(
    _ matrix: SingleRows, _ sign: Float, _ x: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>?,
    _ y: UnsafeMutablePointer<Float>
  ) {
    let lanes = Int32(lanes)
    Workers.run(rows: matrix.rows) { _, rows in
      let part = lf_rows(
        first: rows.lowerBound, end: rows.upperBound, start: matrix.rowStart, columns: matrix.column)
      lf_block_combine_f32(lanes, part, matrix.value, sign, x, b, y)
    }
  }
}
