public import LFCore

/// Does something with a mesh of a density, and with slightly other ones where that fails.
///
/// Cuts along borders now and then leave a tetrahedron so flat that the equations cannot be solved; a
/// lattice of another spacing has its cuts elsewhere.
///
/// - Parameters:
///   - density: The density.
///   - body: What is to be done.
/// - Returns: What came of it.
/// - Throws: What `body` throws for the last mesh.
public func withSoundMesh<Result>(
  _ density: MeshDensity, _ body: (MeshDensity) throws(LFError) -> Result
) throws(LFError) -> Result {
  for factor in [1, 1.06, 0.95] {
    do throws(LFError) { return try body(density.refined(factor)) } catch {
      guard error.code == .badData else { throw error }
    }
  }
  return try body(density.refined(1.12))
}

extension AnatomyMesh {
  /// Shapes below this are nearly flat: 1 is regular, 0 flat. Meshes of the population have none below 0.009.
  public static let leastShape = 1e-3

  /// A mesh without nearly flat tetrahedra, of the density or one a little finer or coarser.
  ///
  /// - Parameters:
  ///   - map: The tissues.
  ///   - density: How fine.
  ///   - least: The least shape that is sound.
  /// - Returns: The mesh; ``density`` says how fine it came to be.
  /// - Throws: `LFError` with code `badData` when each of four densities leaves a nearly flat tetrahedron.
  public static func sound(
    _ map: some TissueMap, density: MeshDensity = .standard, least: Double = leastShape
  ) throws(LFError) -> AnatomyMesh {
    try withSoundMesh(density) { (density) throws(LFError) in
      let mesh = AnatomyMesh(map, density: density)
      let worst = mesh.flattest
      guard worst.shape >= least else {
        throw LFError(
          .badData, "borders of tissues leave a nearly flat tetrahedron at \(SurfaceCheck.text(worst.at))",
          hint: "smooth the surfaces there, or mesh at another resolution")
      }
      return mesh
    }
  }

  /// The shape of the flattest tetrahedron, 1 if regular and 0 if flat, and where it is, mm.
  var flattest: (shape: Double, at: SIMD3<Double>) {
    var worst = (shape: 1.0, at: SIMD3<Double>())
    for cell in tetrahedra.cells {
      let (a, b, c, d) = tetrahedra.corners(cell)
      let shape = tetrahedronShape(a, b, c, d)
      if shape < worst.shape { worst = (shape, (a + b + c + d) / 4) }
    }
    return worst
  }
}
