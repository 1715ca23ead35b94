public import LFLeadField

/// The ten standard electrodes where the mean of the population has them, relative to the heart's centroid.
///
/// The mean torso (ANSUR II breadths with arms' side muscles; sections of real torsos at the heart): a section of
/// |x/172.5|^2.4 + |y/112.5|^2.4 = 1 mm at the heart, its middle 35 mm to the right of the heart's centroid and
/// 35 mm behind it. On it V1 and V2 lie 25 mm to either side of the midline at the fourth intercostal space, 15 mm
/// above the centroid; V4, V5 and V6 on the midclavicular line (90 mm), the anterior axillary line (152 mm) and the
/// midaxillary line (172.5 mm), 20 mm below it; V3 half-way between V2 and V4. Limb electrodes lie on the trunk, as
/// Mason and Likar (Am Heart J 1966; 71: 196) put them: below the clavicles 140 mm to either side of the midline, and
/// on the abdomen's front 100 mm to either side. The levels and the trunk's positions are rounded anatomical means.
///
/// The distances to the heart that follow (V1 and V2 about 30–40 mm, V4 45 mm, V5 70 mm, V6 95 mm) are those of real
/// torsos. It is a stand-in for electrodes on a torso inferred from the heart.
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
