/// Finds where the points of a mesh should go to lie on the borders between tissues.
enum TissueBorders {
  /// Signed distances to the borders that matter at a place: to the heart's outer surface, the cavities, the lungs.
  private static func borders(_ d: TissueDistances) -> SIMD4<Double> {
    SIMD4(d.epicardium, d.leftCavity, d.rightCavity, d.lungs)
  }

  /// Points within reach of a border, and the nearest places on it.
  ///
  /// - Parameters:
  ///   - map: The tissues.
  ///   - work: The mesh.
  ///   - skin: The skin's nearest places to its points and the distances to them.
  ///   - stars: The tetrahedra round its points.
  /// - Returns: Points and places.
  static func targets(
    _ map: some TissueMap, _ work: MeshWork, _ skin: [(point: SIMD3<Double>, distance: Double)],
    _ stars: VertexStars
  ) -> [(vertex: Int, place: SIMD3<Double>)] {
    let distances = map.distances(at: work.points, skin: skin.map(\.distance))
    var candidates: [(vertex: Int, border: Int, value: Double)] = []
    for vertex in work.points.indices where work.bonds[vertex] == .free {
      let d = distances[vertex]
      guard d.nearestInterface < 8 else { continue }
      let values = borders(d)
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
    return candidates.indices.map { i in
      let (vertex, border, value) = candidates[i]
      let slope =
        SIMD3(
          borders(around[3 * i])[border] - value, borders(around[3 * i + 1])[border] - value,
          borders(around[3 * i + 2])[border] - value) / h
      let square = max(slope.dot(slope), 0.25)
      return (vertex, work.points[vertex] - slope * (value / square))
    }
  }
}
