import LFCore

/// A heart in a torso with lungs, as signed distances, in the heart-centred LPS frame, mm.
public struct TorsoAnatomy: Sendable {
  /// The parameters it was made of; the heart's place is where it came to lie (see ``clearance``).
  public let parameters: AnatomyParameters
  /// The heart.
  public let heart: HeartShape
  /// Skin and lungs.
  public let body: TorsoBody
  /// The skin.
  public let skin: SurfaceDistance

  /// The torso in the chest frame.
  public var torso: TorsoShape { body.torso }
  /// The chest frame's origin in the heart-centred frame, mm.
  public var chest: SIMD3<Double> { body.chest }

  /// The least distance from heart to skin, mm: a heart drawn nearer is moved inwards.
  public static let clearance = 18.0

  /// The anatomy of given parameters.
  ///
  /// - Parameters:
  ///   - parameters: The parameters.
  ///   - skinSpacing: The width of the skin's facets, mm; 8 keeps them within 0.1 mm of the smooth shape.
  public init(_ parameters: AnatomyParameters, skinSpacing: Double = 8) {
    var p = parameters
    heart = HeartShape(p)
    let surface = TorsoBody.surface(of: TorsoShape(p), p, spacing: skinSpacing)
    var place = SIMD3(p[.heartLeft], -p[.heartForward], p[.heartUp])
    let axis = SIMD3(0, 0, place.z)
    for _ in 0..<12 {
      var least = Double.infinity
      var nearest = SIMD3<Double>()
      for q in surface.points {
        // The muscle lies within 110 mm of its centre, so most of the skin is too far to matter.
        let gap = q - place
        guard gap.length < 130 else { continue }
        let d = heart.distances(gap).epicardium
        if d < least {
          least = d
          nearest = q
        }
      }
      guard least < Self.clearance else { break }
      let inwards = (axis - nearest) * SIMD3(1, 1, 0)
      place += inwards.normalized * (Self.clearance - least + 1)
    }
    p[.heartLeft] = place.x
    p[.heartForward] = -place.y
    p[.heartUp] = place.z
    skin = SurfaceDistance(surface.moved(by: -place))
    body = TorsoBody(p, heart: .init(heart))
    self.parameters = p
  }

  /// The anatomy of a seed of the population.
  ///
  /// - Parameters:
  ///   - seed: The seed.
  ///   - kind: A named extreme, or `nil` for the population at large.
  ///   - breadth: A factor on all deviations from the mean of the population at large.
  public init(seed: UInt64, kind: AnatomyKind? = nil, breadth: Double = 1) {
    self.init(Population.parameters(seed: seed, kind: kind, breadth: breadth))
  }

  /// A place of the chest frame in the heart-centred frame.
  func placed(_ p: SIMD3<Double>) -> SIMD3<Double> {
    body.placed(p)
  }
}

extension TorsoAnatomy: TissueMap {
  /// Signed distances to all surfaces.
  ///
  /// - Parameters:
  ///   - points: Places, mm.
  ///   - skin: The signed distances to the skin there, mm.
  /// - Returns: One set of distances a place.
  public func distances(at points: [SIMD3<Double>], skin: [Double]) -> [TissueDistances] {
    points.indices.map { i in
      let p = points[i]
      let (epicardium, left, right) = heart.distances(p)
      return TissueDistances(
        skin: skin[i], epicardium: epicardium, leftCavity: left, rightCavity: right,
        lungs: body.lungDistance(p, skin: skin[i], epicardium: epicardium))
    }
  }

  /// Signed distances to the epicardium.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance a place.
  public func heartDistances(at points: [SIMD3<Double>]) -> [Double] {
    points.map { heart.distances($0).epicardium }
  }

  /// Signed distances to the lungs as they would be without the heart, and to the muscle.
  ///
  /// - Parameter points: Places, heart-centred LPS, mm.
  /// - Returns: Skin, lungs without the heart, muscle.
  public func partDistances(at points: [SIMD3<Double>]) -> [(skin: Double, freeLungs: Double, muscle: Double)]
  {
    let skin = self.skin.signedDistances(at: points)
    return points.indices.map { i in
      (
        skin[i], body.lungDistance(points[i], skin: skin[i]),
        heart.ventricles.probe(heart.own(points[i])).muscle
      )
    }
  }
}

/// How lungs give way to the heart.
public enum LungRule {
  /// The distance to lungs that keep their gap to the heart.
  ///
  /// - Parameters:
  ///   - free: The distance to the lungs as they would be without the heart, mm.
  ///   - epicardium: The distance to the heart's outer surface, mm.
  /// - Returns: The distance to the lungs, mm.
  public static func distance(free: Double, epicardium: Double) -> Double {
    LungShape.beside(free, epicardium)
  }
}
