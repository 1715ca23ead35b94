/// A body given by its signed distance: negative inside, zero on its surface, positive outside.
///
/// Points come in batches, so that the one dynamic call costs nothing and the arithmetic behind it stays concrete.
/// Near the surface values must be true distances (mm) to first order; further away their sign is what counts.
public protocol Solid: Sendable {
  /// Signed distances to the surface, mm.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance a place.
  func signedDistances(at points: [SIMD3<Double>]) -> [Double]

  /// Signed distances to the surface and their slopes.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance (mm) and slope a place.
  func distancesAndSlopes(at points: [SIMD3<Double>]) -> [(distance: Double, slope: SIMD3<Double>)]
}

extension Solid {
  /// Signed distances to the surface and their slopes, by differences over half a millimetre either way.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance (mm) and slope a place.
  public func distancesAndSlopes(
    at points: [SIMD3<Double>]
  ) -> [(distance: Double, slope: SIMD3<Double>)] {
    let h = 0.5
    var result = signedDistances(at: points).map { (distance: $0, slope: SIMD3<Double>()) }
    for (axis, step) in [SIMD3(h, 0, 0), SIMD3(0, h, 0), SIMD3(0, 0, h)].enumerated() {
      let up = signedDistances(at: points.map { $0 + step })
      let down = signedDistances(at: points.map { $0 - step })
      for i in points.indices { result[i].slope[axis] = (up[i] - down[i]) / (2 * h) }
    }
    return result
  }
}

/// Smooth set operations on signed distances: circular-like fillets of radius about `width`, exact elsewhere.
enum SmoothSet {
  /// The union, its inner corners filled.
  static func union(_ a: Double, _ b: Double, width: Double) -> Double {
    guard width > 0 else { return min(a, b) }
    let h = max(width - abs(a - b), 0) / width
    return min(a, b) - h * h * width / 4
  }

  /// The intersection, its edges rounded.
  static func intersection(_ a: Double, _ b: Double, width: Double) -> Double {
    -union(-a, -b, width: width)
  }
}
