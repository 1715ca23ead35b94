import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@testable import LFAccuracy

@Suite("Places of a field on cells of other kinds")
struct SamplePlacesTests {
  private func field(atCells: Bool) -> LeadField {
    let mesh = BoxMesh.hexahedra(cells: [2, 2, 2], side: 10, tetrahedraBelow: 1)
    let count = atCells ? mesh.cellCount : mesh.pointCount
    let samples = FieldSamples(
      count: count, potential: nil, gradient: [Float](repeating: 1, count: 3 * count))
    return LeadField(
      mesh: mesh, electrodes: [Electrode("E", at: SIMD3(100, 0, 0))],
      leads: LeadMatrix(names: ["E"], electrodes: ["E"], weights: [[1]]), atPoints: atCells ? nil : samples,
      atCells: atCells ? samples : nil, conductivity: .homogeneous,
      provenance: Provenance(title: "", method: "", source: "", history: [], references: ""))
  }

  @Test("cells have their own centres and volumes, however many parts they have")
  func cells() throws {
    let places = try SamplePlaces(of: field(atCells: true))
    #expect(places.positions.count == 24 + 4 && !places.atPoints)
    #expect(abs(places.weights[27] - 1000) < 1e-9)
    let gap = places.positions[27] - SIMD3(15, 15, 15)
    #expect((gap * gap).sum() < 1e-18)
    #expect(abs(places.weights.reduce(0, +) - 8000) < 1e-9)
  }

  @Test("points stand for the volume of all cells around them")
  func points() throws {
    let places = try SamplePlaces(of: field(atCells: false))
    #expect(places.positions.count == 27 && abs(places.weights.reduce(0, +) - 8000) < 1e-9)
  }
}
