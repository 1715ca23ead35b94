public import LFLeadField

/// Potentials of electrodes in time, against the mean of the skin.
public struct ElectrodePotentials: Equatable, Sendable {
  /// The electrodes' names.
  public var electrodes: [String]
  /// The times, ms.
  public var times: [Double]
  /// Electrode × time, mV.
  public var values: [[Double]]

  /// Makes potentials.
  ///
  /// - Parameters:
  ///   - electrodes: The electrodes' names.
  ///   - times: The times, ms.
  ///   - values: Electrode × time, mV.
  public init(electrodes: [String], times: [Double], values: [[Double]]) {
    self.electrodes = electrodes
    self.times = times
    self.values = values
  }

  /// The leads that are made of them.
  ///
  /// - Parameter matrix: One column an electrode, in this order.
  /// - Returns: The leads' voltages.
  public func leads(_ matrix: LeadMatrix) -> Electrocardiogram {
    let traces = matrix.weights.map { row in
      var sum = [Double](repeating: 0, count: times.count)
      for (e, weight) in row.enumerated() where weight != 0 {
        for t in sum.indices { sum[t] += weight * values[e][t] }
      }
      return sum
    }
    return Electrocardiogram(leads: matrix.names, times: times, voltages: traces)
  }

  /// The potentials against Wilson's terminal, the mean of RA, LA and LL; against the mean of all electrodes where one
  /// of the three is missing.
  ///
  /// - Returns: The potentials, and the name of what they are against.
  public func againstTerminal() -> (potentials: ElectrodePotentials, reference: String) {
    let limbs = ["RA", "LA", "LL"].compactMap { electrodes.firstIndex(of: $0) }
    let terminal = limbs.count == 3 ? limbs : Array(electrodes.indices)
    var copy = self
    for t in times.indices {
      let mean = terminal.reduce(0) { $0 + values[$1][t] } / Double(max(terminal.count, 1))
      for e in values.indices { copy.values[e][t] -= mean }
    }
    return (copy, limbs.count == 3 ? "Wilson's terminal" : "the mean of all electrodes")
  }
}
