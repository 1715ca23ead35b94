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

  @Test("without the electrodes' arrays are refused, the first of them named")
  func leadsAlone() throws {
    var mesh = try LeadFieldMesh.mesh(of: SampleLeadField.twoTetrahedra())
    mesh.pointData.arrays.removeAll { $0.name.hasPrefix("unipolar") }
    let error = #expect(throws: LFError.self) { try LeadFieldMesh.leadField(of: mesh) }
    #expect(error?.code == .badData && error?.description.contains("unipolar lead field gradient RA") == true)
  }

  @Test("keep an array of a lead that is not what the electrodes make, and only that")
  func strayLead() throws {
    let field = SampleLeadField.twoTetrahedra()
    var mesh = try LeadFieldMesh.mesh(of: field)
    func change(_ name: String, _ change: (Float) -> Float) throws {
      let at = try #require(mesh.pointData.arrays.firstIndex { $0.name == name })
      guard case .float32(let values) = mesh.pointData.arrays[at].values else { return }
      mesh.pointData.arrays[at].values = .float32(values.map(change))
    }
    // Fewer digits are no other lead.
    try change("lead field gradient V1") { $0 * 1.0001 }
    #expect(try LeadFieldMesh.leadField(of: mesh) == field)
    try change("lead field gradient V2") { -$0 }
    try change("lead field V3") { $0 * 1.01 }
    let read = try LeadFieldMesh.leadField(of: mesh)
    #expect(read.strayLeads.map(\.array) == ["lead field gradient V2", "lead field V3"])
    #expect(
      read.atPoints == field.atPoints
        && read.mesh.pointData.arrays.count == field.mesh.pointData.arrays.count + 2)
  }

  @Test("refuse a mesh whose arrays bear their names")
  func clash() throws {
    var field = SampleLeadField.twoTetrahedra()
    field.mesh.pointData.arrays.append(DataArray("lead field V1", .float32([0, 0, 0, 0, 0])))
    #expect(throws: LFError.self) { try LeadFieldMesh.mesh(of: field) }
  }
}
