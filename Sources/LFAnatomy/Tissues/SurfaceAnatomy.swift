public import LFCore

/// The tissues of a conductor whose surfaces a user brings: a closed skin, the closed surface of the heart's muscle,
/// and, where there are any, closed surfaces of the blood pools and the lungs.
///
/// Surfaces inside the heart's surface may touch it (a cavity's surface is the muscle's inner wall); skin, lungs and
/// heart may not cross each other. Where no blood pool is given, the cavities that the muscle's walls enclose up to the
/// plane of the base are filled with blood (``KnownHeart``).
public struct SurfaceAnatomy: Sendable {
  /// The skin.
  public let skin: SurfaceDistance

  private let heart: SurfaceDistance
  private let leftCavity: SurfaceDistance?
  private let rightCavity: SurfaceDistance?
  private let lungs: SurfaceDistance?
  private let cavities: KnownHeart?
  private let centre: SIMD3<Double>
  private let radius: Double

  /// Takes surfaces, all in one frame, mm.
  ///
  /// - Parameters:
  ///   - skin: The skin.
  ///   - heart: The muscle's surface, its cavities open at the base or closed.
  ///   - leftCavity: The left blood pool.
  ///   - rightCavity: The right blood pool.
  ///   - lungs: Both lungs in one surface.
  /// - Throws: `LFError` with code `badData` when a surface is not closed or cuts itself, when two cross, or when
  ///   one that belongs inside the skin is not.
  public init(
    skin: TriangleSurface, heart: TriangleSurface, leftCavity: TriangleSurface? = nil,
    rightCavity: TriangleSurface? = nil, lungs: TriangleSurface? = nil
  ) throws(LFError) {
    try Self.checkSize(skin, 150...2500, "torso surface")
    try Self.checkSize(heart, 30...300, "heart surface")
    let outer = try SurfaceCheck.closed(skin, name: "torso surface")
    self.skin = SurfaceDistance(outer)
    let muscle = try Self.inside(self.skin, heart, "heart surface")
    self.heart = SurfaceDistance(muscle)
    self.leftCavity = try Self.part(self.skin, leftCavity, "left cavity's surface")
    self.rightCavity = try Self.part(self.skin, rightCavity, "right cavity's surface")
    self.lungs = try Self.part(self.skin, lungs, "lung surface")
    if let lungs = self.lungs, let hit = SelfIntersection.between(lungs.surface, muscle) {
      throw LFError(
        .badData, "crosses the heart surface at \(SurfaceCheck.text(hit.at))",
        at: .init(element: "lung surface"), hint: "take the heart out of the lungs")
    }
    if let lungs = self.lungs,
      self.heart.signedDistances(at: lungs.surface.points).allSatisfy({ $0 < 1e-6 })
    {
      throw LFError(
        .badData, "lies inside the heart surface", at: .init(element: "lung surface"),
        hint: "give the lungs' own surface")
    }
    cavities = leftCavity == nil && rightCavity == nil ? KnownHeart(self.heart) : nil
    let box = muscle.box
    centre = (box.low + box.high) / 2
    radius = (box.high - box.low).length / 2
  }

  /// Whether there is blood in the heart: pools that were given, or cavities that its walls enclose.
  public var hasBlood: Bool { leftCavity != nil || rightCavity != nil || cavities?.hasBlood == true }

  /// A mesh of a torso taken in the wrong unit would fill the memory or hold a handful of tetrahedra.
  private static func checkSize(
    _ surface: TriangleSurface, _ range: ClosedRange<Double>, _ name: String
  ) throws(LFError) {
    let box = surface.box
    let extent = (box.high - box.low).max()
    guard !surface.points.isEmpty, !range.contains(extent) else { return }
    let unit = LengthUnit.allCases.first { range.contains(extent * $0.millimetres) }
    throw LFError(
      .badData, "is \(extent) mm long", at: .init(element: name),
      hint: unit.map { "its unit is likely \($0.rawValue): convert it to mm" } ?? "check its unit")
  }

  private static func part(
    _ skin: SurfaceDistance, _ surface: TriangleSurface?, _ name: String
  ) throws(LFError) -> SurfaceDistance? {
    guard let surface else { return nil }
    return SurfaceDistance(try inside(skin, surface, name))
  }

  private static func inside(
    _ skin: SurfaceDistance, _ surface: TriangleSurface, _ name: String
  ) throws(LFError) -> TriangleSurface {
    let closed = try SurfaceCheck.closed(surface, name: name)
    let distances = skin.signedDistances(at: closed.points)
    let place = LFError.Place(element: name)
    if let worst = distances.indices.max(by: { distances[$0] < distances[$1] }), distances[worst] >= 0 {
      let far = distances.allSatisfy { $0 > 0 }
      throw LFError(
        .badData,
        far
          ? "lies outside the torso surface"
          : "leaves the torso surface by \(Int(distances[worst].rounded(.up))) mm at "
            + SurfaceCheck.text(closed.points[worst]), at: place,
        hint: "give both in one frame and unit")
    }
    if let hit = SelfIntersection.between(closed, skin.surface) {
      throw LFError(
        .badData, "crosses the torso surface at \(SurfaceCheck.text(hit.at))", at: place,
        hint: "move or shrink one of the two")
    }
    return closed
  }
}

extension SurfaceAnatomy: TissueMap {
  /// Signed distances to all surfaces; a surface that is not there is infinitely far.
  ///
  /// - Parameters:
  ///   - points: Places, mm.
  ///   - skin: The signed distances to the skin there, mm.
  /// - Returns: One set of distances a place.
  public func distances(at points: [SIMD3<Double>], skin: [Double]) -> [TissueDistances] {
    let far = [Double](repeating: .infinity, count: points.count)
    let muscle = heart.signedDistances(at: points)
    let left = leftCavity?.signedDistances(at: points) ?? far
    let right = rightCavity?.signedDistances(at: points) ?? far
    let air = lungs?.signedDistances(at: points) ?? far
    let known = cavities?.tissues(at: points, muscle: muscle)
    return points.indices.map { i in
      if let found = known?[i] {
        return TissueDistances(
          skin: skin[i], epicardium: found.epicardium, leftCavity: found.left, rightCavity: found.right,
          lungs: air[i])
      }
      // The muscle's surface does not hold the blood: the heart is muscle and cavities together.
      return TissueDistances(
        skin: skin[i], epicardium: min(muscle[i], left[i], right[i]), leftCavity: left[i],
        rightCavity: right[i], lungs: air[i])
    }
  }

  /// Distances to the muscle and the blood that it encloses; far away those to a ball round it.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance a place, mm.
  public func heartDistances(at points: [SIMD3<Double>]) -> [Double] {
    // Beyond 90 mm edges are as long as they get (see MeshDensity), so the way to a ball will do.
    let ball = points.map { ($0 - centre).length - radius }
    let close = points.indices.filter { ball[$0] < 90 }
    let places = close.map { points[$0] }
    let muscle = heart.signedDistances(at: places)
    let known = cavities?.tissues(at: places, muscle: muscle)
    var result = ball
    // Blood is as much of the heart as muscle is.
    for (k, i) in close.enumerated() { result[i] = known?[k]?.epicardium ?? muscle[k] }
    return result
  }
}
