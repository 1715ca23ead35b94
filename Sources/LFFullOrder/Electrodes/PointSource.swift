import Foundation
import LFCore
import LFSolve

/// The singular part of an electrode's field: s = c/r, the field of a point electrode on the flat skin of a
/// conductor that has the electrode's conductivity everywhere. What remains, w = Z − s, is smooth at the electrode.
public struct PointSource: Sendable {
  /// Where the electrode is, m.
  var center: SIMD3<Double>
  /// c, ohm·m: 1/(Ω σ₀) with the solid angle Ω of the conductor seen from the electrode, 2π on a flat skin.
  /// 0 where the singular part is not split off.
  var strength: Double

  /// Nearer than this the field is that of a ball of this radius, m: it stays finite at the electrode, and no
  /// real electrode is smaller.
  public static let coreRadius = 1e-3

  /// ∇s at a place, ohm/m.
  func gradient(_ x: SIMD3<Double>) -> SIMD3<Double> {
    let d = x - center
    let square = max(d.dot(d), Self.coreRadius * Self.coreRadius)
    return d * (-strength / (square * square.squareRoot()))
  }

  /// s at a place, ohm.
  func potential(_ x: SIMD3<Double>) -> Double {
    let d = x - center
    return strength / max(d.dot(d).squareRoot(), Self.coreRadius)
  }
}

/// Integrals of 1/r and its derivatives over one triangle, shared out to its corners.
struct TriangleIntegral {
  let source: SIMD3<Double>
  /// ∫ λᵢ n·(x − x_e)/r³ dS; their sum is the solid angle.
  var flux = SIMD3<Double>.zero
  /// ∫ 1/r dS.
  var inverseDistance = 0.0

  /// Integrates over a triangle that the source does not touch.
  init(_ source: SIMD3<Double>, _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) {
    self.source = source
    let n = (b - a).cross(c - a)
    let twice = n.dot(n).squareRoot()
    guard twice > 0 else { return }
    let height = n.dot(a - source) / twice
    add(
      a, b, c, SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1), area: twice / 2, height: height, depth: 0)
  }

  /// Quarters the triangle until it is small against its distance.
  private mutating func add(
    _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ la: SIMD3<Double>, _ lb: SIMD3<Double>,
    _ lc: SIMD3<Double>, area: Double, height: Double, depth: Int
  ) {
    let ab = (a + b) / 2
    let bc = (b + c) / 2
    let ca = (c + a) / 2
    let lab = (la + lb) / 2
    let lbc = (lb + lc) / 2
    let lca = (lc + la) / 2
    let middle = (ab + bc + ca) / 3 - source
    let size = max((b - a).dot(b - a), (c - a).dot(c - a), (c - b).dot(c - b))
    if depth < 14, size > 0.16 * middle.dot(middle) {
      let quarter = area / 4
      add(a, ab, ca, la, lab, lca, area: quarter, height: height, depth: depth + 1)
      add(ab, b, bc, lab, lb, lbc, area: quarter, height: height, depth: depth + 1)
      add(ca, bc, c, lca, lbc, lc, area: quarter, height: height, depth: depth + 1)
      add(ab, bc, ca, lab, lbc, lca, area: quarter, height: height, depth: depth + 1)
      return
    }
    leaf(ab - source, lab, area / 3, height)
    leaf(bc - source, lbc, area / 3, height)
    leaf(ca - source, lca, area / 3, height)
  }

  private mutating func leaf(_ d: SIMD3<Double>, _ l: SIMD3<Double>, _ weight: Double, _ height: Double) {
    let square = d.dot(d)
    let inverse = 1 / square.squareRoot()
    flux += l * (weight * height * inverse / square)
    inverseDistance += weight * inverse
  }
}

/// ∫ 1/r dS over a triangle in whose plane the source lies, exactly.
func planarInverseDistance(
  _ source: SIMD3<Double>, _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>
) -> Double {
  let n = (b - a).cross(c - a)
  let length = n.dot(n).squareRoot()
  guard length > 0 else { return 0 }
  func edge(_ p: SIMD3<Double>, _ q: SIMD3<Double>) -> Double {
    let e = q - p
    let size = e.dot(e).squareRoot()
    guard size > 0 else { return 0 }
    let t = e / size
    // Distance of the edge from the source, positive when the source is on the inner side.
    let d = t.cross(n / length).dot(p - source)
    guard abs(d) > 1e-9 * size else { return 0 }
    let lp = t.dot(p - source)
    let lq = t.dot(q - source)
    let rp = (p - source).dot(p - source).squareRoot()
    let rq = (q - source).dot(q - source).squareRoot()
    // Of the two equal forms the one without cancellation.
    if lp + lq >= 0 { return d * log((rq + lq) / (rp + lp)) }
    return d * log((rp - lp) / (rq - lq))
  }
  return edge(a, b) + edge(b, c) + edge(c, a)
}
