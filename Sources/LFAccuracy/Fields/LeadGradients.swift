public import LFLeadField

/// Gradients of leads at points, side by side in prediction and golden: what field measures compare.
public struct LeadGradients: Equatable, Sendable {
  /// The leads' names.
  public var names: [String]
  /// How many points there are.
  public var count: Int
  /// ∇Z_ℓ, Ω/m: lead × point × 3.
  public var values: [Double]

  /// Makes gradients.
  ///
  /// - Parameters:
  ///   - names: The leads' names.
  ///   - count: How many points there are.
  ///   - values: ∇Z_ℓ, Ω/m: lead × point × 3.
  public init(names: [String], count: Int, values: [Double]) {
    self.names = names
    self.count = count
    self.values = values
  }

  /// Combines unipolar samples into leads.
  ///
  /// - Parameters:
  ///   - samples: Unipolar gradients, electrode × place × 3.
  ///   - leads: The leads; their columns are the samples' electrodes.
  public init(_ samples: FieldSamples, _ leads: LeadMatrix) {
    names = leads.names
    count = samples.count
    let stride = 3 * samples.count
    values = [Double](repeating: 0, count: stride * leads.names.count)
    for (lead, row) in leads.weights.enumerated() {
      for (electrode, weight) in row.enumerated() where weight != 0 {
        let (target, source) = (lead * stride, electrode * stride)
        for i in 0..<stride { values[target + i] += weight * Double(samples.gradient[source + i]) }
      }
    }
  }

  /// Electrodes, each less the mean of all that are named: what remains does not depend on the reference.
  ///
  /// - Parameters:
  ///   - samples: Unipolar gradients, electrode × place × 3.
  ///   - electrodes: The samples' electrodes.
  ///   - names: Those that count, each among the electrodes.
  init(centred samples: FieldSamples, _ electrodes: [Electrode], _ names: [String]) {
    let rows = names.compactMap { name in electrodes.firstIndex { $0.name == name } }
    let stride = 3 * samples.count
    var mean = [Double](repeating: 0, count: stride)
    for row in rows {
      for i in 0..<stride { mean[i] += Double(samples.gradient[row * stride + i]) / Double(rows.count) }
    }
    var values: [Double] = []
    values.reserveCapacity(stride * rows.count)
    for row in rows {
      for i in 0..<stride { values.append(Double(samples.gradient[row * stride + i]) - mean[i]) }
    }
    self.init(names: names, count: samples.count, values: values)
  }

  func vector(_ lead: Int, _ point: Int) -> SIMD3<Double> {
    let i = 3 * (lead * count + point)
    return SIMD3(values[i], values[i + 1], values[i + 2])
  }
}
