extension MeshWork {
  /// Improves badly shaped tetrahedra by moving their vertices: free ones anywhere, those on the skin along it.
  ///
  /// - Parameters:
  ///   - threshold: The shape below which a tetrahedron is bad.
  ///   - rounds: How often to go over the mesh.
  ///   - onSurface: Gives the nearest place on the skin.
  mutating func repair(below threshold: Double, rounds: Int, onSurface: ([SIMD3<Double>]) -> [SIMD3<Double>])
  {
    let stars = VertexStars(cells, vertices: points.count)
    for round in 0..<rounds {
      var touched = [Bool](repeating: false, count: points.count)
      var any = false
      for cell in cells {
        let shape = tetrahedronShape(
          points[Int(cell.x)], points[Int(cell.y)], points[Int(cell.z)], points[Int(cell.w)])
        guard shape < threshold else { continue }
        any = true
        for m in 0..<4 { touched[Int(cell[m])] = true }
      }
      guard any else { return }
      for vertex in points.indices where touched[vertex] && bonds[vertex] != .interface {
        improve(vertex, stars, round, onSurface)
      }
    }
  }

  /// Looks around a vertex for a place where its worst tetrahedron is better.
  private mutating func improve(
    _ vertex: Int, _ stars: VertexStars, _ round: Int, _ onSurface: ([SIMD3<Double>]) -> [SIMD3<Double>]
  ) {
    let here = points[vertex]
    let skin = bonds[vertex] == .skin
    var centre = SIMD3<Double>()
    var count = 0.0
    for number in stars.of(vertex) {
      let cell = cells[Int(number)]
      for m in 0..<4 where Int(cell[m]) != vertex && (!skin || bonds[Int(cell[m])] == .skin) {
        centre += points[Int(cell[m])]
        count += 1
      }
    }
    let step = shortestEdge(vertex, stars) * (round % 2 == 0 ? 0.25 : 0.12)
    var candidates: [SIMD3<Double>] = []
    if count > 0 {
      candidates.append(here + (centre / count - here) * 0.5)
      candidates.append(centre / count)
    }
    for axis in 0..<3 {
      var offset = SIMD3<Double>()
      offset[axis] = step
      candidates.append(here + offset)
      candidates.append(here - offset)
    }
    if skin { candidates = onSurface(candidates) }
    var best = worstShape(vertex, at: here, stars) + 1e-6
    for candidate in candidates {
      let shape = worstShape(vertex, at: candidate, stars)
      if shape > best {
        best = shape
        points[vertex] = candidate
      }
    }
  }
}
