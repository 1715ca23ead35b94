extension TriangleSurface {
  /// The surface with small faults put right where that makes it bound a volume: doubled triangles, and ones turned the
  /// other way than their neighbours.
  ///
  /// - Returns: The surface, how many doubled triangles were left out and how many were turned; the surface as it was when
  ///   that does not help or nothing is wrong.
  func repaired() -> (surface: TriangleSurface, doubled: Int, turned: Int) {
    guard !SurfaceCheck.bounds(self) else { return (self, 0, 0) }
    let single = withoutDoubles()
    let doubled = triangles.count - single.triangles.count
    if doubled > 0, SurfaceCheck.bounds(single) { return (single, doubled, 0) }
    let (even, turned) = single.evenlyTurned()
    if turned > 0, SurfaceCheck.bounds(even) { return (even, doubled, turned) }
    return (self, 0, 0)
  }

  /// The surface of parts that touch as one: triangles that two parts share, each with the other's normal turned round,
  /// bound nothing, and are left out.
  ///
  /// - Returns: The surface; the same where no triangles meet so or what is left bounds no volume.
  func withPartsJoined() -> TriangleSurface {
    // The first corner is the lowest: then the order of the others is the way that the triangle is turned.
    func key(_ t: SIMD3<Int32>) -> SIMD3<Int32> {
      let low = t.min()
      return t.x == low ? t : t.y == low ? SIMD3(t.y, t.z, t.x) : SIMD3(t.z, t.x, t.y)
    }
    var numbers: [SIMD3<Int32>: Int] = [:]
    for t in triangles { numbers[key(t), default: 0] += 1 }
    var copy = self
    copy.triangles = triangles.filter { t in
      let own = key(t)
      return numbers[own] != 1 || numbers[SIMD3(own.x, own.z, own.y)] != 1
    }
    guard copy.triangles.count < triangles.count, SurfaceCheck.bounds(copy) else { return self }
    return copy
  }

  /// One of each group of triangles with the same corners, the first.
  private func withoutDoubles() -> TriangleSurface {
    var seen = Set<SIMD3<Int32>>()
    var copy = self
    copy.triangles = triangles.filter { t in
      let (low, high) = (t.min(), t.max())
      return seen.insert(SIMD3(low, t.wrappedSum() &- low &- high, high)).inserted
    }
    return copy
  }

  /// The surface with triangles turned that walk an edge the same way as the one beside them; of each part as few as will
  /// do.
  private func evenlyTurned() -> (surface: TriangleSurface, turned: Int) {
    var edges: [(key: UInt64, forward: Bool, triangle: Int)] = []
    edges.reserveCapacity(3 * triangles.count)
    for (number, t) in triangles.enumerated() {
      for m in 0..<3 {
        let (i, j) = (t[m], t[(m + 1) % 3])
        let key = UInt64(UInt32(bitPattern: min(i, j))) << 32 | UInt64(UInt32(bitPattern: max(i, j)))
        edges.append((key, i < j, number))
      }
    }
    edges.sort { $0.key != $1.key ? $0.key < $1.key : $0.triangle < $1.triangle }
    var beside = [[(triangle: Int, agrees: Bool)]](repeating: [], count: triangles.count)
    var i = 0
    while i < edges.count {
      var j = i + 1
      while j < edges.count, edges[j].key == edges[i].key { j += 1 }
      // Where more than two meet nobody knows which belong together.
      if j - i == 2 {
        let agrees = edges[i].forward != edges[i + 1].forward
        beside[edges[i].triangle].append((edges[i + 1].triangle, agrees))
        beside[edges[i + 1].triangle].append((edges[i].triangle, agrees))
      }
      i = j
    }
    var isTurned = [Bool?](repeating: nil, count: triangles.count)
    var copy = self
    var count = 0
    for first in triangles.indices where isTurned[first] == nil {
      isTurned[first] = false
      var part = [first]
      var next = 0
      while next < part.count {
        let own = part[next]
        next += 1
        for (other, agrees) in beside[own] where isTurned[other] == nil {
          isTurned[other] = agrees == (isTurned[own] == true) ? true : false
          part.append(other)
        }
      }
      let turned = part.filter { isTurned[$0] == true }
      let few = 2 * turned.count <= part.count ? turned : part.filter { isTurned[$0] == false }
      for number in few {
        let t = copy.triangles[number]
        copy.triangles[number] = SIMD3(t.x, t.z, t.y)
      }
      count += few.count
    }
    return (copy, count)
  }
}
