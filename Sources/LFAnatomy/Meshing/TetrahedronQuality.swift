import LFCore

/// How well shaped the tetrahedra of a mesh are.
public struct TetrahedronQuality: Equatable, Sendable {
  /// The smallest dihedral angle of all, degrees; about 70.5 in a regular tetrahedron.
  public var smallestDihedral = 180.0
  /// The largest dihedral angle of all, degrees.
  public var largestDihedral = 0.0
  /// The mean of the tetrahedra's smallest dihedral angles, degrees.
  public var meanSmallestDihedral = 0.0
  /// The smallest volume, mm³: not positive when a tetrahedron is flat or inside out.
  public var smallestVolume = Double.infinity

  /// Looks at every tetrahedron.
  ///
  /// - Parameter mesh: The mesh.
  public init(of mesh: TetrahedralMesh) {
    for cell in mesh.cells {
      smallestVolume = min(smallestVolume, mesh.volume(cell))
      let (low, high) = Self.dihedrals(mesh.corners(cell))
      smallestDihedral = min(smallestDihedral, low)
      largestDihedral = max(largestDihedral, high)
      meanSmallestDihedral += low
    }
    if !mesh.cells.isEmpty { meanSmallestDihedral /= Double(mesh.cells.count) }
  }

  private typealias Corners = (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)

  private static func dihedrals(_ p: Corners) -> (Double, Double) {
    // Outward normals of the faces opposite each corner; two faces meet at 180° less the angle of their normals.
    let n0 = (p.2 - p.1).cross(p.3 - p.1).normalized
    let n1 = (p.3 - p.0).cross(p.2 - p.0).normalized
    let n2 = (p.1 - p.0).cross(p.3 - p.0).normalized
    let n3 = (p.2 - p.0).cross(p.1 - p.0).normalized
    let cosines = [-n0.dot(n1), -n0.dot(n2), -n0.dot(n3), -n1.dot(n2), -n1.dot(n3), -n2.dot(n3)]
    let degree = 180 / Double.pi
    return (
      Trigonometry.arcCosine(cosines.max() ?? 1) * degree,
      Trigonometry.arcCosine(cosines.min() ?? 1) * degree
    )
  }
}
