import LFCore

/// How a heart lies in the chest, and the turn from its own axes to the patient's.
public struct HeartOrientation: Equatable, Sendable {
  /// The long axis, base to apex, seen from above: from the patient's left towards anterior, degrees.
  public var azimuth = 45.0
  /// The long axis below the transverse plane, degrees.
  public var elevation = 32.0
  /// The turn about the long axis; at 0 the right ventricle lies level to the right and in front, degrees.
  public var roll = 0.0

  /// The mean of the population: azimuth 45 ± 9°, elevation 32 ± 9°, roll 0 ± 8°.
  public init() {}

  /// The heart's axes in LPS: to the right ventricle, their common perpendicular, apex to base.
  public var axes: (x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>) {
    let degree = Double.pi / 180
    let (ca, sa) = (Trigonometry.cosine(azimuth * degree), Trigonometry.sine(azimuth * degree))
    let (ce, se) = (Trigonometry.cosine(elevation * degree), Trigonometry.sine(elevation * degree))
    let z = SIMD3(-ce * ca, ce * sa, se)
    let level = SIMD3(-sa, -ca, 0)
    let up = z.cross(level)
    let x = level * Trigonometry.cosine(roll * degree) + up * Trigonometry.sine(roll * degree)
    return (x, z.cross(x), z)
  }

  /// Turns a vector from the heart's own axes to LPS.
  func toLPS(_ v: SIMD3<Double>) -> SIMD3<Double> {
    let (x, y, z) = axes
    return x * v.x + y * v.y + z * v.z
  }
}
