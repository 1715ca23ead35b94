import Foundation

extension SIMD3<Double> {
  /// The angle to another vector, degrees; 90 when this one is zero, which points nowhere.
  ///
  /// By the half-angle formula 2 atan2(|u − v|, |u + v|) of the unit vectors: arccos loses half its digits near 0.
  func angle(to other: Self) -> Double {
    let (a, b) = (length, other.length)
    guard a > 0, b > 0 else { return 90 }
    let (u, v) = (self / a, other / b)
    return 2 * atan2((u - v).length, (u + v).length) * 180 / .pi
  }
}
