import LFCore

/// Places spread over a skin.
public enum SkinSampler {
  /// Places at random, kept apart: of ten drawn by area the one farthest from the others is taken each time.
  ///
  /// The cut ends (neck and hips) carry none: triangles within 25 mm of the highest and lowest point are left out.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - skin: The skin.
  ///   - source: The random numbers.
  ///   - away: Places already taken, mm.
  /// - Returns: Places on the skin, mm.
  public static func spread(
    _ count: Int, on skin: SurfaceDistance, source: RandomSource, away: [SIMD3<Double>] = []
  ) -> [SIMD3<Double>] {
    var source = source
    let surface = skin.surface
    let (low, high) = surface.box
    var sums: [Double] = []
    var total = 0.0
    for triangle in surface.triangles {
      let (a, b, c) = surface.corners(triangle)
      let z = (a.z + b.z + c.z) / 3
      if z > low.z + 25, z < high.z - 25 { total += (b - a).cross(c - a).length }
      sums.append(total)
    }
    guard total > 0 else { return [] }
    func draw() -> SIMD3<Double> {
      let wanted = source.uniform() * total
      var (first, last) = (0, sums.count - 1)
      while first < last {
        let middle = (first + last) / 2
        if sums[middle] > wanted { last = middle } else { first = middle + 1 }
      }
      let (a, b, c) = surface.corners(surface.triangles[first])
      var (u, v) = (source.uniform(), source.uniform())
      if u + v > 1 { (u, v) = (1 - u, 1 - v) }
      return a + (b - a) * u + (c - a) * v
    }
    var taken = away
    for _ in 0..<count {
      var best = draw()
      var bestGap = -1.0
      for _ in 0..<10 {
        let place = draw()
        let gap = taken.reduce(Double.infinity) { min($0, ($1 - place).length) }
        if gap > bestGap {
          best = place
          bestGap = gap
        }
      }
      taken.append(best)
    }
    return Array(taken[away.count...])
  }
}
