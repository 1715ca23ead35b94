public import LFCore
public import LFElectrocardiogram

/// A predicted ECG against a golden one, on raw amplitudes.
public struct ElectrocardiogramComparison: Equatable, Sendable {
  /// One lead's measures.
  public struct Lead: Equatable, Sendable {
    /// The lead's name.
    public var name: String
    /// Σ_t (V−V*)² / Σ_t V*².
    public var relativeMeanSquaredError: Double
    /// Pearson's correlation in time.
    public var correlation: Double
  }

  /// Σ_ℓ,t (V−V*)² / Σ_ℓ,t V*²: the headline.
  public var pooled: Double
  /// The mean over leads of Σ_t (V−V*)² / Σ_t V*².
  public var meanOverLeads: Double
  /// The pooled error after one best scale for all leads.
  public var pooledScaled: Double
  /// The mean over leads after that scale.
  public var meanOverLeadsScaled: Double
  /// That scale.
  public var bestScale: Double
  /// For each lead.
  public var perLead: [Lead]

  /// Compares two ECGs at the same times.
  ///
  /// - Parameters:
  ///   - prediction: The predicted ECG.
  ///   - golden: The golden ECG.
  /// - Throws: `LFError` with code `badData` when leads or times do not match, or a value is not finite.
  public init(_ prediction: Electrocardiogram, _ golden: Electrocardiogram) throws(LFError) {
    guard prediction.times == golden.times, !golden.times.isEmpty else {
      throw LFError(.badData, "has other times than the golden ECG", hint: "sample both at the same times")
    }
    var pairs: [(name: String, v: [Double], golden: [Double])] = []
    for (i, name) in golden.leads.enumerated() {
      guard let lead = prediction.leads.firstIndex(of: name) else {
        throw LFError(.badData, "has no lead \(name.singleLine)", hint: "give all of the golden ECG's leads")
      }
      let pair = (name, prediction.voltages[lead], golden.voltages[i])
      guard (pair.1 + pair.2).allSatisfy(\.isFinite) else {
        throw LFError(.badData, "has voltages that are not finite in lead \(name.singleLine)")
      }
      pairs.append(pair)
    }
    func errors(_ scale: Double) -> (pooled: Double, each: [Double]) {
      let sums = pairs.map { pair in
        zip(pair.v, pair.golden).reduce(into: (0.0, 0.0)) { sum, value in
          let gap = scale * value.0 - value.1
          sum.0 += gap * gap
          sum.1 += value.1 * value.1
        }
      }
      let total = sums.reduce(into: (0.0, 0.0)) { $0 = ($0.0 + $1.0, $0.1 + $1.1) }
      return (total.0 / total.1, sums.map { $0.0 / $0.1 })
    }
    let raw = errors(1)
    let all = pairs.flatMap { zip($0.v, $0.golden) }
    let square = all.reduce(0) { $0 + $1.0 * $1.0 }
    bestScale = square > 0 ? all.reduce(0) { $0 + $1.0 * $1.1 } / square : 0
    let scaled = errors(bestScale)
    pooled = raw.pooled
    meanOverLeads = raw.each.reduce(0, +) / Double(raw.each.count)
    pooledScaled = scaled.pooled
    meanOverLeadsScaled = scaled.each.reduce(0, +) / Double(scaled.each.count)
    perLead = zip(pairs, raw.each).map { pair, error in
      Lead(
        name: pair.name, relativeMeanSquaredError: error, correlation: Self.correlation(pair.v, pair.golden))
    }
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    let (meanA, meanB) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for i in a.indices {
      let (u, v) = (a[i] - meanA, b[i] - meanB)
      ab += u * v
      aa += u * u
      bb += v * v
    }
    return ab / (aa * bb).squareRoot()
  }
}

extension ElectrocardiogramComparison {
  /// The measures one by one.
  var measurements: [Measurement] {
    [
      Measurement("ecg.pooled", .overall, pooled), Measurement("ecg.meanOverLeads", .overall, meanOverLeads),
      Measurement("ecg.pooledScaled", .overall, pooledScaled),
      Measurement("ecg.meanOverLeadsScaled", .overall, meanOverLeadsScaled),
      Measurement("ecg.bestScale", .overall, bestScale),
    ]
      + perLead.flatMap { lead in
        [
          Measurement("ecg.relativeMeanSquaredError", .lead(lead.name), lead.relativeMeanSquaredError),
          Measurement("ecg.correlation", .lead(lead.name), lead.correlation),
        ]
      }
  }
}
