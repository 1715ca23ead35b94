/// How near each predicted field is to its own golden one, to the others, and to its own when its sign is turned over.
///
/// Fields are known up to one that all electrodes share, that of the reference. It is taken as the median of what sets
/// prediction and golden field apart, which a wrong electrode does not move as it does a mean.
struct MatchErrors {
  /// Prediction × golden field: the sums over places of the squared gap.
  let cross: [[Double]]
  /// The same of each to its own golden field, with the sign turned over as it stands in the file.
  let flipped: [Double]
  /// The squared size of each golden field less the mean of all.
  let size: [Double]
  /// Σ P·G / √(ΣP² ΣG²) of all fields together, less their medians.
  let cosine: Double
  /// The squared gap of all fields together, less their medians, with the sign of all turned over.
  let allFlipped: Double

  /// The factor that brings predicted fields, less their medians, nearest to their golden ones: the median of all.
  let bestScale: Double
  /// Whether that is so far from 1 that all else was compared after it: fields in another unit can be told apart too.
  let isScaled: Bool
  /// The factor that brings each nearest to its own.
  let scales: [Double]
  /// The squared gap that it leaves.
  let scaled: [Double]

  /// The squared gap of each to its own golden field.
  func own(_ e: Int) -> Double { cross[e][e] }

  /// Compares.
  ///
  /// - Parameters:
  ///   - prediction: Field × place × component.
  ///   - golden: The same fields, golden.
  ///   - count: How many fields there are.
  ///   - weights: What each place weighs; those of weight 0 do not count.
  ///   - hasReference: Whether the fields share a reference that may differ between the two.
  init(
    _ prediction: [Double], _ golden: [Double], count: Int, weights: [Double], hasReference: Bool
  ) {
    let stride = golden.count / max(count, 1)
    let components = stride / max(weights.count, 1)
    let known = weights.indices.filter { weights[$0] > 0 }
      .flatMap { place in (0..<components).map { (at: components * place + $0, weight: weights[place]) } }
    let factor = Self.factor(
      prediction, golden, count, stride, known, isCentred: hasReference)
    (cosine, allFlipped, bestScale) = (factor.cosine, factor.flipped, factor.best)
    isScaled = factor.scale != 1
    var cross = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var flipped = [Double](repeating: 0, count: count)
    var size = flipped
    var (own, truth, gaps) = (flipped, flipped, flipped)
    var (products, squares, truths) = (flipped, flipped, flipped)
    for (at, weight) in known {
      for e in 0..<count {
        own[e] = factor.scale * prediction[e * stride + at]
        truth[e] = golden[e * stride + at]
        gaps[e] = own[e] - truth[e]
      }
      let reference = hasReference ? Self.median(gaps) : 0
      let mean = hasReference ? truth.reduce(0, +) / Double(count) : 0
      for e in 0..<count {
        let (aligned, opposite) = (own[e] - reference, -own[e] - reference - truth[e])
        for f in 0..<count { cross[e][f] += weight * (aligned - truth[f]) * (aligned - truth[f]) }
        products[e] += weight * aligned * truth[e]
        squares[e] += weight * aligned * aligned
        truths[e] += weight * truth[e] * truth[e]
        flipped[e] += weight * opposite * opposite
        size[e] += weight * (truth[e] - mean) * (truth[e] - mean)
      }
    }
    (self.cross, self.flipped, self.size) = (cross, flipped, size)
    scales = (0..<count).map { squares[$0] > 0 ? products[$0] / squares[$0] : 0 }
    scaled = (0..<count).map {
      truths[$0] - (squares[$0] > 0 ? products[$0] * products[$0] / squares[$0] : 0)
    }
  }

  /// What brings the prediction to the golden field's size when it is in another unit, 1 otherwise; and the cosine.
  private static func factor(
    _ prediction: [Double], _ golden: [Double], _ count: Int, _ stride: Int,
    _ known: [(at: Int, weight: Double)], isCentred: Bool
  ) -> (scale: Double, best: Double, cosine: Double, flipped: Double) {
    var (products, squares) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    var (own, truth, bb) = (products, products, 0.0)
    for (at, weight) in known {
      for e in 0..<count { (own[e], truth[e]) = (prediction[e * stride + at], golden[e * stride + at]) }
      let (a, b) = isCentred ? (median(own), median(truth)) : (0, 0)
      for e in 0..<count {
        let (u, v) = (own[e] - a, truth[e] - b)
        products[e] += weight * u * v
        squares[e] += weight * u * u
        bb += weight * v * v
      }
    }
    let (ab, aa) = (products.reduce(0, +), squares.reduce(0, +))
    guard aa > 0, bb > 0 else { return (1, 0, 0, bb) }
    let scale = median(zip(products, squares).compactMap { $1 > 0 ? $0 / $1 : nil })
    return (
      scale > 0 && !(0.5...2).contains(scale) ? scale : 1, scale, ab / (aa * bb).squareRoot(),
      aa + 2 * ab + bb
    )
  }

  private static func median(_ all: [Double]) -> Double {
    let values = all.sorted()
    let middle = values.count / 2
    return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
  }
}
