/// Random numbers by counting: the value is a function of seed, stream and index, the same on every machine.
///
/// The function is SplitMix64's finaliser (Steele, Lea, Flood 2014). Each quantity has its own stream, so that a
/// new quantity leaves the others of a seed as they were.
public struct RandomSource: RandomNumberGenerator, Sendable {
  private let key: UInt64
  private var index: UInt64 = 0

  /// Opens a stream.
  ///
  /// - Parameters:
  ///   - seed: The seed of the anatomy.
  ///   - stream: What the numbers are for.
  public init(seed: UInt64, stream: UInt64) {
    key = Self.mix(Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ (stream &* 0xD1B5_4A32_D192_ED03))
  }

  /// The next 64 bits.
  ///
  /// - Returns: 64 random bits.
  public mutating func next() -> UInt64 {
    index &+= 1
    return Self.mix(key &+ index &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Evenly in 0..<1, with 53 bits.
  ///
  /// - Returns: A number.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Nearly normal, of mean 0 and variance 1, within ±6: the sum of twelve uniform numbers less 6.
  ///
  /// Only sums: no logarithm or cosine whose last bit differs from one system to the next.
  ///
  /// - Returns: A number.
  public mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
