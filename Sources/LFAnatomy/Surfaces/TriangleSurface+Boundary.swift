extension TetrahedralMesh {
  /// The outer surface: faces of one tetrahedron only, normals outwards, unused points left out.
  ///
  /// - Returns: A closed surface.
  public func boundary() -> TriangleSurface {
    // Faces by VTK's order of a tetrahedron's points, outwards.
    let local = [SIMD3(0, 1, 3), SIMD3(1, 2, 3), SIMD3(2, 0, 3), SIMD3(0, 2, 1)]
    var keyed: [(key: SIMD3<Int32>, face: Int32)] = []
    keyed.reserveCapacity(4 * cells.count)
    for (number, cell) in cells.enumerated() {
      for (m, f) in local.enumerated() {
        let (a, b, c) = (cell[f.x], cell[f.y], cell[f.z])
        let low = min(a, min(b, c))
        let high = max(a, max(b, c))
        keyed.append((SIMD3(low, a &+ b &+ c &- low &- high, high), Int32(4 * number + m)))
      }
    }
    keyed.sort { a, b in
      if a.key.x != b.key.x { return a.key.x < b.key.x }
      if a.key.y != b.key.y { return a.key.y < b.key.y }
      if a.key.z != b.key.z { return a.key.z < b.key.z }
      return a.face < b.face
    }
    var faces: [Int32] = []
    var i = 0
    while i < keyed.count {
      var j = i + 1
      while j < keyed.count, keyed[j].key == keyed[i].key { j += 1 }
      if j == i + 1 { faces.append(keyed[i].face) }
      i = j
    }
    faces.sort()
    var number = [Int32](repeating: -1, count: points.count)
    var surface = TriangleSurface(points: [], triangles: [])
    for face in faces {
      let cell = cells[Int(face) / 4]
      let f = local[Int(face) % 4]
      var triangle = SIMD3<Int32>()
      for m in 0..<3 {
        let vertex = Int(cell[f[m]])
        if number[vertex] < 0 {
          number[vertex] = Int32(surface.points.count)
          surface.points.append(points[vertex])
        }
        triangle[m] = number[vertex]
      }
      surface.triangles.append(triangle)
    }
    return surface
  }
}
