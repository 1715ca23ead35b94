import LFMesh

extension TetrahedralMesh {
  /// The outer surface: faces of one tetrahedron only, normals outwards, unused points left out.
  ///
  /// - Returns: A closed surface.
  public func boundary() -> TriangleSurface {
    let faces = cells.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: Int32.self) {
        TetrahedronFaces.unpaired($0, pointCount: points.count).single
      }
    }
    var number = [Int32](repeating: -1, count: points.count)
    var surface = TriangleSurface(points: [], triangles: [])
    for face in faces {
      let cell = cells[face / 4]
      let f = TetrahedronFaces.corners[face % 4]
      var triangle = SIMD3<Int32>()
      for m in 0..<3 {
        let vertex = Int(cell[f[m]])
        if number[vertex] < 0 {
          number[vertex] = Int32(surface.points.count)
          surface.points.append(points[vertex])
        }
        triangle[m] = number[vertex]
      }
      surface.triangles.append(triangle)
    }
    return surface
  }
}
