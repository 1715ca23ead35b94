public import LFCore

/// Solves A x = b for a symmetric positive matrix whose null space is the constants, many right-hand sides at a
/// time: conjugate gradients preconditioned by smoothed-aggregation multigrid.
///
/// Memory grows with the number of entries, not with a factor's fill. Results do not depend on the number of
/// cores.
public struct NeumannSolver: Sendable {
  /// Right-hand sides that are solved together.
  public static let blockWidth = 12
  /// More iterations than this are no matter of size: the mesh has bad elements.
  public static let iterationLimit = 200

  let matrix: SparseMatrix
  let order: [Int32]
  let multigrid: Multigrid

  /// Sets up the multigrid hierarchy.
  ///
  /// - Parameter matrix: Symmetric, positive, connected, rows that sum to zero.
  /// - Throws: `LFError` with code `badData` when the matrix cannot be coarsened or is not positive.
  public init(_ matrix: SparseMatrix) throws(LFError) {
    try self.init(matrix, MultigridSettings())
  }

  init(_ matrix: SparseMatrix, _ settings: MultigridSettings) throws(LFError) {
    let order = matrix.bandwidthReducingOrder()
    let reordered = matrix.reordered(order)
    guard let multigrid = Multigrid(reordered, settings) else {
      throw LFError(
        .badData, "the system of equations is not positive",
        hint: "check the mesh for flat elements and loose parts")
    }
    self.order = order
    self.matrix = reordered
    self.multigrid = multigrid
  }

  /// How many unknowns there are.
  public var unknowns: Int { matrix.rows }

  /// Solves for right-hand sides; the mean of each is taken out first, as it has no solution.
  ///
  /// - Parameters:
  ///   - loads: Right-hand sides, one number an unknown.
  ///   - tolerance: ‖b − A x‖ ≤ tolerance · ‖b‖.
  ///   - progress: Told the fraction of right-hand sides that are done.
  /// - Returns: One solution of mean zero a right-hand side, and what they cost.
  /// - Throws: `LFError` with code `badData` when the iteration does not converge.
  public func solve(
    _ loads: [[Double]], tolerance: Double = 1e-8, progress: (Double) -> Void = { _ in }
  ) throws(LFError) -> (solutions: [[Double]], report: SolveReport) {
    var solutions: [[Double]] = []
    var report = SolveReport(iterations: 0, relativeResiduals: [])
    var first = 0
    var iteration: BlockIteration?
    while first < loads.count {
      let count = min(Self.blockWidth, loads.count - first)
      let lanes = (count + 3) / 4 * 4
      let block = iteration?.lanes == lanes ? iteration : nil
      let run = block ?? BlockIteration(matrix, multigrid, lanes: lanes)
      iteration = run
      run.load(loads[first..<first + count], order)
      report.iterations = max(report.iterations, try run.iterate(tolerance, limit: Self.iterationLimit))
      report.relativeResiduals += run.relativeResiduals().prefix(count)
      solutions += run.solutions(count, order)
      first += count
      progress(Double(first) / Double(loads.count))
    }
    return (solutions, report)
  }
}
