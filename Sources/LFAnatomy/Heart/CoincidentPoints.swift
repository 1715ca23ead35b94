/// Points that lie at one place, as files put together of several parts have them: in one shape they are one point.
enum CoincidentPoints {
  /// The number that stands for each point: the first of those with exactly its coordinates.
  ///
  /// - Parameters:
  ///   - points: The points, mm.
  ///   - used: Which of them belong to a cell; the others stand for themselves.
  /// - Returns: One number a point; `nil` when no two points coincide.
  static func merged(_ points: [SIMD3<Double>], used: [Bool]) -> [Int32]? {
    var bits = 4
    while 1 << bits < 2 * points.count { bits += 1 }
    let mask = 1 << bits - 1
    var table = [Int32](repeating: -1, count: 1 << bits)
    var number: [Int32] = []
    number.reserveCapacity(points.count)
    var found = false
    for i in points.indices {
      let own = Int32(truncatingIfNeeded: i)
      guard used[i] else {
        number.append(own)
        continue
      }
      let p = points[i]
      var slot = Int(truncatingIfNeeded: hash(p) >> UInt64(64 - bits))
      while table[slot] >= 0, points[Int(table[slot])] != p { slot = (slot + 1) & mask }
      if table[slot] < 0 { table[slot] = own } else { found = true }
      number.append(table[slot])
    }
    return found ? number : nil
  }

  /// A number whose high bits differ for places that differ; 0 and −0 are one place.
  private static func hash(_ p: SIMD3<Double>) -> UInt64 {
    let q = p + SIMD3()
    var h = q.x.bitPattern &* 0x9E37_79B9_7F4A_7C15
    h = (h ^ (h >> 32) ^ q.y.bitPattern) &* 0xC2B2_AE3D_27D4_EB4F
    return (h ^ (h >> 32) ^ q.z.bitPattern) &* 0x1656_67B1_9E37_79F9
  }
}
