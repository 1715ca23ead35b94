import LFMesh

extension TetrahedralMesh {
  /// The outer surface: faces of one tetrahedron only, normals outwards, unused points left out.
  ///
  /// - Returns: A closed surface.
  public func boundary() -> TriangleSurface {
    var number = [Int32](repeating: -1, count: points.count)
    var surface = TriangleSurface(points: [], triangles: [])
    for face in TetrahedronFaces.outer(of: cells, pointCount: points.count) {
      var triangle = SIMD3<Int32>()
      for m in 0..<3 {
        let vertex = Int(face.points[m])
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
