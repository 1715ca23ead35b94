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
