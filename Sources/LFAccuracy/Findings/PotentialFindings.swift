import LFCore
import LFLeadField

/// What is wrong with the potentials Z themselves: gates bound gradients only, but Z stands in the file and is used.
enum PotentialFindings {
  /// A size this many times another, or one over it, is another scale.
  private static let otherScale = 2.0

  /// Potentials that are no numbers.
  static func holes(in field: LeadField) -> [Finding] {
    [("point", field.atPoints), ("cell", field.atCells)].compactMap { what, samples in
      guard let samples, let z = samples.potential, let first = z.firstIndex(where: { !$0.isFinite }) else {
        return nil
      }
      let bad = field.electrodes.indices.filter { e in
        z[e * samples.count..<(e + 1) * samples.count].contains { !$0.isFinite }
      }
      return Finding(
        .notFinite, .fault,
        "the potential of \(bad.map { field.electrodes[$0].name.singleLine }.joined(separator: ", ")) is no number, first"
          + " at \(what) \(first % samples.count)")
    }
  }

  /// Signs, exchanges and scales, where both have potentials.
  ///
  /// - Parameters:
  ///   - mine: The prediction's samples at the golden places.
  ///   - truth: The golden ones.
  ///   - rows: Each common electrode's name, and its number in both.
  ///   - weights: The volume that each place stands for, mm³; those of weight 0 count nowhere.
  ///   - gradientScale: The factor that brings the predicted gradients nearest to the golden ones.
  /// - Returns: Defects.
  static func find(
    _ mine: FieldSamples, _ truth: FieldSamples, _ rows: [(name: String, own: Int, golden: Int)],
    _ weights: [Double], gradientScale: Double
  ) -> [Finding] {
    guard let own = mine.potential, let golden = truth.potential, mine.count == truth.count else { return [] }
    var known = weights
    for place in weights.indices {
      let isKnown = rows.allSatisfy {
        own[$0.own * mine.count + place].isFinite && golden[$0.golden * mine.count + place].isFinite
      }
      if !isKnown { known[place] = 0 }
    }
    let a = rows.flatMap { centred(own, $0.own, known) }
    let b = rows.flatMap { centred(golden, $0.golden, known) }
    let errors = MatchErrors(a, b, count: rows.count, weights: known, hasReference: true)
    let names = rows.map(\.name)
    let found = MatchFindings.find(.potential, names, errors)
    return scale(errors, gradientScale).map { [$0] } ?? found
  }

  private static func scale(_ errors: MatchErrors, _ gradientScale: Double) -> Finding? {
    // A coarse model may be off by as much: then its gradients, which are judged, are too.
    let (factor, other) = (1 / errors.bestScale, 1 / gradientScale)
    guard errors.bestScale > 0, gradientScale > 0,
      factor >= otherScale * other || factor <= other / otherScale
    else { return nil }
    return Finding(
      .scale, .fault,
      "the potentials are \(factor.fixed(factor < 0.01 ? 6 : 3)) times the golden ones at the best fit, the gradients"
        + " \(other.fixed(3)) times")
  }

  /// An electrode's potential less its mean: Z is known but for a constant.
  private static func centred(_ z: [Float], _ row: Int, _ weights: [Double]) -> [Double] {
    let own = z[row * weights.count..<(row + 1) * weights.count].map(Double.init)
    var (sum, volume) = (0.0, 0.0)
    for (value, weight) in zip(own, weights) where weight > 0 {
      sum += weight * value
      volume += weight
    }
    return own.map { $0 - sum / max(volume, .leastNormalMagnitude) }
  }
}
