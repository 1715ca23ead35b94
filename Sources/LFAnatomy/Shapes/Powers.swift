#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Trigonometry {
  /// base raised to an exponent, for base ≥ 0.
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
  /// e raised to an exponent.
  static func exponential(_ exponent: Double) -> Double { exp(exponent) }
}

/// Degrees in a radian's place.
let degree = Double.pi / 180
