import LFCore
import LFMesh

/// The surface of a heart's muscle, and which part of it looks into a cavity.
///
/// A place lies inside when muscle stands in most of the directions that it looks to: walls of a cavity see one another,
/// while the epicardium and a cut base see nothing.
struct WallSurface {
  /// Point numbers, outwards.
  let triangles: [SIMD3<Int32>]
  /// The area vectors, outwards, mm².
  private let areas: [SIMD3<Double>]
  /// Which cavity a triangle looks into: 0 the left ventricle, 1 the right one, −1 none.
  private(set) var cavity: [Int]
  /// The direction from apex to base; `nil` when there is no cavity.
  private(set) var up: SIMD3<Double>?

  /// A cavity takes at least this share of all that looks inside.
  private static let leastShare = 0.12
  /// Cosines of the angles between the normal and the directions looked to, six around each; and the normal itself.
  private static let cones: [(cosine: Double, sine: Double)] = [(0.866, 0.5), (0.5, 0.866)]

  init(_ points: [SIMD3<Double>], _ corners: [SIMD4<Int32>]) {
    triangles = Self.boundary(points, corners)
    areas = triangles.map { t in
      (points[Int(t.y)] - points[Int(t.x)]).cross(points[Int(t.z)] - points[Int(t.x)]) / 2
    }
    cavity = [Int](repeating: -1, count: triangles.count)
    let lattice = MuscleLattice(points, corners, spacing: 1.5)
    let centres = triangles.map { (points[Int($0.x)] + points[Int($0.y)] + points[Int($0.z)]) / 3 }
    var inside = zip(centres, areas).map { centre, area in
      area.unit.map { Self.looksInside(centre, $0, lattice) } ?? false
    }
    for _ in 0..<2 { inside = smoothed(inside) }
    label(pieces(of: inside), centres, lattice)
  }

  private static func looksInside(
    _ place: SIMD3<Double>, _ normal: SIMD3<Double>, _ lattice: MuscleLattice
  ) -> Bool {
    let u = normal.anyNormal
    let v = normal.cross(u)
    let skip = 2.5 * lattice.spacing
    var seen = lattice.distance(from: place, along: normal, skipping: skip) == nil ? 0 : 1
    for cone in cones {
      for k in 0..<6 {
        let (c, s) = turns[k]
        let direction = normal * cone.cosine + (u * c + v * s) * cone.sine
        if lattice.distance(from: place, along: direction, skipping: skip) != nil { seen += 1 }
      }
    }
    return seen > 6
  }

  private static let turns: [(Double, Double)] = [
    (1, 0), (0.5, 0.8660254), (-0.5, 0.8660254), (-1, 0), (-0.5, -0.8660254), (0.5, -0.8660254),
  ]

  /// The faces of one tetrahedron only, outwards however its corners are ordered.
  private static func boundary(_ points: [SIMD3<Double>], _ corners: [SIMD4<Int32>]) -> [SIMD3<Int32>] {
    TetrahedronFaces.outer(of: corners, pointCount: points.count).map { cell, face in
      let own = corners[cell]
      let a = points[Int(own.x)]
      let (b, c, d) = (points[Int(own.y)] - a, points[Int(own.z)] - a, points[Int(own.w)] - a)
      return (b.cross(c) * d).sum() < 0 ? SIMD3(face.x, face.z, face.y) : face
    }
  }

  /// A triangle goes with most of those that it shares points with.
  private func smoothed(_ inside: [Bool]) -> [Bool] {
    var votes: [Int32: (yes: Int, all: Int)] = [:]
    for (t, triangle) in triangles.enumerated() {
      for m in 0..<3 {
        let old = votes[triangle[m]] ?? (0, 0)
        votes[triangle[m]] = (old.yes + (inside[t] ? 1 : 0), old.all + 1)
      }
    }
    return triangles.map { triangle in
      var (yes, all) = (0, 0)
      for m in 0..<3 {
        let vote = votes[triangle[m]] ?? (0, 0)
        (yes, all) = (yes + vote.yes, all + vote.all)
      }
      return 2 * yes > all
    }
  }

  /// The connected pieces of what looks inside.
  private func pieces(of inside: [Bool]) -> [[Int]] {
    var root: [Int32: Int32] = [:]
    func find(_ p: Int32) -> Int32 {
      var p = p
      while let above = root[p], above != p {
        root[p] = root[above]
        p = above
      }
      return p
    }
    let chosen = triangles.indices.filter { inside[$0] }
    for t in chosen {
      for m in 0..<3 where root[triangles[t][m]] == nil { root[triangles[t][m]] = triangles[t][m] }
      let a = find(triangles[t].x)
      root[find(triangles[t].y)] = a
      root[find(triangles[t].z)] = a
    }
    return Dictionary(grouping: chosen) { find(triangles[$0].x) }.values.sorted { $0.count > $1.count }
  }

  /// The two largest pieces are the ventricles; the left one has the thicker wall.
  private mutating func label(_ pieces: [[Int]], _ centres: [SIMD3<Double>], _ lattice: MuscleLattice) {
    let sizes = pieces.map { $0.reduce(0.0) { $0 + areas[$1].length } }
    let total = sizes.reduce(0, +)
    var kept = zip(pieces, sizes).filter { $0.1 > Self.leastShare * total }.sorted { $0.1 > $1.1 }.prefix(2)
      .map(\.0)
    guard !kept.isEmpty else { return }
    if kept.count == 2 {
      let thickness = kept.map { piece in
        let ways = piece.map { t in
          lattice.thickness(from: centres[t], along: -(areas[t].unit ?? SIMD3()))
        }.sorted()
        return ways[ways.count / 2]
      }
      if thickness[1] > thickness[0] { kept.swapAt(0, 1) }
    }
    for (number, piece) in kept.enumerated() {
      for t in piece { cavity[t] = number }
    }
    // A cavity is a cup: what its walls' area vectors lack is the lid of its opening.
    up = kept.flatMap(\.self).reduce(SIMD3<Double>()) { $0 + areas[$1] }.unit
  }

  /// The points of a cavity's triangles, each once, in order.
  func points(ofCavity number: Int) -> [Int] {
    var found: Set<Int32> = []
    for (t, triangle) in triangles.enumerated() where cavity[t] == number {
      for m in 0..<3 { found.insert(triangle[m]) }
    }
    return found.map(Int.init).sorted()
  }

  /// The points of the epicardium: what neither looks into a cavity nor is the cut of the base.
  func epicardium(_ points: [SIMD3<Double>], up: SIMD3<Double>) -> [Int] {
    let heights = points.map { ($0 * up).sum() }
    guard let low = heights.min(), let high = heights.max() else { return [] }
    var found: Set<Int32> = []
    for (t, triangle) in triangles.enumerated() where cavity[t] < 0 {
      let height = (heights[Int(triangle.x)] + heights[Int(triangle.y)] + heights[Int(triangle.z)]) / 3
      let facing = areas[t].unit.map { ($0 * up).sum() } ?? 0
      if facing > 0.75, height > low + 0.6 * (high - low) { continue }
      for m in 0..<3 { found.insert(triangle[m]) }
    }
    return found.map(Int.init).sorted()
  }
}
