/// Values with weights, for means and quantiles over a volume.
struct WeightedSample {
  private(set) var values: [(value: Double, weight: Double)] = []

  var isEmpty: Bool { values.isEmpty }
  var count: Int { values.count }

  mutating func add(_ value: Double, _ weight: Double) { values.append((value, weight)) }

  mutating func add(_ other: WeightedSample) { values += other.values }

  /// Σ w v / Σ w; not a number for no values.
  var mean: Double {
    var (sum, total) = (0.0, 0.0)
    for (value, weight) in values {
      sum += weight * value
      total += weight
    }
    return sum / total
  }

  /// The smallest value at which a share of the weight is reached.
  ///
  /// - Parameter share: 0…1.
  /// - Returns: The quantile; not a number for no values.
  func quantile(_ share: Double) -> Double {
    let sorted = values.sorted { $0.value < $1.value }
    let total = sorted.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    for (value, weight) in sorted {
      sum += weight
      if sum >= share * total { return value }
    }
    return sorted.last?.value ?? .nan
  }
}
