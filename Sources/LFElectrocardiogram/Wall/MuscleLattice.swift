import LFCore

/// A lattice over a heart that knows which of its boxes hold muscle: enough to see which way a surface looks.
struct MuscleLattice {
  private let low: SIMD3<Double>
  let spacing: Double
  private let size: SIMD3<Int>
  private var muscle: [Bool]

  /// Marks the boxes of tetrahedra; the lattice has at most some four million boxes.
  init(_ points: [SIMD3<Double>], _ corners: [SIMD4<Int32>], spacing wanted: Double) {
    var low = SIMD3<Double>(repeating: .infinity)
    var high = -low
    for cell in corners {
      for m in 0..<4 {
        low = pointwiseMin(low, points[Int(cell[m])])
        high = pointwiseMax(high, points[Int(cell[m])])
      }
    }
    let extent = high - low
    let spacing = max(wanted, extent.max() / 150)
    size = SIMD3(Int(extent.x / spacing) + 1, Int(extent.y / spacing) + 1, Int(extent.z / spacing) + 1)
    self.low = low
    self.spacing = spacing
    muscle = [Bool](repeating: false, count: size.x * size.y * size.z)
    for cell in corners {
      let (a, b, c, d) = (points[Int(cell.x)], points[Int(cell.y)], points[Int(cell.z)], points[Int(cell.w)])
      mark((a + b + c + d) / 4)
      fill(a, b, c, d)
    }
  }

  private mutating func mark(_ p: SIMD3<Double>) {
    if let box = box(of: p) { muscle[box] = true }
  }

  private mutating func fill(
    _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ d: SIMD3<Double>
  ) {
    let (u, v, w) = (b - a, c - a, d - a)
    let (vw, wu, uv) = (v.cross(w), w.cross(u), u.cross(v))
    let volume = (u * vw).sum()
    guard volume != 0 else { return }
    let from = ((pointwiseMin(pointwiseMin(a, b), pointwiseMin(c, d)) - low) / spacing).rounded(.down)
    let to = ((pointwiseMax(pointwiseMax(a, b), pointwiseMax(c, d)) - low) / spacing).rounded(.down)
    for k in Int(from.z)...Int(to.z) {
      for j in Int(from.y)...Int(to.y) {
        for i in Int(from.x)...Int(to.x) {
          let p = low + (SIMD3(Double(i), Double(j), Double(k)) + 0.5) * spacing - a
          let (s, t, r) = ((p * vw).sum() / volume, (p * wu).sum() / volume, (p * uv).sum() / volume)
          if s >= 0, t >= 0, r >= 0, s + t + r <= 1 { mark(p + a) }
        }
      }
    }
  }

  private func box(of p: SIMD3<Double>) -> Int? {
    let at = (p - low) / spacing
    guard at.min() >= 0, at.x < Double(size.x), at.y < Double(size.y), at.z < Double(size.z) else {
      return nil
    }
    return Int(at.x) + size.x * (Int(at.y) + size.y * Int(at.z))
  }

  /// How far it is from a place to muscle; `nil` when the way leaves the heart's box before.
  func distance(from place: SIMD3<Double>, along direction: SIMD3<Double>, skipping: Double) -> Double? {
    var way = skipping
    while let box = box(of: place + direction * way) {
      if muscle[box] { return way }
      way += 0.5 * spacing
    }
    return nil
  }

  /// How far it is from a place to where muscle ends.
  func thickness(from place: SIMD3<Double>, along direction: SIMD3<Double>) -> Double {
    var way = spacing
    while let box = box(of: place + direction * way), muscle[box] { way += 0.5 * spacing }
    return way
  }
}
