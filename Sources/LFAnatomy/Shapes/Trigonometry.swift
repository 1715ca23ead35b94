#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The few functions of the system's mathematics that the anatomy needs.
enum Trigonometry {
  static func sine(_ angle: Double) -> Double { sin(angle) }
  static func cosine(_ angle: Double) -> Double { cos(angle) }
  static func arcCosine(_ value: Double) -> Double { acos(Swift.min(Swift.max(value, -1), 1)) }
  static func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
}
