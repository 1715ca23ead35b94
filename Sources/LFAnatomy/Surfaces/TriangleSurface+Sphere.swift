import LFCore

extension TriangleSurface {
  /// A sphere about the origin: an icosahedron whose faces are cut in four, its points moved onto the sphere.
  ///
  /// - Parameters:
  ///   - radius: The radius, mm.
  ///   - cuts: How often faces are cut: 3 gives 1280 triangles.
  /// - Returns: The surface, closed, its normals outwards.
  public static func sphere(radius: Double, cuts: Int = 3) -> TriangleSurface {
    let g = (1 + Double(5).squareRoot()) / 2
    var points: [SIMD3<Double>] = [
      SIMD3(-1, g, 0), SIMD3(1, g, 0), SIMD3(-1, -g, 0), SIMD3(1, -g, 0), SIMD3(0, -1, g), SIMD3(0, 1, g),
      SIMD3(0, -1, -g), SIMD3(0, 1, -g), SIMD3(g, 0, -1), SIMD3(g, 0, 1), SIMD3(-g, 0, -1), SIMD3(-g, 0, 1),
    ].map { $0.normalized }
    var faces: [SIMD3<Int32>] = [
      SIMD3(0, 11, 5), SIMD3(0, 5, 1), SIMD3(0, 1, 7), SIMD3(0, 7, 10), SIMD3(0, 10, 11), SIMD3(1, 5, 9),
      SIMD3(5, 11, 4), SIMD3(11, 10, 2), SIMD3(10, 7, 6), SIMD3(7, 1, 8), SIMD3(3, 9, 4), SIMD3(3, 4, 2),
      SIMD3(3, 2, 6), SIMD3(3, 6, 8), SIMD3(3, 8, 9), SIMD3(4, 9, 5), SIMD3(2, 4, 11), SIMD3(6, 2, 10),
      SIMD3(8, 6, 7), SIMD3(9, 8, 1),
    ]
    for _ in 0..<cuts {
      var middles: [SIMD2<Int32>: Int32] = [:]
      func middle(_ a: Int32, _ b: Int32) -> Int32 {
        let edge = SIMD2(min(a, b), max(a, b))
        if let known = middles[edge] { return known }
        let number = Int32(points.count)
        points.append((points[Int(a)] + points[Int(b)]).normalized)
        middles[edge] = number
        return number
      }
      var finer: [SIMD3<Int32>] = []
      finer.reserveCapacity(4 * faces.count)
      for f in faces {
        let (a, b, c) = (middle(f.x, f.y), middle(f.y, f.z), middle(f.z, f.x))
        finer += [SIMD3(f.x, a, c), SIMD3(f.y, b, a), SIMD3(f.z, c, b), SIMD3(a, b, c)]
      }
      faces = finer
    }
    return TriangleSurface(points: points.map { $0 * radius }, triangles: faces)
  }
}
