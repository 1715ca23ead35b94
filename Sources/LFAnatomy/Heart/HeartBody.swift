import LFCore
import LFMesh

/// A heart taken apart into tetrahedra, or into triangles when it is a surface: what its geometry is judged by.
///
/// Points that coincide count as one, whatever the file says of them, tetrahedra have positive volumes, and the normals of
/// a surface that bounds a volume point out of it.
struct HeartBody {
  /// All points, LPS, mm.
  let points: [SIMD3<Double>]
  private(set) var tetrahedra: [SIMD4<Int32>] = []
  private(set) var triangles: [SIMD3<Int32>] = []
  /// Which points belong to a cell.
  private(set) var used: [Bool]
  /// What was wrong with the file's cells and was put right, one line each.
  private(set) var repairs: [String] = []
  private var isSplit = false
  private let box: (low: SIMD3<Double>, high: SIMD3<Double>)

  /// Takes a grid apart.
  ///
  /// - Parameters:
  ///   - grid: The grid, as the file has it.
  ///   - points: Its points, LPS, mm.
  ///   - isMirrored: Whether the file's frame is left-handed, so that sound cells are inside out in LPS.
  /// - Throws: `LFError` with code `badData` when a cell has a point that is not there, or cannot be taken apart.
  init(_ grid: UnstructuredGrid, points: [SIMD3<Double>], isMirrored: Bool = false) throws(LFError) {
    self.points = points
    box = points.reduce((.init(repeating: .infinity), .init(repeating: -.infinity))) {
      (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1))
    }
    used = [Bool](repeating: false, count: points.count)
    let offsets = grid.cells.offsets
    let connectivity = grid.cells.connectivity
    for cell in 0..<grid.cells.count {
      let (start, end) = (Int(offsets[cell]), Int(offsets[cell + 1]))
      for i in start..<end {
        guard let point = Int(exactly: connectivity[i]), points.indices.contains(point) else {
          throw LFError(
            .badData, "cell \(cell) has point \(connectivity[i]), but there are \(points.count) points")
        }
        used[point] = true
      }
    }
    try cut(grid, CoincidentPoints.merged(points, used: used))
    if tetrahedra.isEmpty { turnTriangles(isMirrored) } else { turnTetrahedra(isMirrored) }
  }

  /// Takes the cells apart; where points coincide, by the numbers that stand for them. Cells that have a point twice are
  /// flat, and left out.
  private mutating func cut(_ grid: UnstructuredGrid, _ number: [Int32]?) throws(LFError) {
    if grid.types.first == CellType.tetra.rawValue { tetrahedra.reserveCapacity(grid.types.count) }
    func point(_ n: Int64) -> Int32 { number?[Int(n)] ?? Int32(n) }
    for cell in 0..<grid.cells.count {
      let (type, own) = (grid.types[cell], grid.cells[cell])
      let first = own.startIndex
      // Most hearts are of nothing else.
      if type == CellType.tetra.rawValue, own.count == 4 {
        let t = SIMD4(point(own[first]), point(own[first + 1]), point(own[first + 2]), point(own[first + 3]))
        let isWhole = t.x != t.y && t.x != t.z && t.x != t.w && t.y != t.z && t.y != t.w && t.z != t.w
        if isWhole { tetrahedra.append(t) }
      } else if SolidCell.isSolid(type) {
        let corners = number == nil ? own : ArraySlice(own.map { Int64(point($0)) })
        guard let parts = SolidCell.tetrahedra(type, corners, points) else {
          throw SolidCell.refusal(cell, type)
        }
        tetrahedra += parts
        isSplit = true
      } else {
        for p in FlatCell.triangles(type, points: own.count) {
          let t = SIMD3(point(own[first + p.x]), point(own[first + p.y]), point(own[first + p.z]))
          if t.x != t.y && t.y != t.z && t.z != t.x { triangles.append(t) }
        }
      }
    }
  }

  /// Turns tetrahedra of negative volume round; those that other cells were split into without a word, as the two
  /// customs of numbering a wedge's points differ in it.
  private mutating func turnTetrahedra(_ isMirrored: Bool) {
    var inverted = 0
    for i in tetrahedra.indices {
      let t = tetrahedra[i]
      let (a, b, c, d) = corners(t)
      let volume = (b - a).cross(c - a).dot(d - a)
      if (volume < 0) != isMirrored, volume != 0 { inverted += 1 }
      if volume < 0 { tetrahedra[i] = SIMD4(t.x, t.y, t.w, t.z) }
    }
    guard !isSplit, inverted > 0 else { return }
    let number = inverted == tetrahedra.count ? "all" : "\(inverted) of \(tetrahedra.count)"
    repairs.append("\(number) cells are inverted (their points turn left-handed); they were turned round")
  }

  /// Turns the normals of a surface that bounds a volume outwards, after putting small faults right.
  private mutating func turnTriangles(_ isMirrored: Bool) {
    let turned = isMirrored ? triangles.map { SIMD3($0.x, $0.z, $0.y) } : triangles
    let (whole, doubled, odd) = TriangleSurface(points: points, triangles: turned).repaired()
    let surface = whole.withPartsJoined()
    triangles = surface.triangles
    if doubled > 0 {
      repairs.append(
        doubled == 1
          ? "1 triangle of the surface is there twice; it was left out once"
          : "\(doubled) triangles of the surface are there twice; they were left out")
    }
    if odd > 0 {
      repairs.append(
        odd == 1
          ? "1 triangle of the surface is turned the other way than its neighbours; it was turned round"
          : "\(odd) triangles of the surface are turned the other way than their neighbours; they were turned round"
      )
    }
    guard SurfaceCheck.bounds(surface) else { return }
    let outwards = surface.turnedOutwards()
    guard outwards.triangles != triangles else { return }
    triangles = outwards.triangles
    repairs.append("normals of the surface point into the muscle; they were turned round")
  }

  private func corners(_ t: SIMD4<Int32>) -> (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    (points[Int(t.x)], points[Int(t.y)], points[Int(t.z)], points[Int(t.w)])
  }

  private func corners(_ t: SIMD3<Int32>) -> (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    (points[Int(t.x)], points[Int(t.y)], points[Int(t.z)])
  }

  /// The centre of the muscle's volume; of a closed surface, that of what it encloses; of an open one, of its area.
  var centroid: SIMD3<Double> {
    var sum = SIMD3<Double>()
    var weight = 0.0
    if !tetrahedra.isEmpty {
      for t in tetrahedra {
        let (a, b, c, d) = corners(t)
        let volume = abs((b - a).cross(c - a).dot(d - a))
        sum += (a + b + c + d) * (volume / 4)
        weight += volume
      }
    } else {
      let reference = mean
      let closed = isClosed
      for t in triangles {
        let (a, b, c) = corners(t)
        if closed {
          let volume = (a - reference).dot((b - reference).cross(c - reference))
          sum += (a + b + c + reference) * (volume / 4)
          weight += volume
        } else {
          let area = (b - a).cross(c - a).length
          sum += (a + b + c) * (area / 3)
          weight += area
        }
      }
    }
    return abs(weight) > 0 ? sum / weight : mean
  }

  /// Whether the triangles' area vectors cancel, as those of closed and evenly oriented surfaces do.
  private var isClosed: Bool {
    var vector = SIMD3<Double>()
    var area = 0.0
    for t in triangles {
      let (a, b, c) = corners(t)
      let n = (b - a).cross(c - a)
      vector += n
      area += n.length
    }
    return vector.length < 1e-6 * area
  }

  private var mean: SIMD3<Double> {
    var sum = SIMD3<Double>()
    var count = 0.0
    for (i, p) in points.enumerated() where used[i] {
      sum += p
      count += 1
    }
    return sum / max(count, 1)
  }

  /// The extent along the axis of largest spread, mm: the length of a heart whatever way it lies.
  var longAxis: Double {
    let centre = mean
    var xx = SIMD3<Double>()
    var xy = SIMD3<Double>()
    for (i, p) in points.enumerated() where used[i] {
      let d = p - centre
      xx += d * d
      xy += SIMD3(d.x * d.y, d.y * d.z, d.z * d.x)
    }
    let scale = xx.max()
    guard scale > 0 else { return 0 }
    xx /= scale
    xy /= scale
    // Power iteration; where two spreads are alike any of their directions will do.
    var axis = SIMD3(1.0, 0.61, 0.37)
    for _ in 0..<100 {
      axis =
        SIMD3(
          xx.x * axis.x + xy.x * axis.y + xy.z * axis.z, xy.x * axis.x + xx.y * axis.y + xy.y * axis.z,
          xy.z * axis.x + xy.y * axis.y + xx.z * axis.z
        ).normalized
    }
    var low = Double.infinity
    var high = -Double.infinity
    for (i, p) in points.enumerated() where used[i] {
      let s = (p - centre).dot(axis)
      low = min(low, s)
      high = max(high, s)
    }
    return high > low ? high - low : 0
  }

  /// The distance to the nearest point of the heart, mm.
  func distanceToPoints(_ p: SIMD3<Double>) -> Double {
    var best = Double.infinity
    for (i, q) in points.enumerated() where used[i] {
      let d = q - p
      best = min(best, d.dot(d))
    }
    return best.squareRoot()
  }

  /// Whether a place lies in the muscle, or within the closed surface that stands for it.
  func contains(_ p: SIMD3<Double>) -> Bool {
    guard all(p .>= box.low) && all(p .<= box.high) else { return false }
    if tetrahedra.isEmpty {
      guard isClosed else { return false }
      var angle = 0.0
      for t in triangles {
        // The solid angle of a triangle, after Van Oosterom and Strackee.
        let (u, v, w) = corners(t)
        let (a, b, c) = (u - p, v - p, w - p)
        let (la, lb, lc) = (a.length, b.length, c.length)
        let below = la * lb * lc + a.dot(b) * lc + b.dot(c) * la + c.dot(a) * lb
        angle += 2 * Trigonometry.arcTangent(a.dot(b.cross(c)), below)
      }
      return abs(angle) > 2 * Double.pi
    }
    for t in tetrahedra {
      let (a, b, c, d) = corners(t)
      let low = pointwiseMin(pointwiseMin(a, b), pointwiseMin(c, d))
      let high = pointwiseMax(pointwiseMax(a, b), pointwiseMax(c, d))
      guard all(p .>= low) && all(p .<= high) else { continue }
      let volume = (b - a).cross(c - a).dot(d - a)
      guard volume != 0 else { continue }
      let shares = [
        (b - p).cross(c - p).dot(d - p), (p - a).cross(c - a).dot(d - a), (b - a).cross(p - a).dot(d - a),
        (b - a).cross(c - a).dot(p - a),
      ]
      if shares.allSatisfy({ $0 / volume >= 0 }) { return true }
    }
    return false
  }
}
