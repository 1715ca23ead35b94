/// How far predicted gradients g are from golden ones g*, over points and one or several leads.
public struct FieldMeasures: Equatable, Sendable {
  /// arccos(g·g* / |g||g*|), degrees: mean over the volume.
  public var angleMean: Double
  /// Its median, degrees.
  public var angleMedian: Double
  /// Its 95th percentile, degrees.
  public var angle95: Double
  /// Its mean weighted by |g*| as well, degrees.
  public var angleByMagnitude: Double
  /// sqrt(Σ|g−g*|² / Σ|g*|²).
  public var relativeL2: Double
  /// The same after the one best scale of g.
  public var relativeL2Scaled: Double
  /// That scale.
  public var bestScale: Double
  /// The median of |g|/|g*|.
  public var magnitudeRatio: Double
  /// RDM: | g/‖g‖ − g*/‖g*‖ |, 0…2.
  public var rdm: Double
  /// MAG: ‖g‖/‖g*‖.
  public var mag: Double
  /// How many pairs of point and lead count.
  public var count: Int
  /// How many were left out of the angle and the ratio, because |g*| is below 1e-3 of the lead's median.
  public var leftOut: Int
}

/// Sums from which measures are made; those of leads add up to those of all.
struct FieldSums {
  private var angles = WeightedSample()
  private var anglesByMagnitude = WeightedSample()
  private var ratios = WeightedSample()
  private var difference = 0.0
  private var golden = 0.0
  private var predicted = 0.0
  private var product = 0.0
  private var leftOut = 0

  init() {}

  /// One lead over all points: number `own` of the prediction, `lead` of the golden field.
  init(_ g: LeadGradients, _ golden: LeadGradients, own: Int, lead: Int, weights: [Double]) {
    let magnitudes = (0..<golden.count).map { golden.vector(lead, $0).length }
    let median = magnitudes.sorted()[golden.count / 2]
    for point in 0..<golden.count where weights[point] > 0 {
      let (a, b, weight) = (g.vector(own, point), golden.vector(lead, point), weights[point])
      let gap = a - b
      difference += weight * (gap * gap).sum()
      self.golden += weight * (b * b).sum()
      predicted += weight * (a * a).sum()
      product += weight * (a * b).sum()
      guard magnitudes[point] >= 1e-3 * median, magnitudes[point] > 0 else {
        leftOut += 1
        continue
      }
      let angle = a.angle(to: b)
      angles.add(angle, weight)
      anglesByMagnitude.add(angle, weight * magnitudes[point])
      ratios.add(a.length / magnitudes[point], weight)
    }
  }

  mutating func add(_ other: FieldSums) {
    angles.add(other.angles)
    anglesByMagnitude.add(other.anglesByMagnitude)
    ratios.add(other.ratios)
    difference += other.difference
    golden += other.golden
    predicted += other.predicted
    product += other.product
    leftOut += other.leftOut
  }

  var measures: FieldMeasures {
    let scale = predicted > 0 ? product / predicted : 0
    let scaled = max(golden - scale * product, 0)
    let cosine = product / (predicted * golden).squareRoot()
    return FieldMeasures(
      angleMean: angles.mean, angleMedian: angles.quantile(0.5), angle95: angles.quantile(0.95),
      angleByMagnitude: anglesByMagnitude.mean, relativeL2: (difference / golden).squareRoot(),
      relativeL2Scaled: (scaled / golden).squareRoot(), bestScale: scale,
      magnitudeRatio: ratios.quantile(0.5),
      rdm: max(2 - 2 * cosine, 0).squareRoot(), mag: (predicted / golden).squareRoot(), count: angles.count,
      leftOut: leftOut)
  }
}

extension SIMD3<Double> {
  var length: Double { (self * self).sum().squareRoot() }
}
