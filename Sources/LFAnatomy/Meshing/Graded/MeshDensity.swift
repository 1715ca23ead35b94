/// How fine a mesh is, where.
public struct MeshDensity: Equatable, Sendable {
  /// The mean edge length in and next to the heart, mm.
  public var heart = 4.3
  /// How much longer edges get per mm away from the heart.
  public var growth = 0.12
  /// The longest mean edge, mm.
  public var longest = 16.0

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
    return copy
  }

  /// The side of the cubes that the mesh starts from, mm.
  var cube = 24.0

  /// The wanted mean edge length at a distance from the heart, mm.
  func edge(_ distance: Double) -> Double { min(heart + growth * max(distance, 0), longest) }
}
