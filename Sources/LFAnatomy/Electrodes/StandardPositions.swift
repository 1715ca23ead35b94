public import LFLeadField

/// The ten standard electrodes where the mean of the population has them, relative to the heart's centroid.
///
/// Derived, not fitted to a cohort. The section at the heart has the population's mean chest width and depth, 345 and
/// 225 mm, as |x/172.5|^2.4 + |y/112.5|^2.4 = 1 (the exponent is a choice). Its middle is 35 mm to the right of the
/// heart's centroid and 35 mm behind it: near the middle of the 20–55 mm and 25–45 mm seen on real torsos. On it V1 and
/// V2 lie 25 mm to either side of the midline, 15 mm above the centroid; V4, V5 and V6 90, 152 and 172.5 mm to the
/// left of the midline (midclavicular, anterior axillary, midaxillary line), 20 mm below it; V3 between V2 and V4.
/// Limb electrodes are on the trunk, in the manner of Mason and Likar (Am Heart J 1966; 71: 196), 140 and 100 mm to
/// either side of the midline. Levels, line offsets and the trunk's places are rounded estimates, not measurements.
///
/// From the repository's heart V1…V6 are 50, 35, 37, 41, 74 and 102 mm away; real torsos had 30–40, 30–41, 35–46,
/// 43–52, 52–88 and 82–117 mm, so V1 is some 10 mm too far. It is a stand-in until electrodes are placed on a torso
/// inferred from the heart.
public enum StandardPositions {
  /// Positions relative to the heart's centroid, LPS, mm, in standard order.
  static let table: [(name: String, offset: SIMD3<Double>)] = [
    ("RA", SIMD3(-175, -20, 165)), ("LA", SIMD3(105, -20, 165)), ("LL", SIMD3(65, -50, -180)),
    ("RL", SIMD3(-135, -50, -180)), ("V1", SIMD3(-60, -77, 15)), ("V2", SIMD3(-10, -77, 15)),
    ("V3", SIMD3(22.5, -74, -2.5)), ("V4", SIMD3(55, -67, -20)), ("V5", SIMD3(117, -29.5, -20)),
    ("V6", SIMD3(137.5, 35, -20)),
  ]

  /// The ten standard electrodes round a heart.
  ///
  /// - Parameter centroid: The heart's centroid, LPS, mm.
  /// - Returns: Ten electrodes, LPS, mm, marked as placed.
  public static func electrodes(around centroid: SIMD3<Double>) -> [Electrode] {
    table.map { Electrode($0.name, at: centroid + $0.offset, origin: .placed) }
  }
}
