import LFAnatomy
import LFShapeCode

/// A decoded anatomy as the mesher takes it, its heart at the origin.
struct DecodedTissues: TissueMap {
  let skin: SurfaceDistance
  private let anatomy: DecodedAnatomy
  private let hasLungs: Bool

  /// The whole anatomy.
  init(_ anatomy: DecodedAnatomy) {
    let centred = anatomy.centred
    self.init(
      centred, skin: SurfaceDistance(centred.ownSkin ?? centred.surface(of: .skin)), hasLungs: true)
  }

  /// The heart in a ball of bulk conductor about the origin.
  init(_ anatomy: DecodedAnatomy, ball radius: Double) {
    self.init(
      anatomy.centred, skin: SurfaceDistance(TriangleSurface.sphere(radius: radius)), hasLungs: false
    )
  }

  private init(_ anatomy: DecodedAnatomy, skin: SurfaceDistance, hasLungs: Bool) {
    self.anatomy = anatomy
    self.skin = skin
    self.hasLungs = hasLungs
  }

  func distances(at points: [SIMD3<Double>], skin: [Double]) -> [TissueDistances] {
    // In a ball the skin is not the anatomy's; but then only its lungs would be told wrongly, and there are none.
    let d = anatomy.distances(points, skin: skin)
    return points.indices.map { i in
      TissueDistances(
        skin: skin[i], epicardium: Double(d[5 * i + 1]), leftCavity: Double(d[5 * i + 2]),
        rightCavity: Double(d[5 * i + 3]), lungs: hasLungs ? Double(d[5 * i + 4]) : .infinity)
    }
  }

  func heartDistances(at points: [SIMD3<Double>]) -> [Double] {
    let d = anatomy.heartDistances(points)
    return points.indices.map { Double(d[3 * $0]) }
  }
}
