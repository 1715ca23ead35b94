import LFCore
import LFLeadField
import LFMesh

extension LeadFieldMesh {
  /// Arrays of leads may be so far from the combination of electrodes, as a share of its size: other programs write
  /// fewer digits.
  private static let leadTolerance = 1e-3

  /// The arrays of leads that say what the electrodes say, which need not be kept.
  ///
  /// - Parameters:
  ///   - leads: The leads.
  ///   - samples: The electrodes' field.
  ///   - data: The arrays at the same places.
  /// - Returns: Their names.
  static func redundantLeads(
    _ leads: LeadMatrix, _ samples: FieldSamples, in data: AttributeData
  ) -> Set<String> {
    var names: Set<String> = []
    let holes = holes(samples.gradient, stride: 3 * samples.count)
    let potentialHoles = samples.potential.map { self.holes($0, stride: samples.count) } ?? []
    for (lead, weights) in zip(leads.names, leads.weights) {
      let gradient = Name.gradient(lead: lead)
      if let array = data[gradient],
        isSame(array.values, combine(samples.gradient, weights, stride: 3 * samples.count), holes)
      {
        names.insert(gradient)
      }
      let potential = Name.potential(lead: lead)
      if let array = data[potential], let own = samples.potential,
        isSame(array.values, combine(own, weights, stride: samples.count), potentialHoles)
      {
        names.insert(potential)
      }
    }
    return names
  }

  /// Where some electrode has no number, so that a lead may have one or not.
  private static func holes(_ values: [Float], stride: Int) -> Set<Int> {
    var holes: Set<Int> = []
    for (i, value) in values.enumerated() where !value.isFinite { holes.insert(i % stride) }
    return holes
  }

  /// Whether an array holds the values, holes apart.
  private static func isSame(_ values: ArrayValues, _ expected: [Float], _ holes: Set<Int>) -> Bool {
    guard values.count == expected.count, let values = values.doubles() else { return false }
    var (gap, size) = (0.0, 0.0)
    for (i, (value, own)) in zip(values, expected).enumerated() {
      if !holes.isEmpty, holes.contains(i) { continue }
      gap += (value - Double(own)) * (value - Double(own))
      size += Double(own) * Double(own)
    }
    // A value that is no number makes this false.
    return gap <= leadTolerance * leadTolerance * size
  }
}
