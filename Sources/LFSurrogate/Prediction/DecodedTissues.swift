import LFAnatomy
import LFShapeCode

/// A decoded anatomy as the mesher takes it, its heart at the origin.
struct DecodedTissues: TissueMap {
  let skin: SurfaceDistance
  private let anatomy: DecodedAnatomy
  private let hasLungs: Bool

  /// The whole anatomy.
  init(_ anatomy: DecodedAnatomy) {
    let centred = Self.centred(anatomy)
    self.init(centred, skin: SurfaceDistance(centred.surface(of: .skin)), hasLungs: true)
  }

  /// The heart in a ball of bulk conductor about the origin.
  init(_ anatomy: DecodedAnatomy, ball radius: Double, hasLungs: Bool) {
    self.init(
      Self.centred(anatomy), skin: SurfaceDistance(TriangleSurface.sphere(radius: radius)), hasLungs: hasLungs
    )
  }

  private init(_ anatomy: DecodedAnatomy, skin: SurfaceDistance, hasLungs: Bool) {
    self.anatomy = anatomy
    self.skin = skin
    self.hasLungs = hasLungs
  }

  private static func centred(_ anatomy: DecodedAnatomy) -> DecodedAnatomy {
    var code = anatomy.code
    let origin = code.origin
    code.origin = .zero
    return DecodedAnatomy(anatomy.decoder, code, heart: anatomy.heart?.moved(by: -origin))
  }

  func distances(at points: [SIMD3<Double>], skin: [Double]) -> [TissueDistances] {
    let d = anatomy.distances(points)
    return points.indices.map { i in
      TissueDistances(
        skin: skin[i], epicardium: Double(d[5 * i + 1]), leftCavity: Double(d[5 * i + 2]),
        rightCavity: Double(d[5 * i + 3]), lungs: hasLungs ? Double(d[5 * i + 4]) : .infinity)
    }
  }

  func heartDistances(at points: [SIMD3<Double>]) -> [Double] {
    let d = anatomy.distances(points)
    return points.indices.map { Double(d[5 * $0 + 1]) }
  }
}
