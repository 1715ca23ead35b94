/// Tetrahedra that fill the skin, finer in the heart, with the tissues in each.
///
/// Cut along the skin and along the borders between tissues inside, so that each tetrahedron holds one tissue; what a
/// border's curvature or corner leaves of another is known by its share.
public struct AnatomyMesh: Sendable {
  /// The tetrahedra, heart-centred LPS, mm, all of positive volume.
  public let tetrahedra: TetrahedralMesh
  /// How much of each tissue is in each tetrahedron: five shares that sum to 1, in the order of ``Tissue``.
  public let fractions: [TissueFractions]
  /// How finely it was made.
  public let density: MeshDensity

  /// The tissue that fills most of each tetrahedron.
  public var tissues: [Tissue] { fractions.map(\.largest) }

  /// Meshes an anatomy; the same anatomy gives the same mesh.
  ///
  /// - Parameters:
  ///   - map: The tissues.
  ///   - density: How fine.
  public init(_ map: some TissueMap, density: MeshDensity = .standard) {
    var (work, below) = Self.lattice(map, density)
    let onSkin = { (places: [SIMD3<Double>]) in map.skin.nearest(places).map(\.point) }
    // The skin first: it must be met exactly; tissues inside give way to it.
    let stars = VertexStars(work.cells, vertices: work.points.count)
    var values = below.map { -$0 }
    let open = values.indices.filter { values[$0] > -0.5 }
    let near = map.skin.nearest(open.map { work.points[$0] })
    for (vertex, found) in zip(open, near) { values[vertex] = found.distance }
    let moved = work.snap(
      zip(open, near).map { ($0, $1.point) }, stars, reach: 0.38, least: 0.3, bond: .skin)
    for vertex in moved { values[vertex] = 0 }
    work = SurfaceCut.below(work, values, onSurface: onSkin)
    work.repair(below: 0.35, rounds: 6, onSurface: onSkin)

    let (conforming, depths) = TissueBorders.followed(by: work, map)
    work = conforming
    work.repair(below: 0.3, rounds: 3, onSurface: onSkin)
    fractions = TissueFractions.of(work, map, skin: depths)
    tetrahedra = TetrahedralMesh(points: work.points, cells: work.cells)
    self.density = density
  }

  /// The uncut lattice, and how deep below the skin its vertices are at least, mm.
  private static func lattice(_ map: some TissueMap, _ density: MeshDensity) -> (MeshWork, [Double]) {
    let box = map.skin.surface.box
    let margin = SIMD3(repeating: 2.0)
    let request = BisectionLattice.Request(
      low: box.low - margin, high: box.high + margin, cube: density.cube, gradient: density.gradient)
    let lattice = BisectionLattice(
      request, wanted: { map.heartDistances(at: $0).map(density.edge) },
      skin: map.skin.signedDistances)
    let work = MeshWork(
      points: lattice.points, cells: lattice.cells,
      bonds: [MeshWork.Bond](repeating: .free, count: lattice.points.count))
    return (work, lattice.depths)
  }

  /// How well shaped it is.
  public var quality: TetrahedronQuality { TetrahedronQuality(of: tetrahedra) }

  /// The volume of each tissue, mm³, in the order of ``Tissue``.
  public var tissueVolumes: [Double] {
    var sums = [Double](repeating: 0, count: Tissue.allCases.count)
    for (cell, shares) in zip(tetrahedra.cells, fractions) {
      let volume = tetrahedra.volume(cell)
      for i in sums.indices { sums[i] += volume * shares[i] }
    }
    return sums
  }
}
