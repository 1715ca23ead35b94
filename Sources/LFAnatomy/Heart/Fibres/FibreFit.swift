import LFCore

/// Directions about a place, as dyads (a fibre has no sign), fitted linearly by moving least squares.
struct FibreFit {
  /// From here on nothing counts, mm.
  let reach: Double
  /// Sums of weights, of weights times offsets, of weights times offsets' dyads (xx, yy, zz; xy, yz, zx).
  private var weight = 0.0
  private var first = SIMD3<Double>.zero
  private var diagonal = SIMD3<Double>.zero
  private var mixed = SIMD3<Double>.zero
  private var items: [(weight: Double, gap: SIMD3<Double>, direction: SIMD3<Double>)] = []

  init(reach: Double) { self.reach = reach }

  /// Takes a direction at an offset from the place, mm.
  mutating func add(_ gap: SIMD3<Double>, _ direction: SIMD3<Double>) {
    let q = gap.dot(gap) / (reach * reach)
    guard q < 1 else { return }
    let w = (1 - q) * (1 - q)
    weight += w
    first += w * gap
    diagonal += w * gap * gap
    mixed += w * gap * SIMD3(gap.y, gap.z, gap.x)
    items.append((w, gap, direction))
  }

  /// The first eigenvector of the fitted dyad at the place itself; the iteration begins with a direction that is close,
  /// which is the answer where nothing else counts.
  func direction(near start: SIMD3<Double>) -> SIMD3<Double> {
    guard items.count > 1 else { return start }
    // Where all lie to one side, the fit leans towards their mean rather than far out.
    let stiff = diagonal + 0.02 * weight * reach * reach
    let x = SIMD3(stiff.x, mixed.x, mixed.z)
    let y = SIMD3(mixed.x, stiff.y, mixed.y)
    let z = SIMD3(mixed.z, mixed.y, stiff.z)
    let (yz, zx, xy) = (y.cross(z), z.cross(x), x.cross(y))
    let slope = (yz * first.x + zx * first.y + xy * first.z) / x.dot(yz)
    var (rows, total) = ((SIMD3<Double>.zero, SIMD3<Double>.zero, SIMD3<Double>.zero), 0.0)
    for (w, gap, f) in items {
      let share = w * (1 - slope.dot(gap))
      total += share
      rows.0 += share * f.x * f
      rows.1 += share * f.y * f
      rows.2 += share * f.z * f
    }
    guard total > 0 else { return start }
    // Shifted so that the largest eigenvalue is the largest in size too.
    var found = start
    for _ in 0..<24 {
      let next =
        SIMD3(rows.0.dot(found), rows.1.dot(found), rows.2.dot(found)) / total + 0.25 * found
      let length = next.dot(next).squareRoot()
      guard length > 0 else { return start }
      found = next / length
    }
    return found
  }
}
