extension TorsoShape {
  /// The outline's place in a direction from the section's middle, found along the ray.
  ///
  /// - Parameters:
  ///   - angle: From the left towards the back, radian.
  ///   - z: The height.
  ///   - inset: How far inside the outline, mm.
  /// - Returns: The place, in the chest frame.
  func outline(_ angle: Double, _ z: Double, inset: Double = 0) -> SIMD3<Double> {
    let section = section(z)
    let (c, s) = (Trigonometry.cosine(angle), Trigonometry.sine(angle))
    func value(_ r: Double) -> Double {
      gauge(section.middle + r * c, section.widest + r * s, z, section) - 1
    }
    var low = 0.0
    var high = section.halfWidth + max(section.front, section.back) + 60
    // Regula falsi (Illinois): the gauge is nearly linear along a ray.
    var (fLow, fHigh) = (-1.0, value(high))
    var r = high
    var side = 0
    for _ in 0..<60 {
      r = low - fLow * (high - low) / (fHigh - fLow)
      let f = value(r)
      if abs(f) < 1e-12 || high - low < 1e-9 { break }
      if f < 0 {
        low = r
        fLow = f
        if side < 0 { fHigh *= 0.5 }
        side = -1
      } else {
        high = r
        fHigh = f
        if side > 0 { fLow *= 0.5 }
        side = 1
      }
    }
    let rest = max(r - inset, 0)
    return SIMD3(section.middle + rest * c, section.widest + rest * s, z)
  }

  /// The closed skin as a triangle surface with outward normals: rings of equal angles, rounded into the ends.
  ///
  /// - Parameter width: The distance between rings, mm.
  /// - Returns: The surface, in the chest frame. Its triangles are long near the ends' middles: it is meant for
  ///   distances, not for meshing.
  func surface(width: Double) -> TriangleSurface {
    let r = Self.rounding
    let around = Int((1100 / width).rounded(.up))
    var rings: [(z: Double, inset: Double, share: Double)] = []
    let arcSteps = 5
    let flats = [0.18, 0.4, 0.6, 0.8]
    for share in flats { rings.append((bottom, r, share)) }
    for k in 0..<arcSteps {
      let a = Double(k) / Double(arcSteps) * Double.pi / 2
      rings.append((bottom + r - r * Trigonometry.cosine(a), r - r * Trigonometry.sine(a), 1))
    }
    let steps = Int(((top - bottom - 2 * r) / width).rounded(.up))
    for k in 0...steps {
      rings.append((bottom + r + (top - bottom - 2 * r) * Double(k) / Double(steps), 0, 1))
    }
    for k in (0..<arcSteps).reversed() {
      let a = Double(k) / Double(arcSteps) * Double.pi / 2
      rings.append((top - r + r * Trigonometry.cosine(a), r - r * Trigonometry.sine(a), 1))
    }
    for share in flats.reversed() { rings.append((top, r, share)) }
    var points: [SIMD3<Double>] = []
    for ring in rings {
      let section = section(ring.z)
      let middle = SIMD3(section.middle, section.widest, ring.z)
      for k in 0..<around {
        let angle = 2 * Double.pi * Double(k) / Double(around)
        let point = outline(angle, ring.z, inset: ring.inset)
        points.append(middle + (point - middle) * ring.share)
      }
    }
    let ends = [bottom, top].map { z in SIMD3(section(z).middle, section(z).widest, z) }
    let poles = (Int32(points.count), Int32(points.count + 1))
    points += ends
    return TriangleSurface(points: points, triangles: Self.rings(rings.count, around, poles))
  }

  private static func rings(_ count: Int, _ around: Int, _ poles: (Int32, Int32)) -> [SIMD3<Int32>] {
    var triangles: [SIMD3<Int32>] = []
    for k in 0..<around {
      let next = (k + 1) % around
      triangles.append(SIMD3(poles.0, Int32(next), Int32(k)))
      let last = (count - 1) * around
      triangles.append(SIMD3(poles.1, Int32(last + k), Int32(last + next)))
      for ring in 0..<count - 1 {
        let (a, b) = (Int32(ring * around + k), Int32(ring * around + next))
        let (c, d) = (Int32((ring + 1) * around + k), Int32((ring + 1) * around + next))
        // The diagonal alternates, so that the mirror image of a symmetric torso has mirrored triangles.
        if (ring + k) % 2 == 0 {
          triangles += [SIMD3(a, b, d), SIMD3(a, d, c)]
        } else {
          triangles += [SIMD3(a, b, c), SIMD3(b, d, c)]
        }
      }
    }
    return triangles
  }
}
