import LFCore
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Lead fields as meshes")
struct LeadFieldMeshTests {
  @Test("come back as they were", arguments: [(true, false, true), (false, true, true), (true, true, false)])
  func roundTrip(points: Bool, cells: Bool, potential: Bool) throws {
    let field = SampleLeadField.twoTetrahedra(points: points, cells: cells, potential: potential)
    let mesh = try LeadFieldMesh.mesh(of: field)
    #expect(LeadFieldMesh.carriesLeadField(mesh))
    #expect(try LeadFieldMesh.leadField(of: mesh) == field)
  }

  @Test("hold leads as the combinations of electrodes that they are")
  func leads() throws {
    let field = SampleLeadField.twoTetrahedra()
    let data = try LeadFieldMesh.mesh(of: field).pointData
    func gradient(_ name: String) throws -> [Double] {
      try #require(data["\(name)"]?.values.doubles())
    }
    let (i, la, ra) = (
      try gradient("lead field gradient I"), try gradient("unipolar lead field gradient LA"),
      try gradient("unipolar lead field gradient RA")
    )
    for k in i.indices { #expect(abs(i[k] - (la[k] - ra[k])) <= 1e-4) }
    let (ii, iii) = (try gradient("lead field gradient II"), try gradient("lead field gradient III"))
    for k in i.indices { #expect(abs(i[k] + iii[k] - ii[k]) <= 1e-3) }
    #expect(data.active[.vectors] == "lead field gradient I")
  }

  @Test("name the array that is missing")
  func missingArray() throws {
    var mesh = try LeadFieldMesh.mesh(of: SampleLeadField.twoTetrahedra())
    mesh.pointData.arrays.removeAll { $0.name == "unipolar lead field gradient V3" }
    let error = #expect(throws: LFError.self) { try LeadFieldMesh.leadField(of: mesh) }
    #expect(error?.code == .badData)
    #expect(error?.description.contains("unipolar lead field gradient V3") == true)
  }

  @Test("refuse a mesh whose arrays bear their names")
  func clash() throws {
    var field = SampleLeadField.twoTetrahedra()
    field.mesh.pointData.arrays.append(DataArray("lead field V1", .float32([0, 0, 0, 0, 0])))
    #expect(throws: LFError.self) { try LeadFieldMesh.mesh(of: field) }
  }
}
