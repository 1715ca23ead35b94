/// A smooth curve through given values that makes no new extremes between them (Fritsch and Carlson).
struct MonotoneCurve: Equatable, Sendable {
  private var knots: [Double]
  private var values: [Double]
  private var slopes: [Double]

  /// A curve through values at rising knots, at least two.
  init(_ points: [(Double, Double)]) {
    let knots = points.map(\.0)
    let values = points.map(\.1)
    let n = knots.count
    var steps: [Double] = []
    for i in 0..<n - 1 { steps.append((values[i + 1] - values[i]) / (knots[i + 1] - knots[i])) }
    var slopes = [Double](repeating: 0, count: n)
    for i in 1..<max(n - 1, 1) where steps[i - 1] * steps[i] > 0 {
      let (w1, w2) = (
        2 * (knots[i + 1] - knots[i]) + knots[i] - knots[i - 1],
        knots[i + 1] - knots[i] + 2 * (knots[i] - knots[i - 1])
      )
      slopes[i] = (w1 + w2) / (w1 / steps[i - 1] + w2 / steps[i])
    }
    slopes[0] = steps[0]
    slopes[n - 1] = steps[n - 2]
    self.knots = knots
    self.values = values
    self.slopes = slopes
  }

  /// The value; beyond the ends the curve goes on level.
  func callAsFunction(_ x: Double) -> Double {
    let last = knots.count - 1
    if x <= knots[0] { return values[0] }
    if x >= knots[last] { return values[last] }
    var i = 0
    while x > knots[i + 1] { i += 1 }
    let h = knots[i + 1] - knots[i]
    let t = (x - knots[i]) / h
    let u = 1 - t
    return values[i] * (1 + 2 * t) * u * u + values[i + 1] * (3 - 2 * t) * t * t
      + h * t * u * (slopes[i] * u - slopes[i + 1] * t)
  }
}
