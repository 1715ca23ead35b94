import LFAnatomy
import LFCore
import LFLeadField
import LFMesh

@testable import LFFullOrder

/// A ball of muscle in a ball of bulk conductor of 0.2 S/m.
struct MuscleBalls: TissueMap {
  /// The balls' radii, mm.
  static let inner = 40.0
  static let outer = 75.0
  let skin = SurfaceDistance(TriangleSurface.sphere(radius: outer, cuts: 4))

  func distances(at points: [SIMD3<Double>], skin: [Double]) -> [TissueDistances] {
    points.indices.map { i in
      let d = (points[i] * points[i]).sum().squareRoot() - Self.inner
      return TissueDistances(
        skin: skin[i], epicardium: d, leftCavity: .infinity, rightCavity: .infinity, lungs: .infinity)
    }
  }

  func heartDistances(at points: [SIMD3<Double>]) -> [Double] {
    points.map { ($0 * $0).sum().squareRoot() - Self.inner }
  }

  /// The balls meshed.
  ///
  /// - Parameter muscle: The inner one's conductivity, S/m.
  /// - Returns: The model.
  /// - Throws: `LFError` when it cannot be made.
  static func model(_ muscle: Double) throws -> TorsoModel {
    var mesh = AnatomyMesh(MuscleBalls()).mesh
    mesh.fieldData.removeAll { $0.name == StatedFrame.arrayName }
    var diagnostics = Diagnostics()
    var table = ConductivityModel.homogeneous
    table.tissues["myocardium"] = muscle
    return try TorsoModel(mesh, conductivity: .table(table), diagnostics: &diagnostics)
  }
}
