public import LFAnatomy

extension DecodedAnatomy {
  /// A tissue's surface that can be looked at.
  public enum Part: Int, CaseIterable, Sendable {
    /// The skin.
    case skin
    /// The outer surface of the ventricles.
    case epicardium
    /// The left cavity.
    case leftCavity
    /// The right cavity.
    case rightCavity
    /// Both lungs.
    case lungs

    /// The name in files.
    public var name: String {
      switch self {
      case .skin: "skin"
      case .epicardium: "epicardium"
      case .leftCavity: "left cavity"
      case .rightCavity: "right cavity"
      case .lungs: "lungs"
      }
    }
  }

  /// The surface of a part, LPS, mm.
  ///
  /// - Parameter part: The part.
  /// - Returns: Triangles; none when the part is not there.
  public func surface(of part: Part) -> TriangleSurface {
    if part == .skin, let ownSkin { return ownSkin }
    let box = part == .skin || part == .lungs ? Self.torsoBox : Self.heartBox
    let spacing = part == .skin ? 18.0 : part == .lungs ? 11 : 5
    return TetrahedralMesh.filling(
      PartSolid(anatomy: self, part: part), low: code.origin + box.low,
      high: code.origin + box.high, spacing: spacing
    ).boundary()
  }

  /// The ventricles' muscle in tetrahedra, LPS, mm.
  ///
  /// - Parameter spacing: The lattice's width, mm.
  /// - Returns: The mesh.
  public func muscle(spacing: Double = 3) -> TetrahedralMesh {
    TetrahedralMesh.filling(
      PartSolid(anatomy: self, part: nil),
      low: code.origin + Self.heartBox.low, high: code.origin + Self.heartBox.high, spacing: spacing)
  }

  // Boxes that hold what decoders make, about the heart's centre, mm.
  private static let torsoBox = (low: SIMD3(-285.0, -225, -335), high: SIMD3(285.0, 285, 399))
  private static let heartBox = (low: SIMD3(-95.0, -95, -95), high: SIMD3(95.0, 95, 95))
}

/// One part, or the muscle, as a solid.
private struct PartSolid: Solid {
  let anatomy: DecodedAnatomy
  /// The part; the muscle when not given.
  let part: DecodedAnatomy.Part?

  func signedDistances(at points: [SIMD3<Double>]) -> [Double] {
    if part == .skin || part == .lungs {
      let d = anatomy.distances(points)
      return points.indices.map { Double(d[5 * $0 + (part == .skin ? 0 : 4)]) }
    }
    // The heart's parts do not ask for the skin, which is dear.
    let d = anatomy.heartDistances(points)
    return points.indices.map { i in
      let (epicardium, left, right) = (d[3 * i], d[3 * i + 1], d[3 * i + 2])
      switch part {
      case .epicardium: return Double(epicardium)
      case .leftCavity: return Double(left)
      case .rightCavity: return Double(right)
      default: return Double(max(epicardium, max(-left, -right)))
      }
    }
  }
}
