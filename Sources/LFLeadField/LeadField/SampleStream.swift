public import LFCore

/// A lead field's samples, made for some electrodes at a time: a thousand electrodes take no more memory than a few.
public struct SampleStream: Sendable {
  /// How many places there are.
  public let count: Int
  /// Whether samples hold Z.
  public let hasPotential: Bool
  /// Whether samples hold deviations.
  public let hasDeviation: Bool
  /// Makes the samples of some electrodes.
  public let samples: @Sendable (Range<Int>) throws(LFError) -> FieldSamples

  /// A stream.
  ///
  /// - Parameters:
  ///   - count: How many places there are.
  ///   - hasPotential: Whether samples hold Z.
  ///   - hasDeviation: Whether samples hold deviations.
  ///   - samples: Makes the samples of some electrodes.
  public init(
    count: Int, hasPotential: Bool = true, hasDeviation: Bool,
    samples: @escaping @Sendable (Range<Int>) throws(LFError) -> FieldSamples
  ) {
    self.count = count
    self.hasPotential = hasPotential
    self.hasDeviation = hasDeviation
    self.samples = samples
  }

  /// A stream of samples that are there.
  ///
  /// - Parameter whole: The samples of all electrodes.
  public init(_ whole: FieldSamples) {
    self.init(
      count: whole.count, hasPotential: whole.potential != nil, hasDeviation: whole.deviation != nil
    ) { whole.part($0) }
  }
}

extension FieldSamples {
  /// The samples of some electrodes.
  fileprivate func part(_ electrodes: Range<Int>) -> FieldSamples {
    let range = (count * electrodes.lowerBound)..<(count * electrodes.upperBound)
    if range.count * 3 == gradient.count { return self }
    return FieldSamples(
      count: count, potential: potential.map { Array($0[range]) },
      gradient: Array(gradient[(3 * range.lowerBound)..<(3 * range.upperBound)]),
      deviation: deviation.map { Array($0[range]) })
  }
}
