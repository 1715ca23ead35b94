import LFCore

/// Finds the tetrahedron that holds a point, by a grid of buckets over the mesh's box.
public struct TetrahedronLocator: Sendable {
  /// Where a point lies: the corners' numbers and their barycentric weights, which sum to 1.
  public struct Location: Equatable, Sendable {
    /// The tetrahedron's number among those given.
    public var cell: Int
    /// The corners' numbers.
    public var corners: SIMD4<Int32>
    /// The corners' weights; all from 0 to 1 for a point inside.
    public var weights: SIMD4<Double>
    /// How far the point lies outside the mesh, in the points' unit; 0 inside.
    public var distance: Double
  }

  private let points: [SIMD3<Double>]
  private let cells: [SIMD4<Int32>]
  private let low: SIMD3<Double>
  private let side: Double
  private let counts: SIMD3<Int>
  /// The tetrahedra of bucket b are `members[starts[b] ..< starts[b + 1]]`.
  private let starts: [Int32]
  private let members: [Int32]

  /// Sorts tetrahedra into buckets.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - cells: Four point numbers a tetrahedron, each below the number of points.
  public init(points: [SIMD3<Double>], cells: [SIMD4<Int32>]) {
    self.points = points
    self.cells = cells
    var low = SIMD3<Double>(repeating: .infinity)
    var high = SIMD3<Double>(repeating: -.infinity)
    for cell in cells {
      for m in 0..<4 {
        low = pointwiseMin(low, points[Int(cell[m])])
        high = pointwiseMax(high, points[Int(cell[m])])
      }
    }
    if cells.isEmpty { (low, high) = (.zero, .zero) }
    let extent = high - low
    let volume = max(extent.x, 1e-9) * max(extent.y, 1e-9) * max(extent.z, 1e-9)
    // About two tetrahedra a bucket, and never more buckets than a few a tetrahedron.
    let wanted = max((volume / Double(max(cells.count, 1)) * 2).cubeRoot, extent.max() / 256, 1e-9)
    self.low = low
    side = wanted
    let n = (extent / wanted).rounded(.down)
    counts = SIMD3(Int(n.x) + 1, Int(n.y) + 1, Int(n.z) + 1)

    var load = [Int32](repeating: 0, count: counts.x * counts.y * counts.z + 1)
    let (origin, width, size) = (low, wanted, counts)
    func forEachBucket(_ cell: SIMD4<Int32>, _ body: (Int) -> Void) {
      var a = points[Int(cell.x)]
      var b = a
      for m in 1..<4 {
        a = pointwiseMin(a, points[Int(cell[m])])
        b = pointwiseMax(b, points[Int(cell[m])])
      }
      let (from, to) = (((a - origin) / width).rounded(.down), ((b - origin) / width).rounded(.down))
      for k in Int(from.z)...min(Int(to.z), size.z - 1) {
        for j in Int(from.y)...min(Int(to.y), size.y - 1) {
          for i in Int(from.x)...min(Int(to.x), size.x - 1) { body(i + size.x * (j + size.y * k)) }
        }
      }
    }
    for cell in cells { forEachBucket(cell) { load[$0 + 1] += 1 } }
    for b in 1..<load.count { load[b] += load[b - 1] }
    var next = load
    var members = [Int32](repeating: 0, count: Int(load.last ?? 0))
    for (number, cell) in cells.enumerated() {
      forEachBucket(cell) { bucket in
        members[Int(next[bucket])] = Int32(number)
        next[bucket] += 1
      }
    }
    starts = load
    self.members = members
  }

  /// Finds a point; one outside the mesh is moved onto the nearest tetrahedron within reach.
  ///
  /// - Parameters:
  ///   - point: The point.
  ///   - reach: How far outside the mesh it may lie, in the points' unit.
  /// - Returns: Where it lies, or `nil` when it is farther away than `reach`.
  public func locate(_ point: SIMD3<Double>, reach: Double) -> Location? {
    var best: Location?
    let from = ((point - reach - low) / side).rounded(.down)
    let to = ((point + reach - low) / side).rounded(.down)
    guard (0..<3).allSatisfy({ to[$0] >= 0 && from[$0] < Double(counts[$0]) }) else { return nil }
    // The bucket of the point first: it nearly always has the answer.
    let home = ((point - low) / side).rounded(.down)
    if (0..<3).allSatisfy({ home[$0] >= 0 && home[$0] < Double(counts[$0]) }) {
      search(bucket(Int(home.x), Int(home.y), Int(home.z)), point, &best)
      if best?.distance == 0 { return best }
    }
    guard reach > 0 else { return best?.distance == 0 ? best : nil }
    for k in max(0, Int(from.z))...min(Int(to.z), counts.z - 1) {
      for j in max(0, Int(from.y))...min(Int(to.y), counts.y - 1) {
        for i in max(0, Int(from.x))...min(Int(to.x), counts.x - 1) {
          search(bucket(i, j, k), point, &best)
          if best?.distance == 0 { return best }
        }
      }
    }
    guard let found = best, found.distance <= reach else { return nil }
    return found
  }

  private func bucket(_ i: Int, _ j: Int, _ k: Int) -> Int { i + counts.x * (j + counts.y * k) }

  private func search(_ bucket: Int, _ point: SIMD3<Double>, _ best: inout Location?) {
    for number in members[Int(starts[bucket])..<Int(starts[bucket + 1])] {
      let cell = cells[Int(number)]
      guard let weights = barycentric(cell, point) else { continue }
      if weights.min() >= -1e-9 {
        best = Location(cell: Int(number), corners: cell, weights: weights, distance: 0)
        return
      }
      let clamped = Self.clamped(weights)
      let nearest = place(cell, clamped)
      let gap = nearest - point
      let distance = (gap * gap).sum().squareRoot()
      if distance < best?.distance ?? .infinity {
        best = Location(cell: Int(number), corners: cell, weights: clamped, distance: distance)
      }
    }
  }

  private func place(_ cell: SIMD4<Int32>, _ weights: SIMD4<Double>) -> SIMD3<Double> {
    var sum = SIMD3<Double>()
    for m in 0..<4 { sum += points[Int(cell[m])] * weights[m] }
    return sum
  }

  /// Weights without the negative ones: not the nearest point of the tetrahedron, but one in it and close by.
  private static func clamped(_ weights: SIMD4<Double>) -> SIMD4<Double> {
    let positive = pointwiseMax(weights, .zero)
    return positive / positive.sum()
  }

  private func barycentric(_ cell: SIMD4<Int32>, _ p: SIMD3<Double>) -> SIMD4<Double>? {
    let a = points[Int(cell.x)]
    let (u, v, w) = (points[Int(cell.y)] - a, points[Int(cell.z)] - a, points[Int(cell.w)] - a)
    let (vw, wu, uv) = (v.cross(w), w.cross(u), u.cross(v))
    let volume = (u * vw).sum()
    guard volume != 0 else { return nil }
    let d = p - a
    let (s, t, r) = ((d * vw).sum() / volume, (d * wu).sum() / volume, (d * uv).sum() / volume)
    return SIMD4(1 - s - t - r, s, t, r)
  }
}

extension Double {
  /// The cube root by Newton's steps: exact enough for the size of a bucket, and the same on every machine.
  fileprivate var cubeRoot: Double {
    guard self > 0 else { return 0 }
    var x = squareRoot()
    for _ in 0..<80 { x = (2 * x + self / (x * x)) / 3 }
    return x
  }
}
