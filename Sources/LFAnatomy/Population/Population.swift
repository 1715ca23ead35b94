/// The parametric population: parameters from a seed.
public enum Population {
  /// The parameters of a seed.
  ///
  /// - Parameters:
  ///   - seed: The seed; the same seed gives the same parameters on every machine.
  ///   - kind: A named extreme, or `nil` for the population at large.
  ///   - breadth: A factor on all deviations from the mean, which stay within three standard deviations.
  /// - Returns: The parameters.
  public static func parameters(
    seed: UInt64, kind: AnatomyKind? = nil, breadth: Double = 1
  ) -> AnatomyParameters {
    var common = RandomSource(seed: seed, stream: 0)
    let sex = kind?.sex ?? (common.uniform() < 0.5 ? .female : .male)
    var size = common.normal()
    var fat = common.normal()
    if let kind { (size, fat) = kind.body(size, fat) }
    var result = AnatomyParameters(meanOf: sex)
    for parameter in AnatomyParameter.allCases {
      // A stream by name: parameters may be added and sorted without changing the others of a seed.
      var own = RandomSource(seed: seed, stream: parameter.stream)
      let distribution = parameter.distribution
      let shared = distribution.size * size + distribution.fat * fat
      let rest = (1 - distribution.size * distribution.size - distribution.fat * distribution.fat)
        .squareRoot()
      var deviation = shared + rest * own.normal()
      if kind == nil { deviation = min(max(breadth * deviation, -3), 3) }
      if let pinned = kind?.deviations[parameter] { deviation = pinned + 0.3 * own.normal() }
      result.set(parameter, deviation: deviation)
    }
    return result
  }
}

extension AnatomyParameter {
  /// The parameter's stream of random numbers: FNV-1a of its name.
  fileprivate var stream: UInt64 {
    rawValue.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
