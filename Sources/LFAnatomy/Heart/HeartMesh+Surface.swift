extension HeartMesh {
  /// The heart's surface: the outer faces of its solid cells, or its triangles. Finding it takes a while for a large mesh.
  public var surface: TriangleSurface {
    body.tetrahedra.isEmpty
      ? TriangleSurface(points: points, triangles: body.triangles)
      : TetrahedralMesh(points: points, cells: body.tetrahedra).boundary()
  }
}

extension HeartMesh {
  /// Whether a surface, its own, bounds a volume; that of tetrahedra always does.
  ///
  /// - Parameter surface: Its surface.
  /// - Returns: Whether it does.
  public func bounds(_ surface: TriangleSurface) -> Bool {
    body.tetrahedra.isEmpty ? SurfaceCheck.bounds(surface) : !surface.triangles.isEmpty
  }
}
