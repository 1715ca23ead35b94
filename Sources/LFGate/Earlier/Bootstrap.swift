import LFCore

/// How far a mean over few cases can be trusted: the cases drawn again and again, with replacement.
public enum Bootstrap {
  private static let draws = 4000

  /// The interval of a statistic of paired values.
  ///
  /// - Parameters:
  ///   - count: How many cases there are.
  ///   - confidence: The share of draws inside.
  ///   - statistic: Of the cases drawn, by number.
  /// - Returns: The percentile interval; the same for the same values, whenever it is run.
  public static func interval(
    _ count: Int, confidence: Double, _ statistic: ([Int]) -> Double
  ) -> (low: Double, high: Double) {
    guard count > 0 else { return (.nan, .nan) }
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> Int {
      // SplitMix64: well mixed, and no different tomorrow.
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(count))
    }
    var values: [Double] = []
    values.reserveCapacity(draws)
    for _ in 0..<draws { values.append(statistic((0..<count).map { _ in next() })) }
    values.sort()
    let tail = (1 - confidence) / 2
    return (values[Int(tail * Double(draws))], values[min(Int((1 - tail) * Double(draws)), draws - 1)])
  }
}
