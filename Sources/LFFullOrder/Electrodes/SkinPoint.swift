import LFCore
import LFLeadField
import LFSolve

/// A place on the skin: where an electrode is after projection.
struct SkinPoint {
  /// The place, m.
  var position: SIMD3<Double>
  /// The face it lies on.
  var face: Int
  /// Its barycentric coordinates on the face; exactly 0 where it lies on an edge or in a corner.
  var weights: SIMD3<Double>
  /// How far the electrode was from the skin, m.
  var distance: Double

  /// Closer to an edge than this share of the face, a place is moved onto it: the field of an electrode that
  /// hovers over an edge is not resolved.
  private static let snap = 1e-3

  /// Projects electrodes onto the skin.
  ///
  /// - Parameters:
  ///   - electrodes: Electrodes, mm.
  ///   - model: The torso.
  ///   - limit: The largest distance from the skin, mm.
  /// - Returns: One place an electrode.
  /// - Throws: `LFError` with code `badData` for the first that is farther away.
  static func all(_ electrodes: [Electrode], on model: TorsoModel, limit: Double) throws(LFError)
    -> [SkinPoint]
  {
    let found = Parallel.map(electrodes.count) { i in
      Result { () throws(LFError) in try SkinPoint(electrodes[i], on: model, limit: limit) }
    }
    var points: [SkinPoint] = []
    for point in found { points.append(try point.get()) }
    return points
  }

  /// Projects an electrode onto the skin.
  ///
  /// - Parameters:
  ///   - electrode: The electrode, mm.
  ///   - model: The torso.
  ///   - limit: The largest distance from the skin, mm.
  /// - Throws: `LFError` with code `badData` when it is farther away.
  init(_ electrode: Electrode, on model: TorsoModel, limit: Double) throws(LFError) {
    let p = electrode.position * 1e-3
    guard p.x.isFinite, p.y.isFinite, p.z.isFinite else {
      throw LFError(.badData, "electrode \(electrode.name) has no finite position")
    }
    let faces = model.boundary.triangles
    var best = Double.infinity
    var bestFace = 0
    var bestWeights = SIMD3<Double>(1, 0, 0)
    for face in 0..<model.boundary.skinCount {
      let a = model.points[Int(faces[3 * face])]
      let b = model.points[Int(faces[3 * face + 1])]
      let c = model.points[Int(faces[3 * face + 2])]
      // A sphere around the face is a cheap bound.
      let reach = max((b - a).dot(b - a), (c - a).dot(c - a)).squareRoot()
      let gap = (a - p).dot(a - p).squareRoot() - reach
      if gap > 0, gap * gap >= best { continue }
      let w = closestWeights(p, a, b, c)
      let q = w.x * a + w.y * b + w.z * c
      let square = (q - p).dot(q - p)
      if square < best {
        best = square
        bestFace = face
        bestWeights = w
      }
    }
    distance = best.squareRoot()
    guard distance * 1e3 <= limit else {
      let far = (distance * 1e4).rounded() / 10
      throw LFError(
        .badData, "electrode \(electrode.name) is \(far) mm from the skin, more than \(limit) mm",
        at: place(of: p), hint: "check the unit and the frame of the electrodes")
    }
    face = bestFace
    for i in 0..<3 where bestWeights[i] < Self.snap { bestWeights[i] = 0 }
    weights = bestWeights / bestWeights.sum()
    position = .zero
    for i in 0..<3 { position += weights[i] * model.points[Int(faces[3 * face + i])] }
  }
}

/// The barycentric coordinates of the point of a triangle that is closest to p.
func closestWeights(_ p: SIMD3<Double>, _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>)
  -> SIMD3<Double>
{
  let ab = b - a
  let ac = c - a
  let ap = p - a
  let d00 = ab.dot(ab)
  let d01 = ab.dot(ac)
  let d11 = ac.dot(ac)
  let d20 = ap.dot(ab)
  let d21 = ap.dot(ac)
  let det = d00 * d11 - d01 * d01
  if det > 0 {
    let v = (d11 * d20 - d01 * d21) / det
    let w = (d00 * d21 - d01 * d20) / det
    if v >= 0, w >= 0, v + w <= 1 { return SIMD3(1 - v - w, v, w) }
  }
  func along(_ from: SIMD3<Double>, _ to: SIMD3<Double>) -> Double {
    let e = to - from
    let length = e.dot(e)
    return length > 0 ? min(max((p - from).dot(e) / length, 0), 1) : 0
  }
  let s = along(a, b)
  let t = along(b, c)
  let u = along(c, a)
  let candidates = [SIMD3(1 - s, s, 0), SIMD3(0, 1 - t, t), SIMD3(u, 0, 1 - u)]
  var best = candidates[0]
  var bestSquare = Double.infinity
  for candidate in candidates {
    let q = candidate.x * a + candidate.y * b + candidate.z * c
    let square = (q - p).dot(q - p)
    if square < bestSquare {
      bestSquare = square
      best = candidate
    }
  }
  return best
}
