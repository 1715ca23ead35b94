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
    let box = part == .skin || part == .lungs ? Self.torsoBox : Self.heartBox
    let spacing = part == .skin ? 18.0 : part == .lungs ? 11 : 5
    return TetrahedralMesh.filling(
      PartSolid(anatomy: self) { Double($0[$1 + part.rawValue]) }, low: code.origin + box.low,
      high: code.origin + box.high, spacing: spacing
    ).boundary()
  }

  /// The ventricles' muscle in tetrahedra, LPS, mm.
  ///
  /// - Parameter spacing: The lattice's width, mm.
  /// - Returns: The mesh.
  public func muscle(spacing: Double = 3) -> TetrahedralMesh {
    TetrahedralMesh.filling(
      PartSolid(anatomy: self) { d, at in Double(max(d[at + 1], max(-d[at + 2], -d[at + 3]))) },
      low: code.origin + Self.heartBox.low, high: code.origin + Self.heartBox.high, spacing: spacing)
  }

  // Boxes that hold what decoders make, about the heart's centre, mm.
  private static let torsoBox = (low: SIMD3(-285.0, -225, -335), high: SIMD3(285.0, 285, 399))
  private static let heartBox = (low: SIMD3(-95.0, -95, -95), high: SIMD3(95.0, 95, 95))
}

/// One part as a solid: five distances of each place and where they begin make one.
private struct PartSolid: Solid {
  let anatomy: DecodedAnatomy
  let value: @Sendable ([Float], Int) -> Double

  func signedDistances(at points: [SIMD3<Double>]) -> [Double] {
    let d = anatomy.distances(points)
    return points.indices.map { value(d, 5 * $0) }
  }
}
