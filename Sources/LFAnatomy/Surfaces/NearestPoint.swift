/// The nearest point of a triangle, and what part of the triangle it is on.
///
/// Parts: 0 the face; 1, 2, 3 the edges ab, bc, ca; 4, 5, 6 the corners a, b, c.
@inline(__always)
func nearestPoint(
  of a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, to p: SIMD3<Double>
) -> (point: SIMD3<Double>, part: Int) {
  // Ericson, Real-Time Collision Detection, 5.1.5: walk through the regions of corners, edges, face.
  let ab = b - a
  let ac = c - a
  let ap = p - a
  let d1 = (ab * ap).sum()
  let d2 = (ac * ap).sum()
  if d1 <= 0, d2 <= 0 { return (a, 4) }
  let bp = p - b
  let d3 = (ab * bp).sum()
  let d4 = (ac * bp).sum()
  if d3 >= 0, d4 <= d3 { return (b, 5) }
  let vc = d1 * d4 - d3 * d2
  if vc <= 0, d1 >= 0, d3 <= 0 { return (a + ab * (d1 / (d1 - d3)), 1) }
  let cp = p - c
  let d5 = (ab * cp).sum()
  let d6 = (ac * cp).sum()
  if d6 >= 0, d5 <= d6 { return (c, 6) }
  let vb = d5 * d2 - d1 * d6
  if vb <= 0, d2 >= 0, d6 <= 0 { return (a + ac * (d2 / (d2 - d6)), 3) }
  let va = d3 * d6 - d5 * d4
  if va <= 0, d4 - d3 >= 0, d5 - d6 >= 0 {
    return (b + (c - b) * ((d4 - d3) / ((d4 - d3) + (d5 - d6))), 2)
  }
  let denominator = 1 / (va + vb + vc)
  return (a + ab * (vb * denominator) + ac * (vc * denominator), 0)
}
