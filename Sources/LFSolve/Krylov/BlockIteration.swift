import CKernels
import LFCore

/// Conjugate gradients for a block of right-hand sides, each with its own step lengths.
final class BlockIteration {
  let lanes: Int
  private let matrix: SparseMatrix
  private let cycle: MultigridCycle
  private let rows: Int
  private let b: NumberBlock<Double>
  private let x: NumberBlock<Double>
  private let r: NumberBlock<Double>
  private let p: NumberBlock<Double>
  private let q: NumberBlock<Double>
  private var loadNorms: [Double]

  init(_ matrix: SparseMatrix, _ multigrid: Multigrid, lanes: Int) {
    self.lanes = lanes
    self.matrix = matrix
    rows = matrix.rows
    cycle = MultigridCycle(multigrid, lanes: lanes)
    b = NumberBlock<Double>(rows * lanes)
    x = NumberBlock<Double>(rows * lanes)
    r = NumberBlock<Double>(rows * lanes)
    p = NumberBlock<Double>(rows * lanes)
    q = NumberBlock<Double>(rows * lanes)
    loadNorms = [Double](repeating: 0, count: lanes)
  }

  /// Takes in right-hand sides, their means removed, scaled to length 1 so that single precision holds them.
  func load(_ loads: ArraySlice<[Double]>, _ order: [Int32]) {
    let loads = Array(loads)
    let scales = Parallel.map(loads.count) { lane -> (mean: Double, norm: Double) in
      let mean = loads[lane].reduce(0, +) / Double(max(loads[lane].count, 1))
      return (mean, loads[lane].reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot())
    }
    loadNorms = scales.map(\.norm) + [Double](repeating: 0, count: lanes - loads.count)
    Workers.run(rows: rows) { _, range in
      for i in (range.lowerBound * lanes)..<(range.upperBound * lanes) {
        b.values[i] = 0
        x.values[i] = 0
        p.values[i] = 0
      }
      for (lane, load) in loads.enumerated() where scales[lane].norm > 0 {
        let (mean, scale) = (scales[lane].mean, 1 / scales[lane].norm)
        for row in range { b.values[row * lanes + lane] = (load[Int(order[row])] - mean) * scale }
      }
      for i in (range.lowerBound * lanes)..<(range.upperBound * lanes) {
        r.values[i] = b.values[i]
        cycle.input[i] = Float(b.values[i])
      }
    }
  }

  /// Iterates until every right-hand side has converged.
  ///
  /// - Returns: The number of iterations.
  func iterate(_ tolerance: Double, limit: Int) throws(LFError) -> Int {
    var old = [Double](repeating: 0, count: lanes)
    for iteration in 1...limit {
      let z = cycle.apply()
      let now = dots(z)
      var keep = [Double](repeating: 0, count: lanes)
      for j in 0..<lanes where old[j] > 0 { keep[j] = now[j] / old[j] }
      turn(keep, z)
      let curvature = product(p, q)
      var step = [Double](repeating: 0, count: lanes)
      for j in 0..<lanes where curvature[j] > 0 { step[j] = now[j] / curvature[j] }
      let squares = advance(step)
      old = now
      guard squares.allSatisfy(\.isFinite) else { break }
      if squares.allSatisfy({ $0 <= tolerance * tolerance }) { return iteration }
    }
    throw LFError(
      .badData, "the solution does not converge within \(limit) iterations",
      hint: "the mesh has nearly flat elements: improve its quality")
  }

  /// ‖b − A x‖ / ‖b‖ of each lane.
  func relativeResiduals() -> [Double] {
    _ = product(x, q)
    var squares = [Double](repeating: 0, count: lanes)
    for row in 0..<rows {
      for j in 0..<lanes {
        let rest = b.values[row * lanes + j] - q.values[row * lanes + j]
        squares[j] += rest * rest
      }
    }
    return squares.map { $0.squareRoot() }
  }

  /// The solutions of the first lanes in the caller's order and scale, of mean zero.
  func solutions(_ count: Int, _ order: [Int32]) -> [[Double]] {
    Parallel.map(count) { lane in
      var mean = 0.0
      for row in 0..<rows { mean += x.values[row * lanes + lane] }
      mean /= Double(max(rows, 1))
      var result = [Double](repeating: 0, count: rows)
      for row in 0..<rows {
        result[Int(order[row])] = (x.values[row * lanes + lane] - mean) * loadNorms[lane]
      }
      return result
    }
  }

  // Each piece of rows leaves its sums in a place of its own; they are added in order.

  private func summed(_ body: (_ rows: Range<Int>, _ sums: UnsafeMutablePointer<Double>) -> Void) -> [Double]
  {
    let partial = NumberBlock<Double>(Workers.mostPieces * lanes)
    let lanes = lanes
    Workers.run(rows: rows) { piece, range in body(range, partial.values + piece * lanes) }
    var total = [Double](repeating: 0, count: lanes)
    for piece in 0..<Workers.pieces(rows) {
      for j in 0..<lanes { total[j] += partial.values[piece * lanes + j] }
    }
    return total
  }

  private func product(_ v: NumberBlock<Double>, _ result: NumberBlock<Double>) -> [Double] {
    let width = Int32(lanes)
    return matrix.rowStart.withUnsafeBufferPointer { start in
      matrix.column.withUnsafeBufferPointer { column in
        matrix.value.withUnsafeBufferPointer { value in
          summed { range, sums in
            let part = lf_rows(
              first: range.lowerBound, end: range.upperBound, start: start.baseAddress,
              columns: column.baseAddress)
            lf_block_product_f64(width, part, value.baseAddress, v.values, result.values, sums)
          }
        }
      }
    }
  }

  private func dots(_ z: UnsafePointer<Float>) -> [Double] {
    let width = Int32(lanes)
    return summed { range, sums in
      lf_block_dot_f64(width, range.lowerBound, range.upperBound, r.values, z, sums)
    }
  }

  private func advance(_ step: [Double]) -> [Double] {
    let width = Int32(lanes)
    return step.withUnsafeBufferPointer { step in
      summed { range, sums in
        lf_block_advance_f64(
          width, range.lowerBound, range.upperBound, step.baseAddress, p.values, q.values, x.values, r.values,
          cycle.input, sums)
      }
    }
  }

  private func turn(_ keep: [Double], _ z: UnsafePointer<Float>) {
    let width = Int32(lanes)
    keep.withUnsafeBufferPointer { keep in
      Workers.run(rows: rows) { _, range in
        lf_block_turn_f64(width, range.lowerBound, range.upperBound, keep.baseAddress, z, p.values)
      }
    }
  }
}
