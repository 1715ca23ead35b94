/// Which seeds belong to which set: the one place that keeps them apart.
public enum SeedRange: String, CaseIterable, Sendable {
  /// Anatomies to train on.
  case training
  /// Anatomies to choose among models with.
  case validation
  /// Anatomies of the golden data, never trained on.
  case golden

  /// The seeds.
  public var seeds: Range<UInt64> {
    switch self {
    case .training: 0..<1_000_000
    case .validation: 1_000_000..<1_100_000
    case .golden: 2_000_000..<2_100_000
    }
  }

  /// The set of a seed; `nil` when it belongs to none.
  ///
  /// - Parameter seed: The seed.
  public init?(containing seed: UInt64) {
    guard let set = Self.allCases.first(where: { $0.seeds.contains(seed) }) else { return nil }
    self = set
  }
}
