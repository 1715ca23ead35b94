import LFAnatomy
public import LFCore
public import LFMesh

/// Surfaces of an anatomy held against golden ones: how far apart they are, and how much their insides overlap.
public enum AnatomyReport {
  /// Lattice points along the longest side of the box that Dice is counted in.
  private static let lattice = 64

  /// Compares tissue by tissue where both name tissues, else the two surfaces whole.
  ///
  /// - Parameters:
  ///   - prediction: A surface or volume mesh, such as `lfconvert encode` writes.
  ///   - golden: Another.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What was found.
  /// - Throws: `LFError` with code `badData` when there are no surfaces, or the two share no tissue.
  public static func compare(
    _ prediction: Mesh, golden: Mesh, diagnostics: inout Diagnostics
  ) throws(LFError) -> AccuracyReport {
    let pairs = try TissuePairs(prediction, golden, &diagnostics)
    var report = AccuracyReport(.anatomy, sampling: "points of each surface to the other")
    report.findings = pairs.findings
    var (all, dice): ([Double], [Double]) = ([], [])
    for pair in pairs.pairs {
      let (a, b) = (SurfaceDistance(pair.prediction), SurfaceDistance(pair.golden))
      let gaps = (b.signedDistances(at: pair.prediction.points) + a.signedDistances(at: pair.golden.points))
        .map(abs)
      guard gaps.allSatisfy(\.isFinite), !gaps.isEmpty else {
        report.findings.append(
          Finding(.notFinite, .fault, "the surface \(pair.name.singleLine) has points that are no numbers"))
        continue
      }
      all += gaps
      report.measurements += measurements(gaps, .region(pair.name))
      if SurfaceCheck.isClosed(pair.prediction), SurfaceCheck.isClosed(pair.golden) {
        let overlap = Self.dice(a, b)
        dice.append(overlap)
        report.measurements.append(Measurement("surface.dice", .region(pair.name), overlap))
      } else {
        diagnostics.warn("the surface \(pair.name.singleLine) is not closed: it has no inside to overlap")
      }
      if let finding = size(pair) { report.findings.append(finding) }
    }
    report.measurements = measurements(all, .overall) + report.measurements
    if let least = dice.min() { report.measurements.append(Measurement("surface.dice", .overall, least)) }
    return report
  }

  private static func measurements(_ gaps: [Double], _ scope: Measurement.Scope) -> [Measurement] {
    let sorted = gaps.sorted()
    let mean = gaps.reduce(0, +) / Double(max(gaps.count, 1))
    return [
      Measurement("surface.mean", scope, gaps.isEmpty ? .nan : mean),
      Measurement("surface.p95", scope, sorted.isEmpty ? .nan : sorted[Int(0.95 * Double(sorted.count - 1))]),
    ]
  }

  /// Twice the common volume over the sum of both, counted on a lattice.
  private static func dice(_ a: SurfaceDistance, _ b: SurfaceDistance) -> Double {
    var low = SIMD3(repeating: Double.infinity)
    var high = -low
    for point in a.surface.points + b.surface.points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let step = (high - low).max() / Double(lattice)
    guard step > 0, step.isFinite else { return .nan }
    let n = ((high - low) / step).rounded(.up)
    var points: [SIMD3<Double>] = []
    for k in 0..<max(Int(n.z), 1) {
      for j in 0..<max(Int(n.y), 1) {
        for i in 0..<max(Int(n.x), 1) {
          points.append(low + step * (SIMD3(Double(i), Double(j), Double(k)) + 0.5))
        }
      }
    }
    var (both, sum) = (0, 0)
    for (p, q) in zip(a.signedDistances(at: points), b.signedDistances(at: points)) {
      if p < 0 { sum += 1 }
      if q < 0 { sum += 1 }
      if p < 0, q < 0 { both += 1 }
    }
    return sum > 0 ? 2 * Double(both) / Double(sum) : .nan
  }

  private static func size(_ pair: TissuePairs.Pair) -> Finding? {
    let factor = (pair.golden.area / pair.prediction.area).squareRoot()
    guard factor > 4 || factor < 0.25 else { return nil }
    let words = LengthFactor.text(factor).map { ": " + $0 } ?? ""
    return Finding(
      .unit, .fault,
      "the surface \(pair.name.singleLine) is \((1 / factor).fixed(4)) times the golden one's size\(words)")
  }
}
