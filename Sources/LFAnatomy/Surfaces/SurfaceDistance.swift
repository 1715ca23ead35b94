import LFCore

/// The exact signed distance to a closed triangle surface, negative inside.
///
/// The nearest triangle comes from a tree of boxes; the sign from the angle-weighted normal of the face, edge or
/// corner that is nearest (Bærentzen and Aanæs 2005), which is right for every closed surface that does not cut
/// itself.
public struct SurfaceDistance: Solid {
  /// The surface.
  public let surface: TriangleSurface

  private let tree: SurfaceTree
  /// Seven normals a triangle in the tree's order: the face, edges ab, bc, ca, corners a, b, c.
  private let normals: [SIMD3<Double>]

  /// Prepares a surface, closed and with outward normals (see ``SurfaceCheck``).
  ///
  /// - Parameter surface: The surface.
  public init(_ surface: TriangleSurface) {
    self.surface = surface
    tree = SurfaceTree(surface)
    let faces = surface.triangles.map { triangle in
      let (a, b, c) = surface.corners(triangle)
      return (b - a).cross(c - a).normalized
    }
    var corner = [SIMD3<Double>](repeating: SIMD3(), count: surface.points.count)
    // The edges of each point to one of a higher number, with the faces beside them: few to look through.
    var start = [Int](repeating: 0, count: surface.points.count + 1)
    for triangle in surface.triangles {
      for m in 0..<3 { start[Int(min(triangle[m], triangle[(m + 1) % 3])) + 1] += 1 }
    }
    for i in surface.points.indices { start[i + 1] += start[i] }
    var next = start
    var beside = [(high: Int32, face: Int32)](repeating: (0, 0), count: 3 * faces.count)
    for (number, triangle) in surface.triangles.enumerated() {
      for m in 0..<3 {
        let (i, j, k) = (triangle[m], triangle[(m + 1) % 3], triangle[(m + 2) % 3])
        let u = (surface.points[Int(j)] - surface.points[Int(i)]).normalized
        let v = (surface.points[Int(k)] - surface.points[Int(i)]).normalized
        corner[Int(i)] += faces[number] * Trigonometry.arcCosine(u.dot(v))
        let low = Int(min(i, j))
        beside[next[low]] = (max(i, j), Int32(number))
        next[low] += 1
      }
    }
    var normals: [SIMD3<Double>] = []
    normals.reserveCapacity(7 * tree.order.count)
    for number in tree.order {
      let t = surface.triangles[Int(number)]
      normals.append(faces[Int(number)])
      for m in 0..<3 {
        let (low, high) = (Int(min(t[m], t[(m + 1) % 3])), max(t[m], t[(m + 1) % 3]))
        var edge = SIMD3<Double>()
        for k in start[low]..<start[low + 1] where beside[k].high == high {
          edge += faces[Int(beside[k].face)]
        }
        normals.append(edge)
      }
      for m in 0..<3 { normals.append(corner[Int(t[m])]) }
    }
    self.normals = normals
  }

  /// Signed distances to the surface, mm.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance a place.
  public func signedDistances(at points: [SIMD3<Double>]) -> [Double] {
    nearest(points).map(\.distance)
  }

  /// Signed distances and their slopes: away from the nearest point, except close to the surface, where differences
  /// tell more.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One distance (mm) and slope a place.
  public func distancesAndSlopes(
    at points: [SIMD3<Double>]
  ) -> [(distance: Double, slope: SIMD3<Double>)] {
    var result: [(distance: Double, slope: SIMD3<Double>)] = []
    result.reserveCapacity(points.count)
    for (point, found) in zip(points, nearest(points)) {
      let far = abs(found.distance) > 0.2
      result.append((found.distance, far ? (point - found.point) / found.distance : SIMD3()))
    }
    let close = result.indices.filter { abs(result[$0].distance) <= 0.2 }
    let h = 0.5
    for (axis, step) in [SIMD3(h, 0, 0), SIMD3(0, h, 0), SIMD3(0, 0, h)].enumerated() {
      let up = signedDistances(at: close.map { points[$0] + step })
      let down = signedDistances(at: close.map { points[$0] - step })
      for (k, i) in close.enumerated() { result[i].slope[axis] = (up[k] - down[k]) / (2 * h) }
    }
    return result
  }

  /// The nearest points of the surface and the signed distances to them.
  ///
  /// - Parameter points: Places, mm.
  /// - Returns: One nearest point and distance a place.
  public func nearest(_ points: [SIMD3<Double>]) -> [(point: SIMD3<Double>, distance: Double)] {
    guard !tree.order.isEmpty else { return points.map { ($0, .infinity) } }
    let pieces = max(1, min(64, points.count / 512))
    return [(point: SIMD3<Double>, distance: Double)](unsafeUninitializedCapacity: points.count) {
      result, filled in
      points.withUnsafeBufferPointer { points in
        guard let result = result.baseAddress else { return }
        nonisolated(unsafe) let (to, from) = (result, points)
        Parallel.run(pieces) { piece in
          let range = (from.count * piece / pieces)..<(from.count * (piece + 1) / pieces)
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: range.count) { found in
            guard let numbers = found.baseAddress else { return }
            tree.nearest(UnsafeBufferPointer(rebasing: from[range]), numbers)
            for (k, i) in range.enumerated() {
              (to + i).initialize(to: distance(from[i], fromTriangle: Int(numbers[k])))
            }
          }
        }
      }
      filled = points.count
    }
  }

  /// The nearest point of the triangle at a place of the tree's order, and the signed distance to it.
  private func distance(
    _ p: SIMD3<Double>, fromTriangle place: Int
  ) -> (point: SIMD3<Double>, distance: Double) {
    let (a, b, c) = surface.corners(surface.triangles[Int(tree.order[place])])
    let (nearest, part) = nearestPoint(of: a, b, c, to: p)
    let gap = p - nearest
    let length = (gap * gap).sum().squareRoot()
    return (nearest, (gap * normals[7 * place + part]).sum() < 0 ? -length : length)
  }
}
