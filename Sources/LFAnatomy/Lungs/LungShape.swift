import LFCore

/// Both lungs: what the rib cage holds above the diaphragm, less heart and mediastinum.
///
/// In the heart-centred LPS frame, mm. All parts are met with fillets that only take away, so the gaps to skin and
/// heart are kept.
struct LungShape: Sendable {
  /// The gap to the heart, mm.
  static let heartGap = 3.0
  private static let fillet = 10.0

  /// The upper half of an ellipsoid: the rib cage.
  private let cage: Ellipsoid
  private let floor: Double
  private let rightDome: Ellipsoid
  private let leftDome: Ellipsoid
  private let midline: Double
  private let mediastinum: Double
  private let chestWall: Double
  /// Atria and great vessels, which this anatomy has no shape for.
  private let vessels: SIMD3<Double>
  private static let vesselRadius = 34.0

  /// The lungs of an anatomy.
  ///
  /// - Parameters:
  ///   - p: The parameters.
  ///   - heart: The heart's place.
  ///   - chest: The origin of the chest frame in the heart-centred one, mm.
  init(_ p: AnatomyParameters, heart: TorsoBody.HeartPlace, chest: SIMD3<Double>) {
    midline = chest.x
    mediastinum = p[.mediastinum]
    chestWall = p[.chestWall]
    let rightTop = heart.lowest + p[.diaphragmRise]
    let leftTop = rightTop - p[.diaphragmDrop]
    floor = rightTop - 65
    let side = 0.4 * p[.chestWidth]
    let depth = max(p[.chestDepth] / 2 - 0.9 * p[.chestWall], 50)
    let middle = SIMD3(chest.x, chest.y + 6, 0)
    cage = Ellipsoid(
      center: SIMD3(middle.x, middle.y, floor), semiAxes: SIMD3(side, depth, chest.z + p[.lungTop] - floor))
    let dome = SIMD3(0.58 * side, 1.05 * depth, 95.0)
    rightDome = Ellipsoid(
      center: SIMD3(middle.x - 0.48 * side, middle.y + 4, rightTop - dome.z), semiAxes: dome)
    leftDome = Ellipsoid(
      center: SIMD3(middle.x + 0.48 * side, middle.y + 4, leftTop - dome.z), semiAxes: dome)
    vessels = heart.vessels
  }

  /// The signed distance to the nearer lung; far from it a lower bound of it.
  func distance(_ p: SIMD3<Double>, skin: Double, epicardium: Double) -> Double {
    var value = max(floor - p.z, cage.signedDistance(p))
    value = SmoothSet.intersection(value, skin + chestWall, width: Self.fillet)
    let dome = p.x < midline ? rightDome : leftDome
    value = SmoothSet.intersection(value, -dome.signedDistance(p), width: Self.fillet)
    value = SmoothSet.intersection(value, mediastinum - abs(p.x - midline), width: Self.fillet)
    value = SmoothSet.intersection(value, Self.vesselRadius - (p - vessels).length, width: Self.fillet)
    return Self.beside(value, epicardium)
  }

  /// Lungs less the heart and the gap to it.
  static func beside(_ lungs: Double, _ epicardium: Double) -> Double {
    SmoothSet.intersection(lungs, heartGap - epicardium, width: fillet)
  }
}
