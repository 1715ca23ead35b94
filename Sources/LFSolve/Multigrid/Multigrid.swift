/// A smoothed-aggregation hierarchy of one matrix, in single precision: a preconditioner.
final class Multigrid: Sendable {
  /// One level: its matrix and the way to the next coarser one.
  final class Level: Sendable {
    let matrix: SingleRows
    let inverseDiagonal: [Float]
    let polynomial: SmootherPolynomial
    let prolongation: SingleRows
    let restriction: SingleRows

    init(
      matrix: SparseMatrix, polynomial: SmootherPolynomial, prolongation: SparseMatrix,
      restriction: SparseMatrix
    ) {
      self.matrix = SingleRows(matrix)
      inverseDiagonal = matrix.diagonal.map { $0 > 0 ? Float(1 / $0) : 0 }
      self.polynomial = polynomial
      self.prolongation = SingleRows(prolongation)
      self.restriction = SingleRows(restriction)
    }
  }

  let levels: [Level]
  /// The coarsest matrix, inverted.
  let coarsest: SingleRows
  /// The coarsest matrix's rows on each level, finest first.
  var rowCounts: [Int] { levels.map(\.matrix.rows) + [coarsest.rows] }
  /// Entries of all levels per entry of the finest.
  let complexity: Double

  /// Coarsens until the rest is small enough to invert; `nil` when the matrix defies coarsening.
  ///
  /// - Parameters:
  ///   - fine: The matrix: symmetric, positive, its null space the constants.
  ///   - settings: What can be tuned.
  init?(_ fine: SparseMatrix, _ settings: MultigridSettings = MultigridSettings()) {
    var levels: [Level] = []
    var matrix = fine
    var entries = 0
    var threshold = settings.threshold
    while matrix.rows > settings.coarsestRows {
      var strong = matrix.withoutWeakCouplings(threshold)
      var groups = Aggregation(strong)
      if groups.count * 3 > matrix.rows {
        // Large contrasts leave many rows without a strong neighbour: take every coupling as strong.
        strong = matrix
        groups = Aggregation(strong)
      }
      guard groups.count * 10 < matrix.rows * 9 else { break }
      let largest = matrix.largestScaledEigenvalue() * 1.05
      let prolongation = strong.smoothedProlongation(
        groups, weight: settings.prolongationWeight / largest, whole: matrix.diagonal)
      let restriction = prolongation.transposed()
      levels.append(
        Level(
          matrix: matrix, polynomial: SmootherPolynomial(degree: settings.degree, largest: largest),
          prolongation: prolongation, restriction: restriction))
      entries += matrix.value.count
      matrix = restriction.times(matrix.times(prolongation))
      threshold *= settings.thresholdFactor
    }
    guard matrix.rows <= 4 * settings.coarsestRows, let inverse = DenseInverse.make(matrix) else {
      return nil
    }
    self.levels = levels
    coarsest = SingleRows(inverse)
    complexity = Double(entries + matrix.value.count) / Double(max(fine.value.count, 1))
  }
}

/// What can be tuned in the hierarchy.
struct MultigridSettings {
  /// Couplings below this share of their diagonals are weak, on the finest level.
  var threshold = 0.08
  /// How the threshold falls from level to level.
  var thresholdFactor = 0.5
  /// ω of the prolongation's smoothing, times the largest eigenvalue of D⁻¹ A.
  var prolongationWeight = 4.0 / 3
  /// The degree of the smoother before and after each coarse correction.
  var degree = 2
  /// A matrix of at most so many rows is inverted.
  var coarsestRows = 300
}
