import LFCore

/// Makes a mesh follow the borders between tissues: vertices close to one are moved onto it, edges that still cross
/// it are cut.
///
/// Borders are taken one after the other, because thin walls put two of them into one tetrahedron.
struct TissueBorders {
  /// Farthest move onto a border, in shares of the shortest edge, and the worst shape that it may make.
  private static let reach = 0.4
  private static let least = 0.3
  /// A vertex as near as this, in shares of the shortest edge, is taken to lie on the border: a cut beside it would
  /// make a needle.
  private static let touch = 0.03
  /// A cut this near to an edge's end, in shares of it, moves the end instead where the shape stays above the second.
  private static let near = 0.3
  private static let poorest = 0.12

  private(set) var work: MeshWork
  private var depths: [Double]
  private var distances: [TissueDistances]
  /// The border that a vertex was moved onto, or −1.
  private var own: [Int8]

  /// Signed distances to the borders that matter at a place: to the heart's outer surface, the cavities, the lungs.
  private static func borders(_ d: TissueDistances) -> SIMD4<Double> {
    SIMD4(d.epicardium, d.leftCavity, d.rightCavity, d.lungs)
  }

  /// Makes a mesh follow the borders.
  ///
  /// - Parameters:
  ///   - work: The mesh, cut along the skin already.
  ///   - map: The tissues.
  /// - Returns: The mesh; its points are those of before, some moved, with new ones behind them. And their signed
  ///   distances to the skin, mm, linear along edges that were cut.
  static func followed(by work: MeshWork, _ map: some TissueMap) -> (work: MeshWork, depths: [Double]) {
    let skin = map.skin.nearest(work.points)
    var borders = TissueBorders(work, map, skin)
    borders.snap(map, skin)
    for border in 0..<4 { borders.cut(border, map) }
    return (borders.work, borders.depths)
  }

  private init(
    _ work: MeshWork, _ map: some TissueMap, _ skin: [(point: SIMD3<Double>, distance: Double)]
  ) {
    self.work = work
    depths = skin.map(\.distance)
    distances = map.distances(at: work.points, skin: depths)
    own = [Int8](repeating: -1, count: work.points.count)
  }

  // MARK: - Moving vertices

  private mutating func snap(
    _ map: some TissueMap, _ skin: [(point: SIMD3<Double>, distance: Double)]
  ) {
    let stars = VertexStars(work.cells, vertices: work.points.count)
    var candidates: [(vertex: Int, border: Int, value: Double)] = []
    for vertex in work.points.indices where work.bonds[vertex] == .free {
      let d = distances[vertex]
      guard d.nearestInterface < 8 else { continue }
      let values = Self.borders(d)
      var border = 0
      for k in 1..<4 where abs(values[k]) < abs(values[border]) { border = k }
      guard abs(values[border]) < 0.45 * work.shortestEdge(vertex, stars) else { continue }
      candidates.append((vertex, border, values[border]))
    }
    // Slopes by differences; the skin's own distance changes along its normal.
    let h = 0.05
    var probes: [SIMD3<Double>] = []
    var depths: [Double] = []
    probes.reserveCapacity(3 * candidates.count)
    depths.reserveCapacity(3 * candidates.count)
    for candidate in candidates {
      let p = work.points[candidate.vertex]
      let (foot, distance) = skin[candidate.vertex]
      let normal = distance == 0 ? SIMD3() : (p - foot) / distance
      for axis in 0..<3 {
        var q = p
        q[axis] += h
        probes.append(q)
        depths.append(distance + h * normal[axis])
      }
    }
    let around = map.distances(at: probes, skin: depths)
    let targets = candidates.indices.map { i in
      let (vertex, border, value) = candidates[i]
      let slope =
        SIMD3(
          Self.borders(around[3 * i])[border] - value, Self.borders(around[3 * i + 1])[border] - value,
          Self.borders(around[3 * i + 2])[border] - value) / h
      let square = max(slope.dot(slope), 0.25)
      return (vertex, work.points[vertex] - slope * (value / square))
    }
    let moved = work.snap(targets, stars, reach: Self.reach, least: Self.least, bond: .interface)
    for candidate in candidates { own[candidate.vertex] = Int8(candidate.border) }
    for candidate in candidates where work.bonds[candidate.vertex] != .interface {
      own[candidate.vertex] = -1
    }
    let places = moved.map { work.points[$0] }
    let below = map.skin.signedDistances(at: places)
    let found = map.distances(at: places, skin: below)
    for (i, vertex) in moved.enumerated() {
      self.depths[vertex] = below[i]
      distances[vertex] = found[i]
    }
  }

  // MARK: - Cutting edges

  private mutating func cut(_ border: Int, _ map: some TissueMap) {
    var values = distances.map { Self.borders($0)[border] }
    guard values.contains(where: { $0 < 0 }) else { return }
    let stars = VertexStars(work.cells, vertices: work.points.count)
    for vertex in values.indices where values[vertex] != 0 {
      if own[vertex] == border {
        values[vertex] = 0
      } else if abs(values[vertex]) < 1, abs(values[vertex]) < Self.touch * work.shortestEdge(vertex, stars) {
        values[vertex] = 0
      }
    }
    let shares = roots(of: border, crossed(values), values, map)
    moveEnds(of: shares, &values, stars, map)
    let (cut, edges) = SurfaceCut.both(work, values, at: shares)
    work = cut
    let ends = edges.map { edge in
      let share = shares[edge] ?? 0.5
      return depths[Int(edge.below)] * (1 - share) + depths[Int(edge.above)] * share
    }
    distances += map.distances(at: Array(work.points[depths.count...]), skin: ends)
    depths += ends
    own += [Int8](repeating: Int8(border), count: edges.count)
  }

  private func crossed(_ values: [Double]) -> [SurfaceCut.Edge] {
    var edges: Set<SurfaceCut.Edge> = []
    for cell in work.cells {
      for (m, n) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
        let (a, b) = (values[Int(cell[m])], values[Int(cell[n])])
        if a < 0, b > 0 { edges.insert(SurfaceCut.Edge(below: cell[m], above: cell[n])) }
        if b < 0, a > 0 { edges.insert(SurfaceCut.Edge(below: cell[n], above: cell[m])) }
      }
    }
    return edges.sorted { ($0.below, $0.above) < ($1.below, $1.above) }
  }

  /// Where the border crosses edges, by false position (Illinois), as shares of the way from the end below.
  private func roots(
    of border: Int, _ edges: [SurfaceCut.Edge], _ values: [Double], _ map: some TissueMap
  ) -> [SurfaceCut.Edge: Double] {
    var low = edges.map { (share: 0.0, value: values[Int($0.below)]) }
    var high = edges.map { (share: 1.0, value: values[Int($0.above)]) }
    var shares = [Double](repeating: 0.5, count: edges.count)
    for round in 0..<4 {
      for i in edges.indices {
        shares[i] =
          (low[i].share * high[i].value - high[i].share * low[i].value) / (high[i].value - low[i].value)
      }
      if round == 3 { break }
      let places = edges.indices.map { i in
        let (a, b) = (work.points[Int(edges[i].below)], work.points[Int(edges[i].above)])
        return a + (b - a) * shares[i]
      }
      let skin = edges.indices.map { i in
        let (a, b) = (depths[Int(edges[i].below)], depths[Int(edges[i].above)])
        return a + (b - a) * shares[i]
      }
      let found = map.distances(at: places, skin: skin)
      for i in edges.indices {
        let value = Self.borders(found[i])[border]
        if value < 0 {
          if round > 0, low[i].share > 0 { high[i].value /= 2 }
          low[i] = (shares[i], value)
        } else {
          if round > 0, high[i].share < 1 { low[i].value /= 2 }
          high[i] = (shares[i], max(value, 1e-12))
        }
      }
    }
    // Ends that lie on another border cannot be moved: a cut that is nearly at one would make a flat cell.
    return Dictionary(
      uniqueKeysWithValues: zip(edges, shares.map { min(max($0, Self.touch), 1 - Self.touch) }))
  }

  /// Moves free ends of edges to cuts that are close to them, closest first.
  private mutating func moveEnds(
    of shares: [SurfaceCut.Edge: Double], _ values: inout [Double], _ stars: VertexStars,
    _ map: some TissueMap
  ) {
    var moves: [(vertex: Int, other: Int, place: SIMD3<Double>, share: Double)] = []
    for (edge, share) in shares {
      let (a, b) = (Int(edge.below), Int(edge.above))
      let place = work.points[a] + (work.points[b] - work.points[a]) * share
      if share < Self.near, work.bonds[a] == .free { moves.append((a, b, place, share)) }
      if 1 - share < Self.near, work.bonds[b] == .free { moves.append((b, a, place, 1 - share)) }
    }
    moves.sort { ($0.share, $0.vertex, $0.other) < ($1.share, $1.vertex, $1.other) }
    var moved: [Int] = []
    for move in moves where work.bonds[move.vertex] == .free {
      guard work.worstShape(move.vertex, at: move.place, stars) >= Self.poorest else { continue }
      work.points[move.vertex] = move.place
      work.bonds[move.vertex] = .interface
      values[move.vertex] = 0
      moved.append(move.vertex)
    }
    let places = moved.map { work.points[$0] }
    let skin = map.skin.signedDistances(at: places)
    for (i, found) in map.distances(at: places, skin: skin).enumerated() {
      depths[moved[i]] = skin[i]
      distances[moved[i]] = found
    }
  }
}
