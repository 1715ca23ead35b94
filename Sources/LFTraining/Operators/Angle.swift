#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Angles for measures.
enum Angle {
  /// The angle of a cosine, degrees.
  static func degrees(cosine: Double) -> Double { acos(min(max(cosine, -1), 1)) * 180 / Double.pi }
}
