public import LFCore

/// Where activation begins, by rule: seven sites on the inside of the wall, as a healthy conduction system makes them.
///
/// The septum and the left free wall come first, the left free wall near the base, the right free wall near the apex and
/// near the base 5 to 10 ms later (after Durrer et al. 1970). A heart with one cavity has the left ventricle's sites only.
public enum EarlySites {
  private struct Rule {
    var part: HeartWall.Part
    /// From 0 at the base to 1 at the apex.
    var height: Double
    /// ms.
    var time: Double
  }

  private static let rules = [
    Rule(part: .septum, height: 0.4, time: 0), Rule(part: .septum, height: 0.65, time: 0),
    Rule(part: .left, height: 0.3, time: 5), Rule(part: .left, height: 0.5, time: 0),
    Rule(part: .left, height: 0.75, time: 0), Rule(part: .right, height: 0.35, time: 10),
    Rule(part: .right, height: 0.65, time: 5),
  ]

  /// Sites lie no deeper in the wall than this.
  private static let depth = 0.3
  /// Of the points this near to the wanted height the one in their middle is the site.
  private static let reach = 0.05

  /// The sites of a heart.
  ///
  /// - Parameter wall: The heart's wall.
  /// - Returns: The sites, of as many rules as the heart has parts for; at least one.
  /// - Throws: `LFError` with code `badData` when the wall has no inside.
  public static func standard(in wall: HeartWall) throws(LFError) -> [EikonalSolver.Start] {
    let used = Set(wall.corners.flatMap { [$0.x, $0.y, $0.z, $0.w] }).map(Int.init).sorted()
    let sites = rules.compactMap { rule -> EikonalSolver.Start? in
      let inside = used.filter { wall.parts[$0] == rule.part && wall.depth[$0] < depth }
      guard let least = inside.map({ abs(wall.height[$0] - rule.height) }).min() else { return nil }
      let near = inside.filter { abs(wall.height[$0] - rule.height) < least + reach }
      let middle = near.reduce(SIMD3<Double>()) { $0 + wall.points[$1] } / Double(near.count)
      return near.min { (wall.points[$0] - middle).length < (wall.points[$1] - middle).length }.map {
        EikonalSolver.Start(point: $0, time: rule.time)
      }
    }
    guard !sites.isEmpty else {
      throw LFError(.badData, "has no inside of the wall for early sites", hint: "give --sites")
    }
    return sites
  }

  /// A site that is given by its place.
  public struct Given: Equatable, Sendable {
    /// Where, LPS, mm.
    public var place: SIMD3<Double>
    /// When, ms.
    public var time: Double

    /// Makes a site.
    ///
    /// - Parameters:
    ///   - place: Where, LPS, mm.
    ///   - time: When, ms.
    public init(_ place: SIMD3<Double>, at time: Double = 0) {
      self.place = place
      self.time = time
    }
  }

  /// How far a site that is given by its place may be from the heart, mm.
  public static let allowedDistance = 5.0

  /// Sites given by their places: the nearest points of the muscle.
  ///
  /// - Parameters:
  ///   - places: Places (mm) and times (ms).
  ///   - points: The points, mm.
  ///   - corners: Four point numbers a tetrahedron.
  /// - Returns: One site a place.
  /// - Throws: `LFError` with code `badData` when a place is more than `allowedDistance` from the heart.
  public static func given(
    _ places: [Given], _ points: [SIMD3<Double>], _ corners: [SIMD4<Int32>]
  ) throws(LFError) -> [EikonalSolver.Start] {
    let used = Set(corners.flatMap { [$0.x, $0.y, $0.z, $0.w] }).map(Int.init).sorted()
    var sites: [EikonalSolver.Start] = []
    for (number, item) in places.enumerated() {
      let nearest = used.min { (points[$0] - item.place).length < (points[$1] - item.place).length }
      guard let nearest, (points[nearest] - item.place).length <= allowedDistance else {
        let gap = nearest.map { (points[$0] - item.place).length.rounded() } ?? .infinity
        throw LFError(
          .badData, "early site \(number + 1) is \(gap) mm from the heart's muscle",
          hint: "sites are given in mm, in the frame of the lead field (LPS)")
      }
      sites.append(.init(point: nearest, time: item.time))
    }
    return sites
  }
}
