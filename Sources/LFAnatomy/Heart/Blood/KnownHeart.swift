import LFCore

/// A patient's own heart: the muscle, and the blood that its walls enclose up to the plane of the base.
///
/// Between the blood and the base's plane lie the valves, which count as muscle (see ``Biventricular/valveDepth``).
public struct KnownHeart: Sendable {
  /// The muscle, in its own frame, mm.
  private let muscle: any Solid
  private let pools: Pools?
  /// Where the frame's origin lies in the frame of the places asked for, mm.
  private var shift = SIMD3<Double>()

  /// What the walls enclose.
  private struct Pools {
    /// The planes that the ventricles open at: one and the same, but where one has a rim of its own.
    var bases: (left: BasePlane, right: BasePlane)
    var grid: CavityGrid
    /// The volumes of the rooms that no way joins, the largest first, mm³.
    var rooms: [Double]
    /// Where the heart lies, as lungs and diaphragm know it; `nil` where no left ventricle opens at the base.
    var place: TorsoBody.HeartPlace?
    /// What each node of the lattice knows, mm, together because all of it is asked for together.
    ///
    /// First, how much nearer the ventricles' room is than what lies outside the heart, half of it: zero in the middle of
    /// a wall; then the same of the left and of the right ventricle's room against all else; then the signed distances to
    /// the left and to the right ventricle's room, of its own nodes.
    var nodes: [SIMD8<Float>]

    /// A signed distance to a room: inside where it is nearer than all else, into the narrowest corner; outside, how far
    /// its nodes are.
    static func distance(nearer: Double, nodes: Double) -> Double {
      nearer < 0 ? min(nearer, nodes - KnownHeart.slack) : nodes - KnownHeart.slack
    }
  }

  /// The lattice's width, mm.
  static let spacing = 3.2
  /// Nodes as near to the muscle as this are no way out, so that a thin wall between two nodes holds, mm.
  private static let closed = 0.9
  /// How far a room reaches beyond its nodes, on average, mm.
  private static let slack = 1.2
  /// What no ventricle is smaller than, mm³.
  private static let leastVolume = 6000.0

  /// A heart.
  ///
  /// - Parameters:
  ///   - muscle: The muscle, mm.
  ///   - surface: Places on its surface, mm.
  ///   - up: The direction from apex to base.
  ///   - isLeft: Whether places in the blood belong to the left ventricle.
  public init(
    _ muscle: any Solid, surface: [SIMD3<Double>], up: SIMD3<Double>,
    isLeft: ([SIMD3<Double>]) -> [Bool]
  ) {
    self.init(muscle, surface: surface, ups: [up], isLeft: isLeft)
  }

  /// A heart of which it is not known how it lies: the direction under which its walls enclose most is the one.
  ///
  /// - Parameters:
  ///   - muscle: The muscle, mm.
  ///   - surface: Places on its surface, mm.
  ///   - ups: Directions from apex to base to try.
  ///   - isLeft: Whether places in the blood belong to the left ventricle.
  init(
    _ muscle: any Solid, surface: [SIMD3<Double>], ups: [SIMD3<Double>],
    isLeft: ([SIMD3<Double>]) -> [Bool]
  ) {
    self.muscle = muscle
    pools = Self.pools(muscle, surface, ups.map(\.normalized), isLeft)
  }

  private static func pools(
    _ muscle: any Solid, _ surface: [SIMD3<Double>], _ ups: [SIMD3<Double>],
    _ isLeft: ([SIMD3<Double>]) -> [Bool]
  ) -> Pools? {
    guard let first = surface.first else { return nil }
    var (low, high) = (first, first)
    for p in surface {
      low = pointwiseMin(low, p)
      high = pointwiseMax(high, p)
    }
    // A heart is a hand wide: what is larger is refused elsewhere, and must not fill the memory here.
    guard (high - low).max() < 250 else { return nil }
    let grid = CavityGrid(low: low, high: high, spacing: spacing)
    let nodes = grid.nodes
    let walls = muscle.signedDistances(at: nodes)
    let normals = muscle.distancesAndSlopes(at: surface).map(\.slope)
    var best: (base: BasePlane, inside: [Bool], count: Int)?
    for up in ups {
      let base = BasePlane(surface, normals, up: up)
      guard let room = room(below: base, grid, nodes, walls), room.count > best?.count ?? 0 else { continue }
      best = room
    }
    guard let (base, enclosed, _) = best else { return nil }
    let own = ownRim(enclosed, below: base, grid, nodes, walls)
    var inside = enclosed
    for node in own?.room ?? [] { inside[node] = true }
    let found = nodes.indices.filter { inside[$0] }
    let side = isLeft(found.map { nodes[$0] })
    var (left, right) = (
      [Bool](repeating: false, count: nodes.count), [Bool](repeating: false, count: nodes.count)
    )
    for (node, isLeft) in zip(found, side) { if isLeft { left[node] = true } else { right[node] = true } }
    // A rim of its own is that of the ventricle which most of its room is of.
    let isOfLeft = own.map { 2 * $0.room.count { left[$0] } > $0.room.count } ?? false
    let bases = (left: isOfLeft ? own?.base ?? base : base, right: isOfLeft ? base : own?.base ?? base)
    let (toLeft, toRight) = Parallel.both {
      grid.distances(to: left, nodes.indices.map { max(-walls[$0], bases.left.height(nodes[$0])) })
    } _: {
      grid.distances(to: right, nodes.indices.map { max(-walls[$0], bases.right.height(nodes[$0])) })
    }
    // Below the base only: above it, the base's plane ends what is blood.
    let outside = nodes.indices.map {
      let base = toLeft[$0] < toRight[$0] ? bases.left : bases.right
      return walls[$0] > closed && base.height(nodes[$0]) < 0 && !inside[$0]
    }
    let away = grid.distances(to: outside, walls.map { -$0 })
    let each = spacing * spacing * spacing
    return Pools(
      bases: bases, grid: grid, rooms: grid.parts(of: inside).map { Double($0) * each },
      // Of a left ventricle with a rim of its own the base's plane says nothing.
      place: isOfLeft ? nil : place(base, grid, nodes, left, surface, (toLeft, toRight)),
      nodes: nodes.indices.map { i in
        let (l, r, a) = (toLeft[i], toRight[i], away[i])
        return SIMD8(
          (min(l, r) - a) / 2, (l - min(r, a)) / 2, (r - min(l, a)) / 2, l, r, 0, 0, 0)
      })
  }

  /// Where the left ventricle opens at the base, and how low its wall reaches.
  private static func place(
    _ base: BasePlane, _ grid: CavityGrid, _ nodes: [SIMD3<Double>], _ left: [Bool],
    _ surface: [SIMD3<Double>], _ away: (left: [Float], right: [Float])
  ) -> TorsoBody.HeartPlace? {
    var (sum, count) = (SIMD3<Double>(), 0.0)
    for node in nodes.indices where left[node] && base.height(nodes[node]) > -3 * spacing {
      sum += nodes[node]
      count += 1
    }
    let lowest = surface.reduce(Double.infinity) { least, p in
      // What is nearer to the right ventricle is its wall.
      guard let node = grid.nearest(p), away.left[node] <= away.right[node] else { return least }
      return min(least, p.z)
    }
    guard count > 0, lowest.isFinite else { return nil }
    let middle = sum / count
    return TorsoBody.HeartPlace(
      lowest: lowest, base: middle - base.normal * base.height(middle), normal: base.normal)
  }

  /// The nodes that the walls enclose below a plane; `nil` when they enclose nothing.
  ///
  /// A rim that is not flat leaves gaps below the highest plane: the highest one that closes is taken.
  private static func room(
    below base: BasePlane, _ grid: CavityGrid, _ nodes: [SIMD3<Double>], _ walls: [Double]
  ) -> (base: BasePlane, inside: [Bool], count: Int)? {
    var base = base
    for _ in 0..<16 {
      let inside = grid.enclosed(nodes.indices.map { walls[$0] > closed && base.height(nodes[$0]) < 0 })
      let count = inside.count { $0 }
      if Double(count) * spacing * spacing * spacing > leastVolume { return (base, inside, count) }
      base.offset -= 2
    }
    return nil
  }

  /// A second ventricle whose rim does not lie in the plane: where only one room closes below the plane, the largest
  /// other one that closes below a plane of its own, which leans from the first.
  ///
  /// Hearts that were cut along their valves, not along one plane, have such a ventricle.
  private static func ownRim(
    _ inside: [Bool], below base: BasePlane, _ grid: CavityGrid, _ nodes: [SIMD3<Double>], _ walls: [Double]
  ) -> (base: BasePlane, room: [Int])? {
    let least = Int(leastVolume / (spacing * spacing * spacing))
    guard grid.parts(of: inside).count(where: { $0 > least }) < 2 else { return nil }
    let side = base.normal.cross(abs(base.normal.x) < 0.7 ? SIMD3(1, 0, 0) : SIMD3(0, 1, 0)).normalized
    let other = base.normal.cross(side)
    var planes = [base]
    for lean in [0.25, 0.5, 0.8] {
      for k in 0..<8 {
        let angle = Double(k) * .pi / 4
        let way = side * Trigonometry.cosine(angle) + other * Trigonometry.sine(angle)
        var plane = base
        plane.normal = (base.normal + way * lean).normalized
        planes.append(plane)
      }
    }
    let tilted = planes
    let found = Parallel.map(tilted.count) { i -> (base: BasePlane, room: [Int]) in
      var plane = tilted[i]
      let heights = nodes.map { plane.normal.dot($0) }
      func room(below top: Double) -> [Int]? {
        let enclosed = grid.enclosed(nodes.indices.map { walls[$0] > closed && heights[$0] < top })
        let added = nodes.indices.filter { enclosed[$0] && !inside[$0] }
        return added.count > least ? added : nil
      }
      guard let lowest = heights.min(), var top = heights.max() else { return (plane, []) }
      var best: [Int] = []
      while top > lowest, best.isEmpty {
        top -= 4 * spacing
        best = room(below: top) ?? []
      }
      // What closes below a plane closes below every lower one: halving finds the highest.
      for step in [2, 1, 0.5] {
        guard let more = room(below: top + step * spacing) else { continue }
        (best, top) = (more, top + step * spacing)
      }
      plane.offset = top
      return (plane, best)
    }
    return found.max { $0.room.count < $1.room.count }.flatMap { $0.room.isEmpty ? nil : $0 }
  }

  /// The volumes of the rooms that its walls enclose and that no way joins below the base, the largest first, mm³; their
  /// corners are not counted.
  public var rooms: [Double] { pools?.rooms ?? [] }

  /// Where it lies, as lungs and diaphragm know it, LPS, mm; `nil` where no left ventricle opens at the base.
  public var place: TorsoBody.HeartPlace? { pools?.place?.moved(by: shift) }

  /// Whether its walls enclose anything.
  public var hasBlood: Bool { pools != nil }

  /// The same heart elsewhere.
  ///
  /// - Parameter way: How far, mm.
  /// - Returns: The heart.
  public func moved(by way: SIMD3<Double>) -> KnownHeart {
    var copy = self
    copy.shift += way
    return copy
  }

  /// Signed distances to the muscle, mm.
  ///
  /// - Parameter places: Places, mm.
  /// - Returns: One distance a place.
  public func muscleDistances(at places: [SIMD3<Double>]) -> [Double] {
    muscle.signedDistances(at: places.map { $0 - shift })
  }

  /// Signed distances to the muscle and their slopes.
  ///
  /// - Parameter places: Places, mm.
  /// - Returns: One distance (mm) and slope a place.
  public func muscleDistancesAndSlopes(
    at places: [SIMD3<Double>]
  ) -> [(distance: Double, slope: SIMD3<Double>)] {
    muscle.distancesAndSlopes(at: places.map { $0 - shift })
  }

  /// Whether ``tissues(at:muscle:)`` knows of all places around one.
  ///
  /// - Parameters:
  ///   - reach: How far along each axis, mm.
  ///   - place: The place, mm.
  /// - Returns: Whether it does.
  public func tellsTissues(within reach: Double, of place: SIMD3<Double>) -> Bool {
    guard let grid = pools?.grid else { return false }
    return grid.holds(place - shift - reach) && grid.holds(place - shift + reach)
  }

  /// Signed distances to the ventricles with their valves and to both blood pools, mm.
  ///
  /// - Parameters:
  ///   - places: Places, mm.
  ///   - walls: The signed distances to the muscle there, mm.
  /// - Returns: The distances at each place; `nil` where only the muscle is known: far from the heart, or when it encloses
  ///   nothing.
  public func tissues(
    at places: [SIMD3<Double>], muscle walls: [Double]
  ) -> [(epicardium: Double, left: Double, right: Double)?] {
    guard let pools else { return places.map { _ in nil } }
    return zip(places, walls).map { place, wall in
      let p = place - shift
      guard let known = pools.grid.value(pools.nodes, at: p) else { return nil }
      let left = Pools.distance(nearer: known[1], nodes: known[3])
      let right = Pools.distance(nearer: known[2], nodes: known[4])
      let (leftHeight, rightHeight) = (pools.bases.left.height(p), pools.bases.right.height(p))
      // The muscle's own surface is where blood ends, in its narrowest corner; the lattice says which side of a wall is
      // which.
      let valves = Biventricular.valveDepth
      let room = max(known[0], known[3] < known[4] ? leftHeight : rightHeight)
      return (
        min(wall, room), max(-wall, left, leftHeight + valves), max(-wall, right, rightHeight + valves)
      )
    }
  }
}
