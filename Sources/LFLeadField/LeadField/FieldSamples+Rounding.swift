extension FieldSamples {
  /// The samples with as many digits as a prediction has: noise is not worth its place in a file, and deflates slowly.
  ///
  /// - Returns: Potentials and gradients with 16 bits of fraction (8e-6), deviations with 8 (2e-3).
  public func rounded() -> FieldSamples {
    FieldSamples(
      count: count, potential: potential?.rounded(keeping: 16), gradient: gradient.rounded(keeping: 16),
      deviation: deviation?.rounded(keeping: 8))
  }
}

extension [Float] {
  /// The numbers, rounded to the nearest of so many bits of fraction; what is not finite stays as it is.
  fileprivate func rounded(keeping bits: UInt32) -> [Float] {
    let dropped = 23 - bits
    let (half, mask) = (UInt32(1) << (dropped - 1), ~((UInt32(1) << dropped) - 1))
    return map { $0.isFinite ? Float(bitPattern: ($0.bitPattern &+ half) & mask) : $0 }
  }
}
