public import LFCore

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

  /// Why the heart's surface does not bound a volume, with what to do about it: it takes a closed one to know what is
  /// muscle. `nil` when it does.
  public var surfaceDefect: LFError? {
    guard body.tetrahedra.isEmpty else { return nil }
    return SurfaceCheck.defect(of: TriangleSurface(points: points, triangles: body.triangles))
  }

  /// Which points belong to no cell, by number.
  public var unusedPoints: [Int] { body.used.indices.filter { !body.used[$0] } }

  /// Where the field of each point is taken, LPS, mm: the points themselves; of those that belong to no cell and lie outside
  /// the heart, which has no field there, the nearest place of its surface.
  public var fieldPoints: [SIMD3<Double>] {
    let unused = unusedPoints
    let surface = unused.isEmpty ? TriangleSurface(points: [], triangles: []) : surface
    guard !surface.triangles.isEmpty else { return points }
    let isOpen = !bounds(surface)
    var places = points
    for (i, near) in zip(unused, SurfaceDistance(surface).nearest(unused.map { points[$0] }))
    where isOpen || near.distance > 0 { places[i] = near.point }
    return places
  }
}
