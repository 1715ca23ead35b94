import LFCore

/// The plane that the ventricles' base was cut along, found on the muscle's surface.
struct BasePlane {
  /// Out of the heart, of length 1.
  var normal: SIMD3<Double>
  /// The plane is where normal · place is this, mm.
  var offset: Double

  /// How far above the plane a place is, mm.
  func height(_ place: SIMD3<Double>) -> Double { normal.dot(place) - offset }

  /// How near to the plane a place counts as on it, mm.
  private static let reach = 1.2
  /// How far the base may lean from the heart's long axis: cosine.
  private static let leastCosine = 0.8
  /// How far a facet's normal may lean from the plane's: cosine.
  private static let facetCosine = 0.95

  /// Finds the plane that most of the upper, upward-facing surface lies in.
  ///
  /// Every such place is a candidate, by its own normal (a consensus without chance); the best one is fitted to what
  /// lies on it by least squares. Where no base was cut, it is a level plane through the highest twentieth.
  ///
  /// - Parameters:
  ///   - surface: Places on the muscle's surface, mm.
  ///   - normals: The muscle's outward normals there.
  ///   - up: The direction from apex to base, of length 1.
  init(_ surface: [SIMD3<Double>], _ normals: [SIMD3<Double>], up: SIMD3<Double>) {
    let heights = surface.map { up.dot($0) }.sorted()
    normal = up
    offset = heights.isEmpty ? 0 : heights[heights.count * 19 / 20]
    guard let top = heights.last, let low = heights.first else { return }
    let upper = surface.indices.filter {
      up.dot(surface[$0]) > top - 0.55 * (top - low) && normals[$0].dot(up) > Self.leastCosine
    }
    var best: [Int] = []
    for candidate in upper {
      let n = normals[candidate].normalized
      let at = n.dot(surface[candidate])
      let on = upper.filter {
        abs(n.dot(surface[$0]) - at) < Self.reach && n.dot(normals[$0]) > Self.facetCosine
      }
      if on.count > best.count { best = on }
    }
    guard best.count >= max(12, surface.count / 150) else { return }
    for _ in 0..<3 {
      fit(best.map { surface[$0] })
      best = upper.filter {
        abs(height(surface[$0])) < Self.reach && normal.dot(normals[$0]) > Self.facetCosine
      }
      guard best.count >= 8 else { return }
    }
  }

  /// Fits the plane to places by least squares of their heights over the present one.
  private mutating func fit(_ places: [SIMD3<Double>]) {
    let centre = places.reduce(SIMD3()) { $0 + $1 } / Double(places.count)
    let side = abs(normal.x) < 0.7 ? SIMD3<Double>(1, 0, 0) : SIMD3<Double>(0, 1, 0)
    let u = normal.cross(side).normalized
    let v = normal.cross(u)
    var (uu, uv, vv, uh, vh) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for place in places {
      let p = place - centre
      let (a, b, h) = (u.dot(p), v.dot(p), normal.dot(p))
      uu += a * a
      uv += a * b
      vv += b * b
      uh += a * h
      vh += b * h
    }
    let determinant = uu * vv - uv * uv
    if determinant > 1e-6 * uu * vv {
      let slope = u * ((uh * vv - vh * uv) / determinant) + v * ((vh * uu - uh * uv) / determinant)
      normal = (normal - slope).normalized
    }
    offset = normal.dot(centre)
  }
}
