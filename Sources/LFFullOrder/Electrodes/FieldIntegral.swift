import LFCore
import LFSolve

/// A tetrahedron is far away when its squared size is below this share of its squared distance: its middle is enough.
let farShare = 0.02

/// The squared size of a tetrahedron.
@inline(__always)
func squaredSize(
  _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ d: SIMD3<Double>
) -> Double {
  max((b - a).dot(b - a), (c - a).dot(c - a), (d - a).dot(d - a), (c - b).dot(c - b))
}

/// ∫ (x − x_e)/r³ dV over a tetrahedron.
func fieldIntegral(
  _ source: SIMD3<Double>, _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ d: SIMD3<Double>,
  volume: Double, depth: Int = 0
) -> SIMD3<Double> {
  let middle = (a + b + c + d) / 4
  let m = middle - source
  let square = m.dot(m)
  let size = squaredSize(a, b, c, d)
  if size < farShare * square { return m * (volume / (square * square.squareRoot())) }
  if size < 0.36 * square || depth >= 6 {
    // Four points, exact for quadratics.
    let near = 0.585_410_196_624_968_5
    let far = 0.138_196_601_125_010_5
    let sum = a + b + c + d
    var total = SIMD3<Double>.zero
    for corner in [a, b, c, d] {
      let r = (near - far) * corner + far * sum - source
      let rr = r.dot(r)
      if rr > 0 { total += r / (rr * rr.squareRoot()) }
    }
    return total * (volume / 4)
  }
  let ab = (a + b) / 2
  let ac = (a + c) / 2
  let ad = (a + d) / 2
  let bc = (b + c) / 2
  let bd = (b + d) / 2
  let cd = (c + d) / 2
  let eighth = volume / 8
  var total = fieldIntegral(source, a, ab, ac, ad, volume: eighth, depth: depth + 1)
  total += fieldIntegral(source, ab, b, bc, bd, volume: eighth, depth: depth + 1)
  total += fieldIntegral(source, ac, bc, c, cd, volume: eighth, depth: depth + 1)
  total += fieldIntegral(source, ad, bd, cd, d, volume: eighth, depth: depth + 1)
  total += fieldIntegral(source, ab, ac, ad, bd, volume: eighth, depth: depth + 1)
  total += fieldIntegral(source, ab, ac, bc, bd, volume: eighth, depth: depth + 1)
  total += fieldIntegral(source, ac, ad, bd, cd, volume: eighth, depth: depth + 1)
  total += fieldIntegral(source, ac, bc, bd, cd, volume: eighth, depth: depth + 1)
  return total
}
