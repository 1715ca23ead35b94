/// A coloured surface as pixels: seen along an axis without perspective, the nearest triangle in front.
public struct SurfaceImage: Sendable {
  /// Where the viewer stands, in the patient's frame LPS.
  public enum View: String, CaseIterable, Sendable {
    /// In front of the patient, whose left is at the right.
    case anterior
    /// Behind the patient, whose left is at the left.
    case posterior
  }

  private let width: Int
  private let height: Int
  private var pixels: [UInt8]
  private var depths: [Double]

  /// Draws.
  ///
  /// - Parameters:
  ///   - points: mm, LPS.
  ///   - triangles: Three point numbers each.
  ///   - values: One a point, 0…1 for the colour map.
  ///   - map: The colours.
  ///   - view: Where the viewer stands.
  ///   - size: Pixels of the longer side.
  public init(
    points: [SIMD3<Double>], triangles: [SIMD3<Int32>], values: [Double], map: ColourMap, view: View,
    size: Int = 260
  ) {
    let sign = view == .anterior ? 1.0 : -1.0
    // Right, down and away from the viewer.
    let seen = points.map { SIMD3(sign * $0.x, -$0.z, sign * $0.y) }
    var low = SIMD3(repeating: Double.infinity)
    var high = -low
    for p in seen where p.x.isFinite && p.y.isFinite && p.z.isFinite {
      low = pointwiseMin(low, p)
      high = pointwiseMax(high, p)
    }
    let span = max(high.x - low.x, high.y - low.y)
    let isDrawn = span > 0 && span.isFinite
    let scale = isDrawn ? Double(size - 9) / span : 1
    width = isDrawn ? Int((high.x - low.x) * scale) + 9 : 1
    height = isDrawn ? Int((high.y - low.y) * scale) + 9 : 1
    pixels = [UInt8](repeating: 255, count: 3 * width * height)
    depths = [Double](repeating: .infinity, count: width * height)
    guard isDrawn else { return }
    let placed = seen.map { p in
      SIMD3((p.x - low.x) * scale + 4, (p.y - low.y) * scale + 4, p.z)
    }
    for t in triangles {
      let corners = (Int(t.x), Int(t.y), Int(t.z))
      let value = (values[corners.0] + values[corners.1] + values[corners.2]) / 3
      fill(
        (placed[corners.0], placed[corners.1], placed[corners.2]), map.colour(value),
        shade(seen[corners.0], seen[corners.1], seen[corners.2]))
    }
  }

  /// The picture as a PNG file.
  public var png: [UInt8] { PNG.file(width: width, height: height, rgb: pixels) }

  /// Brighter where the surface faces the viewer and the light at the upper left.
  private func shade(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) -> Double {
    let (u, v) = (b - a, c - a)
    let n = SIMD3(u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x)
    let length = (n * n).sum().squareRoot()
    guard length > 0 else { return 1 }
    let light = SIMD3(-0.35, -0.35, -0.87)
    return 0.62 + 0.38 * abs((n * light).sum()) / length
  }

  private mutating func fill(
    _ t: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>), _ colour: SIMD3<Double>, _ shade: Double
  ) {
    let (a, b, c) = t
    let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    guard abs(area) > 1e-12 else { return }
    let lowX = max(Int(min(a.x, b.x, c.x)), 0)
    let lowY = max(Int(min(a.y, b.y, c.y)), 0)
    let highX = min(Int(max(a.x, b.x, c.x)) + 1, width - 1)
    let highY = min(Int(max(a.y, b.y, c.y)) + 1, height - 1)
    guard lowX <= highX, lowY <= highY else { return }
    let tone = colour * shade
    for y in lowY...highY {
      for x in lowX...highX {
        let (px, py) = (Double(x), Double(y))
        let v = ((px - a.x) * (c.y - a.y) - (c.x - a.x) * (py - a.y)) / area
        let w = ((b.x - a.x) * (py - a.y) - (px - a.x) * (b.y - a.y)) / area
        guard v >= -1e-9, w >= -1e-9, v + w <= 1 + 1e-9 else { continue }
        let depth = a.z + v * (b.z - a.z) + w * (c.z - a.z)
        let at = y * width + x
        guard depth < depths[at] else { continue }
        depths[at] = depth
        for channel in 0..<3 { pixels[3 * at + channel] = UInt8(min(max(tone[channel], 0), 255)) }
      }
    }
  }
}
