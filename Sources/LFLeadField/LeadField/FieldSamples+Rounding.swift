extension FieldSamples {
  /// The samples with as many digits as a prediction has: noise is not worth its place in a file. What is kept fills
  /// whole bytes, so that the others deflate to nothing.
  ///
  /// - Returns: Potentials and gradients with 15 bits of fraction (1.5e-5), deviations with 7 (4e-3).
  public func rounded() -> FieldSamples {
    FieldSamples(
      count: count, potential: potential?.rounded(keeping: 15), gradient: gradient.rounded(keeping: 15),
      deviation: deviation?.rounded(keeping: 7))
  }
}

extension [Float] {
  /// The numbers, rounded to the nearest of so many bits of fraction; what is not finite stays as it is.
  fileprivate func rounded(keeping bits: UInt32) -> [Float] {
    let dropped = 23 - bits
    let (half, mask) = (UInt32(1) << (dropped - 1), ~((UInt32(1) << dropped) - 1))
    let exponent: UInt32 = 0x7F80_0000
    return [Float](unsafeUninitializedCapacity: count) { result, filled in
      withUnsafeBufferPointer { values in
        for i in 0..<values.count {
          let whole = values[i].bitPattern
          result[i] = Float(bitPattern: whole & exponent == exponent ? whole : (whole &+ half) & mask)
        }
      }
      filled = count
    }
  }
}
