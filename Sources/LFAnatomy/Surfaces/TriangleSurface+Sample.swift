import LFCore

extension TriangleSurface {
  /// Places spread evenly by area, the same whatever the order of triangles, of their corners and of the points.
  ///
  /// Each place is drawn from its own share of the area; triangles are taken in the order of a curve through space (after
  /// Morton 1966), so that shares are compact.
  ///
  /// - Parameter count: How many.
  /// - Returns: Places; the same ones every time, none when the surface has no area.
  public func evenSample(_ count: Int) -> [SIMD3<Double>] {
    let order = alongCurve()
    var sums: [Double] = []
    sums.reserveCapacity(order.count)
    var total = 0.0
    for (a, b, c) in order {
      total += (b - a).cross(c - a).length
      sums.append(total)
    }
    guard total > 0, total.isFinite else { return [] }
    var source = RandomSource(seed: 0, stream: 0x5A3B)
    var result: [SIMD3<Double>] = []
    result.reserveCapacity(count)
    var face = 0
    for i in 0..<count {
      let wanted = (Double(i) + source.uniform()) / Double(count) * total
      while face < sums.count - 1, sums[face] < wanted { face += 1 }
      let (a, b, c) = order[face]
      var (u, v) = (source.uniform(), source.uniform())
      if u + v > 1 { (u, v) = (1 - u, 1 - v) }
      result.append(a + (b - a) * u + (c - a) * v)
    }
    return result
  }

  /// The corners of its triangles, the least corner first, in the order of a curve through space.
  private func alongCurve() -> [(SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)] {
    let (low, high) = box
    // Half a millimetre for a heart, a few for a body.
    let scale = 1023 / max((high - low).max(), .leastNormalMagnitude)
    let keyed = triangles.map {
      triangle -> (key: UInt64, corners: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)) in
      var (a, b, c) = corners(triangle)
      while Self.isBefore(b, a) || Self.isBefore(c, a) { (a, b, c) = (b, c, a) }
      let at = ((a + b + c) / 3 - low) * scale
      return (Self.interleaved(at), (a, b, c))
    }
    return keyed.sorted {
      if $0.key != $1.key { return $0.key < $1.key }
      let (p, q) = ($0.corners, $1.corners)
      if p.0 != q.0 { return Self.isBefore(p.0, q.0) }
      return p.1 != q.1 ? Self.isBefore(p.1, q.1) : Self.isBefore(p.2, q.2)
    }.map(\.corners)
  }

  private static func isBefore(_ p: SIMD3<Double>, _ q: SIMD3<Double>) -> Bool {
    if p.x != q.x { return p.x < q.x }
    return p.y != q.y ? p.y < q.y : p.z < q.z
  }

  /// Ten binary digits of each of three numbers, digit by digit.
  private static func interleaved(_ p: SIMD3<Double>) -> UInt64 {
    var key: UInt64 = 0
    for axis in 0..<3 {
      let number = UInt64(min(max(p[axis], 0), 1023))
      for digit in 0..<10 { key |= (number >> UInt64(digit) & 1) << UInt64(3 * digit + axis) }
    }
    return key
  }
}
