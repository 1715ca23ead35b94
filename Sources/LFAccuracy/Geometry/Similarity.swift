/// The turn, scale and shift that carry points onto others, point by point.
struct Similarity {
  let turn: Turn
  let scale: Double
  /// From one centre to the other, mm.
  let shift: SIMD3<Double>
  /// The root mean square distance left, over the points' mean distance from their centre.
  let residual: Double

  /// Fits; `nil` when there are fewer than three points or they all coincide.
  init?(_ a: [SIMD3<Double>], onto b: [SIMD3<Double>]) {
    guard a.count == b.count, a.count >= 3 else { return nil }
    let n = Double(a.count)
    let centreA = a.reduce(SIMD3()) { $0 + $1 } / n
    let centreB = b.reduce(SIMD3()) { $0 + $1 } / n
    var s = [SIMD3<Double>](repeating: SIMD3(), count: 3)
    var (sizeA, sizeB) = (0.0, 0.0)
    for i in a.indices {
      let (u, v) = (a[i] - centreA, b[i] - centreB)
      for axis in 0..<3 { s[axis] += u[axis] * v }
      sizeA += (u * u).sum()
      sizeB += (v * v).sum()
    }
    guard sizeA > 0, sizeB > 0, sizeA.isFinite, sizeB.isFinite else { return nil }
    let turn = Turn(products: s)
    let scale = (sizeB / sizeA).squareRoot()
    var left = 0.0
    for i in a.indices {
      let gap = scale * turn(a[i] - centreA) - (b[i] - centreB)
      left += (gap * gap).sum()
    }
    self.turn = turn
    self.scale = scale
    shift = centreB - centreA
    residual = (left / sizeB).squareRoot()
  }
}
