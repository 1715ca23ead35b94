import LFAnatomy
import LFCore

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
func withSoundMesh<Result>(
  _ density: MeshDensity, _ body: (MeshDensity) throws(LFError) -> Result
) throws(LFError) -> Result {
  for factor in [1, 1.06, 0.95] {
    do throws(LFError) { return try body(density.refined(factor)) } catch {
      guard error.code == .badData else { throw error }
    }
  }
  return try body(density.refined(1.12))
}
