import LFSolve

/// How far electrodes lie from where they are expected.
public struct ElectrodeStrangeness: Equatable, Sendable {
  /// All together: the root mean square of the coordinates' distances, in deviations, what is common to them taken out
  /// (Mahalanobis' distance over the root of their count). 1 is usual.
  public let deviations: Double
  /// The electrode that is the farthest from where all others have it, in deviations.
  public let oddest: String
  /// How far it is, mm.
  public let distance: Double

  /// Distances of electrodes.
  ///
  /// - Parameters:
  ///   - names: The electrodes' names; at least one.
  ///   - gaps: Their distances from where they are expected, mm: electrode × 3.
  ///   - spread: The covariance of those, mm².
  init?(names: [String], gaps: [Double], spread: SymmetricMatrix) {
    guard let precision = spread.inverse() else { return nil }
    let pull = precision.times(gaps)
    let square = zip(gaps, pull).reduce(0) { $0 + $1.0 * $1.1 }
    deviations = (max(square, 0) / Double(gaps.count)).squareRoot()
    // Given the others an electrode's distance is Q⁻¹ (Q gaps) of its own block of the precision Q.
    let alone = names.indices.compactMap { e -> (name: String, distance: Double, square: Double)? in
      let own = (3 * e)..<(3 * e + 3)
      guard let gap = precision.part(Array(own)).solve(Array(pull[own])) else { return nil }
      return (
        names[e], gap.reduce(0) { $0 + $1 * $1 }.squareRoot(),
        zip(gap, pull[own]).reduce(0) { $0 + $1.0 * $1.1 }
      )
    }
    guard let farthest = alone.max(by: { $0.square < $1.square }) else { return nil }
    (oddest, distance) = (farthest.name, farthest.distance)
  }
}
