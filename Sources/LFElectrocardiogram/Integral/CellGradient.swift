import LFCore
import LFLeadField
import LFMesh

/// ∇Z_e in each tetrahedron, Ω/m: that of the cell, else the mean of its corners'.
struct CellGradient {
  private let samples: FieldSamples
  private let corners: [SIMD4<Int32>]?
  private let cells: [Int]

  init(of field: LeadField, _ corners: [SIMD4<Int32>], _ cells: [Int]) throws(LFError) {
    self.cells = cells
    if let samples = field.atCells {
      (self.samples, self.corners) = (samples, nil)
    } else if let samples = field.atPoints {
      (self.samples, self.corners) = (samples, corners)
    } else {
      throw LFError(.badData, "has no gradient of a lead field", hint: "predict it again")
    }
    let places = self.corners == nil ? field.mesh.cellCount : field.mesh.pointCount
    guard samples.count == places, samples.gradient.count == 3 * places * field.electrodes.count else {
      throw LFError(.badData, "has a gradient for another number of places than the mesh has")
    }
  }

  /// The gradient in a tetrahedron, by its number among the tetrahedra.
  func at(_ tetrahedron: Int, electrode: Int) -> SIMD3<Double> {
    guard let corners else { return vector(electrode, cells[tetrahedron]) }
    let cell = corners[tetrahedron]
    return
      (vector(electrode, Int(cell.x)) + vector(electrode, Int(cell.y)) + vector(electrode, Int(cell.z))
      + vector(electrode, Int(cell.w))) / 4
  }

  private func vector(_ electrode: Int, _ place: Int) -> SIMD3<Double> {
    let i = 3 * (electrode * samples.count + place)
    return SIMD3(
      Double(samples.gradient[i]), Double(samples.gradient[i + 1]), Double(samples.gradient[i + 2]))
  }
}
