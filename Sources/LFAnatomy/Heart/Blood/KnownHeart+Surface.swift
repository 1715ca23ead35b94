import LFCore

extension KnownHeart {
  /// A heart of which nothing is known but the muscle's surface, wherever it lies and however it is turned.
  ///
  /// The base is looked for in all directions; the ventricle with the thicker walls is the left one.
  ///
  /// - Parameter muscle: The muscle's surface: closed, cavities open at the base or closed; mm.
  public init(_ muscle: SurfaceDistance) {
    let surface = muscle.surface.evenSample(3000)
    let ups = Self.directions
    let walls = WallThickness(muscle, spacing: Self.spacing)
    self.init(muscle, surface: surface, ups: ups, isLeft: walls.isLeft)
  }

  /// From the middle of a cube to its faces, edges and corners: any direction is within 28° of one, less than a base may
  /// lean from what is taken for up.
  private static let directions: [SIMD3<Double>] = (0..<27).compactMap { i in
    let d = SIMD3(Double(i % 3 - 1), Double(i / 3 % 3 - 1), Double(i / 9 - 1))
    return d == .zero ? nil : d
  }
}

/// Tells the left cavity from the right one by their walls.
struct WallThickness {
  private let muscle: any Solid
  private let spacing: Double

  /// Walls thicker than this are as good as solid, mm.
  private static let thickest = 20
  /// A cavity has this share of the largest one's volume, or it is a corner of it.
  private static let leastShare = 0.1

  /// - Parameters:
  ///   - muscle: The muscle, mm.
  ///   - spacing: How far apart the places in the cavities lie that will be asked for, mm.
  init(_ muscle: any Solid, spacing: Double) {
    self.muscle = muscle
    self.spacing = spacing
  }

  /// Whether places of a cubic lattice in the cavities belong to the one with the thickest walls: the left one; all of
  /// them where there is but one.
  ///
  /// - Parameter places: Places, mm.
  /// - Returns: One truth a place.
  func isLeft(_ places: [SIMD3<Double>]) -> [Bool] {
    let part = parts(of: places)
    var sizes: [Int: Int] = [:]
    for number in part { sizes[number, default: 0] += 1 }
    let least = Self.leastShare * Double(sizes.values.max() ?? 0)
    let cavities = sizes.filter { Double($0.value) >= least }.keys.sorted()
    guard cavities.count > 1 else { return places.map { _ in true } }
    let walls = thickness(around: places)
    var thickest = (cavity: cavities[0], wall: -1.0)
    for cavity in cavities {
      let around = places.indices.compactMap { part[$0] == cavity ? walls[$0] : nil }.sorted()
      let wall = around.isEmpty ? 0 : around[around.count / 2]
      if wall > thickest.wall { thickest = (cavity, wall) }
    }
    let large = places.indices.filter { cavities.contains(part[$0]) }
    return places.indices.map { i in
      if cavities.contains(part[i]) { return part[i] == thickest.cavity }
      // A corner that no way of the lattice joins to a cavity is the nearest one's.
      let nearest = large.min { (places[$0] - places[i]).length < (places[$1] - places[i]).length }
      return nearest.map { part[$0] == thickest.cavity } ?? true
    }
  }

  /// The number of the connected part that each place belongs to.
  private func parts(of places: [SIMD3<Double>]) -> [Int] {
    guard let first = places.first else { return [] }
    var numbers: [SIMD3<Int>: Int] = [:]
    let nodes = places.map { place in
      let at = ((place - first) / spacing).rounded(.toNearestOrEven)
      return SIMD3(Int(at.x), Int(at.y), Int(at.z))
    }
    for (i, node) in nodes.enumerated() { numbers[node] = i }
    var part = [Int](repeating: -1, count: places.count)
    for start in places.indices where part[start] < 0 {
      part[start] = start
      var stack = [start]
      while let i = stack.popLast() {
        for axis in 0..<3 {
          for step in [-1, 1] {
            var next = nodes[i]
            next[axis] += step
            guard let k = numbers[next], part[k] < 0 else { continue }
            part[k] = start
            stack.append(k)
          }
        }
      }
    }
    return part
  }

  /// How thick the wall is beside each place, straight on from its nearest point, mm; `nil` away from walls.
  private func thickness(around places: [SIMD3<Double>]) -> [Double?] {
    let near = muscle.distancesAndSlopes(at: places)
    var result = [Double?](repeating: nil, count: places.count)
    let beside = places.indices.filter { near[$0].distance < 1.5 * spacing && near[$0].slope.length > 0.5 }
    let steps = beside.flatMap { i in
      (1...Self.thickest).map { places[i] - near[i].slope.normalized * (near[i].distance + Double($0)) }
    }
    let found = muscle.signedDistances(at: steps)
    for (k, i) in beside.enumerated() {
      let wall = found[k * Self.thickest..<(k + 1) * Self.thickest]
      let out = wall.firstIndex { $0 > 0 } ?? wall.endIndex
      result[i] = Double(out - wall.startIndex) + 0.5
    }
    return result
  }
}
