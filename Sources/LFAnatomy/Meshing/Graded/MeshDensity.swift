/// How fine a mesh is, where.
public struct MeshDensity: Equatable, Sendable {
  /// The mean edge length in and next to the heart, mm.
  public var heart = 5.1
  /// How much longer edges get per mm away from the heart.
  public var growth = 0.16
  /// The longest mean edge, mm.
  public var longest = 18.0

  /// The density that solutions are made with: 60 to 80 thousand points.
  public static let standard = MeshDensity()

  /// Makes the standard density.
  public init() {}

  /// The same mesh with all edges divided by a factor: 2 makes eight times as many points.
  ///
  /// - Parameter factor: The factor, above 0.
  /// - Returns: The density.
  public func refined(_ factor: Double) -> MeshDensity {
    var copy = self
    copy.heart /= factor
    copy.longest /= factor
    copy.growth /= factor
    copy.cube /= factor
    copy.scale *= factor
    return copy
  }

  /// All refinements so far.
  private var scale = 1.0

  /// The steepest change of the edge length that the lattice reckons with beforehand, mm per mm: less than the
  /// growth, because reckoning with all of it makes a wide, dear belt of small tetrahedra round the heart. The
  /// lattice closes what that leaves open. It is that of the unrefined mesh, so that a refined one is similar.
  var gradient: Double { 0.4 * growth * scale }

  /// The side of the cubes that the mesh starts from, mm.
  var cube = 28.5

  /// The wanted mean edge length at a distance from the heart, mm.
  func edge(_ distance: Double) -> Double { min(heart + growth * max(distance, 0), longest) }
}
