/// Two ventricles cut at their base, as signed distances: what a population varies, in the heart's own axes.
///
/// Axes: z from apex to base along the left ventricle, x from the left ventricle to the right one, origin in the
/// middle of the left ventricle's equator. Both cavities are ellipsoids; walls are exact offsets of them, and the
/// septum is the left wall where the right cavity lies against it.
public struct Biventricular: Equatable, Sendable {
  /// The left cavity.
  public var leftCavity = Ellipsoid(center: SIMD3(0, 0, 0), semiAxes: SIMD3(22.5, 22.5, 62))
  /// The thickness of the left wall and of the septum, mm.
  public var leftWall = 9.5
  /// The right cavity before the left ventricle is taken out of it.
  public var rightCavity = Ellipsoid(center: SIMD3(25, 0, 3), semiAxes: SIMD3(30, 34, 55))
  /// The thickness of the right free wall, mm.
  public var rightWall = 3.8
  /// Where the base cuts the left ventricle's axis, mm above the equator.
  public var baseHeight = 20.0
  /// How far the base leans towards the right ventricle's side, radian.
  public var baseTilt = 0.09
  /// How far the base leans along the septum, radian.
  public var baseLean = 0.0
  /// The radius of the fillets where the right wall meets the left one, mm.
  public var fillet = 5.0

  /// How far below the base the blood pools end, mm: the valves' plane, which keeps the surfaces of the tissues
  /// apart.
  public static let valveDepth = 2.0

  /// An average adult heart.
  public init() {}

  /// What a place is to the heart.
  struct Probe {
    /// Signed distance to the muscle's surface, mm.
    var muscle: Double
    /// Distance to the left cavity, mm, and the direction away from it.
    var left: (value: Double, normal: SIMD3<Double>)
    /// Distance to the right cavity's ellipsoid, mm, and the direction away from it.
    var right: (value: Double, normal: SIMD3<Double>)
  }

  /// The direction out of the heart through its base.
  var baseNormal: SIMD3<Double> {
    let level = Trigonometry.cosine(baseLean)
    return SIMD3(
      Trigonometry.sine(baseTilt) * level, Trigonometry.sine(baseLean), Trigonometry.cosine(baseTilt) * level)
  }

  /// Everything known of a place.
  func probe(_ p: SIMD3<Double>) -> Probe {
    let left = leftCavity.distance(p)
    let right = rightCavity.distance(p)
    let outside = SmoothSet.union(left.value - leftWall, right.value - rightWall, width: fillet)
    let rightRoom = SmoothSet.intersection(right.value, leftWall - left.value, width: fillet / 2)
    let base = (baseNormal * (p - SIMD3(0, 0, baseHeight))).sum()
    let wall = max(outside, max(-left.value, -rightRoom))
    return Probe(muscle: max(wall, base), left: left, right: right)
  }

  /// A box that holds the whole muscle, mm.
  var box: (low: SIMD3<Double>, high: SIMD3<Double>) {
    let l = SIMD3(repeating: leftWall + fillet)
    let r = SIMD3(repeating: rightWall + fillet)
    return (
      pointwiseMin(
        leftCavity.center - leftCavity.semiAxes - l, rightCavity.center - rightCavity.semiAxes - r),
      pointwiseMax(
        leftCavity.center + leftCavity.semiAxes + l, rightCavity.center + rightCavity.semiAxes + r)
    )
  }
}

extension Biventricular: Solid {
  /// Signed distances to the surface of the muscle, mm.
  ///
  /// - Parameter points: Places in the heart's own axes, mm.
  /// - Returns: One distance a place.
  public func signedDistances(at points: [SIMD3<Double>]) -> [Double] { points.map { probe($0).muscle } }
}
