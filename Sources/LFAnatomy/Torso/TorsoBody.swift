import LFCore

/// Skin and lungs of given parameters about a heart of which only its place matters, heart-centred LPS, mm.
public struct TorsoBody: Sendable {
  /// What the lungs know of the heart, besides keeping off it.
  public struct HeartPlace: Equatable, Sendable {
    /// Height of the left ventricle's lowest point, which lies on the diaphragm, mm.
    public var lowest: Double
    /// The middle of atria and great vessels, which this anatomy has no shape for, mm.
    public var vessels: SIMD3<Double>

    /// A heart's place.
    ///
    /// - Parameters:
    ///   - lowest: Height of the left ventricle's lowest point, mm.
    ///   - vessels: The middle of atria and great vessels, mm.
    public init(lowest: Double, vessels: SIMD3<Double>) {
      self.lowest = lowest
      self.vessels = vessels
    }

    /// The place of a heart.
    ///
    /// - Parameter heart: The heart.
    public init(_ heart: HeartShape) {
      // The lowest point of the left ventricle's outer ellipsoid is what lies on the diaphragm.
      let reach = heart.ventricles.leftCavity.semiAxes + heart.ventricles.leftWall
      let up = heart.orientation.axes
      let support = SIMD3(up.x.z, up.y.z, up.z.z) * reach
      lowest = heart.placed(heart.ventricles.leftCavity.center).z - support.length
      vessels = heart.baseCentre + heart.baseNormal * Self.vesselHeight
    }

    /// A heart's place from its base.
    ///
    /// - Parameters:
    ///   - lowest: Height of the left ventricle's lowest point, mm.
    ///   - base: The middle of the left ventricle's opening, mm.
    ///   - normal: The direction out of the heart through its base, of length 1.
    public init(lowest: Double, base: SIMD3<Double>, normal: SIMD3<Double>) {
      self.init(lowest: lowest, vessels: base + normal * Self.vesselHeight)
    }

    /// How far above the base the middle of atria and great vessels is, mm.
    private static let vesselHeight = 24.0

    /// The same place elsewhere.
    ///
    /// - Parameter way: How far, mm.
    /// - Returns: The place.
    public func moved(by way: SIMD3<Double>) -> HeartPlace {
      HeartPlace(lowest: lowest + way.z, vessels: vessels + way)
    }
  }

  /// The torso in the chest frame.
  public let torso: TorsoShape
  /// The chest frame's origin, mm.
  public let chest: SIMD3<Double>
  private let lungs: LungShape
  private let turn: (cosine: Double, sine: Double)

  /// A body.
  ///
  /// - Parameters:
  ///   - parameters: The parameters; those that shape and turn the heart do not matter.
  ///   - place: The heart's place.
  public init(_ parameters: AnatomyParameters, heart place: HeartPlace) {
    let p = parameters
    torso = TorsoShape(p)
    turn = Self.turn(p)
    chest = -SIMD3(p[.heartLeft], -p[.heartForward], p[.heartUp])
    lungs = LungShape(p, heart: place, chest: chest)
  }

  private static func turn(_ p: AnatomyParameters) -> (cosine: Double, sine: Double) {
    (Trigonometry.cosine(p[.torsoTurn] * degree), -Trigonometry.sine(p[.torsoTurn] * degree))
  }

  /// The turned skin of a torso, about the chest frame's origin, mm.
  static func surface(
    of torso: TorsoShape, _ parameters: AnatomyParameters, spacing: Double
  ) -> TriangleSurface {
    let (c, s) = turn(parameters)
    var surface = torso.surface(width: spacing)
    for i in surface.points.indices {
      let q = surface.points[i]
      surface.points[i] = SIMD3(c * q.x - s * q.y, s * q.x + c * q.y, q.z)
    }
    return surface
  }

  /// The skin.
  ///
  /// - Parameters:
  ///   - parameters: The body's parameters.
  ///   - spacing: The width of facets, mm; 8 keeps them within 0.1 mm of the smooth shape.
  /// - Returns: The closed surface, meant for distances: some of its triangles are long.
  public func skin(_ parameters: AnatomyParameters, spacing: Double = 8) -> TriangleSurface {
    Self.surface(of: torso, parameters, spacing: spacing).moved(by: chest)
  }

  /// A place of the chest frame in the heart-centred frame.
  func placed(_ p: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(turn.cosine * p.x - turn.sine * p.y, turn.sine * p.x + turn.cosine * p.y, p.z) + chest
  }

  /// Distance to the skin's sides, to first order near them, mm: the ends are left out.
  ///
  /// - Parameter p: A place, mm.
  /// - Returns: The distance, negative inside.
  public func sideDistance(_ p: SIMD3<Double>) -> Double {
    let q = p - chest
    return torso.sideDistance(
      SIMD3(turn.cosine * q.x + turn.sine * q.y, turn.cosine * q.y - turn.sine * q.x, q.z))
  }

  /// The signed distance to the lungs, mm.
  ///
  /// - Parameters:
  ///   - p: A place, mm.
  ///   - skin: The signed distance to the skin there, mm.
  ///   - epicardium: That to the heart, mm; without it the lungs are as they would be without a heart.
  /// - Returns: The distance to the nearer lung; far from it a lower bound.
  public func lungDistance(_ p: SIMD3<Double>, skin: Double, epicardium: Double = 1000) -> Double {
    lungs.distance(p, skin: skin, epicardium: epicardium)
  }
}

extension AnatomyParameter {
  /// The parameters of a body: those of the torso, of the heart's place in it, and of the lungs.
  public static let body: [AnatomyParameter] = allCases.filter {
    !heart.contains($0) && !orientation.contains($0)
  }
}
