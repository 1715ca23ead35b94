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

  /// Electrodes as they are, against the reference of their file.
  ///
  /// - Parameters:
  ///   - samples: Unipolar gradients, electrode × place × 3.
  ///   - electrodes: The samples' electrodes.
  ///   - names: Those that count, each among the electrodes.
  init(unipolar samples: FieldSamples, _ electrodes: [Electrode], _ names: [String]) {
    let rows = names.compactMap { name in electrodes.firstIndex { $0.name == name } }
    let stride = 3 * samples.count
    self.init(
      names: names, count: samples.count,
      values: rows.flatMap { samples.gradient[$0 * stride..<($0 + 1) * stride].map(Double.init) })
  }

  /// Each less the mean of all: what remains does not depend on the reference.
  var centred: LeadGradients {
    let stride = 3 * count
    var mean = [Double](repeating: 0, count: stride)
    for row in names.indices {
      for i in 0..<stride { mean[i] += values[row * stride + i] / Double(names.count) }
    }
    var copy = self
    for row in names.indices {
      for i in 0..<stride { copy.values[row * stride + i] -= mean[i] }
    }
    return copy
  }

  /// The rows of names, those that there are, in their order.
  func keeping(_ wanted: [String]) -> LeadGradients {
    let stride = 3 * count
    let rows = wanted.compactMap { names.firstIndex(of: $0) }
    return LeadGradients(
      names: rows.map { names[$0] }, count: count,
      values: rows.flatMap { values[$0 * stride..<($0 + 1) * stride] })
  }

  func vector(_ lead: Int, _ point: Int) -> SIMD3<Double> {
    let i = 3 * (lead * count + point)
    return SIMD3(values[i], values[i + 1], values[i + 2])
  }
}
