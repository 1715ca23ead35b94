import LFAnatomy
import LFCore
import LFFullOrder
import LFLeadField
import LFMesh

extension TorsoModel {
  /// The model of a meshed anatomy that has its heart's centre at the origin.
  ///
  /// - Parameters:
  ///   - anatomy: The mesh, mm.
  ///   - conductivity: The conductivities.
  ///   - fibres: The muscle's fibres, where the conductivities need them.
  ///   - origin: The heart's centre in the fibres' coordinates, LPS, mm.
  /// - Throws: `LFError` with code `badData` when the mesh cannot be solved on.
  init(
    _ anatomy: AnatomyMesh, _ conductivity: ConductivityModel, _ fibres: MuscleFibres?, origin: SIMD3<Double>
  ) throws(LFError) {
    var mesh = anatomy.mesh
    mesh.fieldData.removeAll { $0.name == StatedFrame.arrayName }
    if let fibres {
      let points = anatomy.tetrahedra.points
      var values: [Float] = []
      values.reserveCapacity(3 * anatomy.tetrahedra.cells.count)
      for (cell, shares) in zip(anatomy.tetrahedra.cells, anatomy.fractions) {
        guard shares.largest == .myocardium else {
          values += [0, 0, 0]
          continue
        }
        let sum = points[Int(cell.x)] + points[Int(cell.y)] + points[Int(cell.z)] + points[Int(cell.w)]
        let f = SIMD3<Float>(fibres.direction(at: sum / 4 + origin))
        values += [f.x, f.y, f.z]
      }
      mesh.cellData.arrays.append(DataArray("fiber", components: 3, .float32(values)))
    }
    var diagnostics = Diagnostics()
    try self.init(mesh, conductivity: .table(conductivity), diagnostics: &diagnostics)
  }
}

extension Anatomy {
  /// The heart's fibres, where its muscle conducts otherwise across them.
  func fibresNeeded() throws(LFError) -> MuscleFibres? {
    conductivity.myocardiumAcross == nil ? nil : try MuscleFibres(heart)
  }
}
