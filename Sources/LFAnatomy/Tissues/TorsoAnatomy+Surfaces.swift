extension TorsoAnatomy {
  /// A closed surface of an anatomy, for other tools' meshers.
  public enum Part: String, CaseIterable, Sendable {
    /// The skin.
    case skin
    /// The outer surface of the ventricles, base included.
    case epicardium
    /// The muscle of the ventricles: epicardium, base and both cavities' walls in one.
    case muscle
    /// The left cavity, closed by the base.
    case leftCavity = "left-cavity"
    /// The right cavity, closed by the base.
    case rightCavity = "right-cavity"
    /// Both lungs.
    case lungs

    /// The lattice width that gives edges of a usual size, mm: 12 on the skin, 3.5 on the heart, 7 on the lungs.
    public var usualSpacing: Double {
      switch self {
      case .skin: 13
      case .lungs: 8
      case .muscle: 3
      default: 4
      }
    }
  }

  /// The surface of a part as closed, well-shaped triangles, heart-centred LPS, mm.
  ///
  /// Where a thin place makes the surface touch itself a finer lattice is tried, down to a third of the width. Pieces
  /// below a twentieth of the largest one are left out.
  ///
  /// - Parameters:
  ///   - part: The part.
  ///   - spacing: The lattice's width, mm; edges are about 0.8 of it. `nil` takes the usual one.
  /// - Returns: The surface.
  public func surface(of part: Part, spacing: Double? = nil) -> TriangleSurface {
    let solid = PartSolid(anatomy: self, part: part)
    let box = part == .skin || part == .lungs ? skin.surface.box : heartBox
    var width = spacing ?? part.usualSpacing
    if part == .muscle { width = min(width, Self.wallSpacing * heart.ventricles.rightWall) }
    let coarsest = width
    while true {
      let surface = IsosurfaceStuffing.mesh(solid, low: box.low, high: box.high, spacing: width)
        .withoutCrumbs().boundary()
      if SurfaceCheck.isClosed(surface) || width < coarsest / 3 { return surface }
      width *= 0.85
    }
  }

  /// The ventricles' muscle, heart-centred LPS.
  public var muscle: some Solid { PartSolid(anatomy: self, part: .muscle) }

  /// The lattice's width that resolves a wall, as a share of its thickness.
  static let wallSpacing = 0.7

  /// The muscle in tetrahedra, with regions and fibres, its wall whole: the origin is the anatomy's own.
  ///
  /// - Parameter spacing: The lattice's width, mm; the right wall may ask for less.
  /// - Returns: The heart.
  public func sampleHeart(spacing: Double = 2.6) -> SampleHeart {
    var width = min(spacing, Self.wallSpacing * heart.ventricles.rightWall)
    let coarsest = width
    while true {
      let sample = SampleHeart(heart.ventricles, heart.orientation, spacing: width, centre: heart.centre)
      if SurfaceCheck.isClosed(sample.tetrahedra.boundary()) || width < coarsest / 3 { return sample }
      width *= 0.85
    }
  }

  /// A box round the heart, mm.
  private var heartBox: (low: SIMD3<Double>, high: SIMD3<Double>) {
    let (low, high) = heart.ventricles.box
    var (a, b) = (SIMD3(repeating: Double.infinity), SIMD3(repeating: -Double.infinity))
    for corner in 0..<8 {
      let p = heart.placed(
        SIMD3(
          corner & 1 == 0 ? low.x : high.x, corner & 2 == 0 ? low.y : high.y,
          corner & 4 == 0 ? low.z : high.z))
      a = pointwiseMin(a, p)
      b = pointwiseMax(b, p)
    }
    return (a, b)
  }
}

/// One part of an anatomy as a solid.
private struct PartSolid: Solid {
  let anatomy: TorsoAnatomy
  let part: TorsoAnatomy.Part

  func signedDistances(at points: [SIMD3<Double>]) -> [Double] {
    switch part {
    case .skin: anatomy.skin.signedDistances(at: points)
    case .lungs: anatomy.distances(at: points).map(\.lungs)
    case .epicardium: points.map { anatomy.heart.distances($0).epicardium }
    case .leftCavity: points.map { anatomy.heart.distances($0).left }
    case .rightCavity: points.map { anatomy.heart.distances($0).right }
    case .muscle: points.map { anatomy.heart.ventricles.probe(anatomy.heart.own($0)).muscle }
    }
  }
}
