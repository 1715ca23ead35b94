import LFCore
import LFMesh

extension TriangleSurface {
  /// The same surface with the normals of each connected part pointing outwards, and inwards where it lies inside an odd
  /// number of others: there it bounds a hole.
  ///
  /// - Returns: The surface; it must be closed and free of self-intersections.
  func turnedOutwards() -> TriangleSurface {
    let part = parts()
    var volumes: [Int32: Double] = [:]
    var corners: [Int32: SIMD3<Double>] = [:]
    for (number, triangle) in triangles.enumerated() {
      let (a, b, c) = self.corners(triangle)
      volumes[part[number], default: 0] += a.dot(b.cross(c)) / 6
      corners[part[number]] = a
    }
    var inverted: [Int32: Bool] = [:]
    for (own, place) in corners {
      var angles: [Int32: Double] = [:]
      if corners.count > 1 {
        for (number, triangle) in triangles.enumerated() where part[number] != own {
          angles[part[number], default: 0] += solidAngle(of: triangle, from: place)
        }
      }
      let depth = angles.values.count { abs($0) > 2 * Double.pi }
      inverted[own] = (volumes[own] ?? 0) < 0 ? depth % 2 == 0 : depth % 2 == 1
    }
    guard inverted.values.contains(true) else { return self }
    var copy = self
    for (number, t) in triangles.enumerated() where inverted[part[number]] == true {
      copy.triangles[number] = SIMD3(t.x, t.z, t.y)
    }
    return copy
  }

  /// The surface without the connected parts that lie inside its largest one: holes of a body's mask.
  ///
  /// - Returns: The other triangles, with the same points; the largest part need not be closed.
  public func outermost() -> TriangleSurface {
    let part = parts()
    var areas: [Int32: Double] = [:]
    var places: [Int32: SIMD3<Double>] = [:]
    for (number, triangle) in triangles.enumerated() {
      let (a, b, c) = corners(triangle)
      areas[part[number], default: 0] += (b - a).cross(c - a).length
      places[part[number]] = a
    }
    // Of two alike the one of the lower number, so that the answer is the same every time.
    guard areas.count > 1,
      let largest = areas.max(by: { $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value })?.key
    else { return self }
    let shell = triangles.indices.filter { part[$0] == largest }.map { triangles[$0] }
    // Crumbs are many and have no area to speak of: only what counts is looked at.
    let counts = areas.filter { $0.key != largest && $0.value > 1e-3 * (areas[largest] ?? 0) }
    let outside = Set(
      counts.keys.filter { own in
        guard let place = places[own] else { return false }
        let angle = shell.reduce(0.0) { $0 + solidAngle(of: $1, from: place) }
        return abs(angle) < 2 * Double.pi
      })
    var rest = self
    rest.triangles = triangles.indices.filter { part[$0] == largest || outside.contains(part[$0]) }.map {
      triangles[$0]
    }
    return rest
  }

  /// The lowest point number of the connected part that each triangle belongs to.
  private func parts() -> [Int32] {
    var sets = DisjointSets(points.count)
    for t in triangles {
      sets.join(Int(t.x), Int(t.y))
      sets.join(Int(t.x), Int(t.z))
    }
    return triangles.map { Int32(truncatingIfNeeded: sets.find(Int($0.x))) }
  }

  /// The solid angle of a triangle, after Van Oosterom and Strackee.
  private func solidAngle(of triangle: SIMD3<Int32>, from place: SIMD3<Double>) -> Double {
    let (p, q, r) = corners(triangle)
    let (a, b, c) = (p - place, q - place, r - place)
    let (la, lb, lc) = (a.length, b.length, c.length)
    let below = la * lb * lc + a.dot(b) * lc + b.dot(c) * la + c.dot(a) * lb
    return 2 * Trigonometry.arcTangent(a.dot(b.cross(c)), below)
  }
}
