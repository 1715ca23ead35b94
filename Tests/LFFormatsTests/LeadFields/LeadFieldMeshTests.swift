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

  @Test("state LPS, mm or nothing: other frames and units are refused")
  func frames() throws {
    let field = SampleLeadField.twoTetrahedra()
    let mesh = try LeadFieldMesh.mesh(of: field)
    func stating(_ values: ArrayValues?) -> Mesh {
      var copy = mesh
      copy.fieldData.removeAll { $0.name == "lead_field_frame" }
      if let values { copy.fieldData.append(DataArray("lead_field_frame", values)) }
      return copy
    }
    for fine in [nil, ArrayValues.string(["LPS", "mm"])] {
      #expect(try LeadFieldMesh.leadField(of: stating(fine)) == field)
    }
    for other: ArrayValues in [
      .string(["RAS", "mm"]), .string(["LPS", "m"]), .string(["LPS"]), .string([]), .float32([1]),
    ] {
      let error = #expect(throws: LFError.self) { try LeadFieldMesh.leadField(of: stating(other)) }
      #expect(error?.code == .badData && error?.place.element?.contains("lead_field_frame") == true)
    }
  }

  @Test("have places and weights that are finite, the first that is not named")
  func nonFinite() throws {
    let mesh = try LeadFieldMesh.mesh(of: SampleLeadField.twoTetrahedra())
    func error(_ change: (inout Mesh) -> Void) -> LFError? {
      var copy = mesh
      change(&copy)
      return #expect(throws: LFError.self) { try LeadFieldMesh.leadField(of: copy) }
    }
    func spoil(_ mesh: inout Mesh, _ name: String, _ place: Int) {
      guard let at = mesh.fieldData.firstIndex(where: { $0.name == name }),
        case .float64(var values) = mesh.fieldData[at].values
      else { return }
      values[place] = .infinity
      mesh.fieldData[at].values = .float64(values)
    }
    #expect(error { spoil(&$0, "electrode_position", 6) }?.message.contains("electrode LL ") == true)
    #expect(error { spoil(&$0, "lead_weight", 10) }?.message.contains("lead II ") == true)
    let point = error { mesh in
      guard case .unstructured(var grid) = mesh.geometry, case .float32(var x) = grid.points.values else {
        return
      }
      x[13] = .nan
      grid.points.values = .float32(x)
      mesh.geometry = .unstructured(grid)
    }
    #expect(point?.message.contains("point 4 ") == true)
  }

  @Test("have no ghosts once they are read")
  func ghosts() throws {
    var mesh = try LeadFieldMesh.mesh(of: SampleLeadField.twoTetrahedra(points: true, cells: true))
    mesh.cellData.arrays.append(DataArray("vtkGhostType", .uint8([0, 1])))
    let field = try LeadFieldMesh.leadField(of: mesh)
    #expect(field.mesh.cellCount == 1 && field.atCells?.count == 1)
    #expect(field.mesh.pointCount == 4 && field.atPoints?.count == 4)
  }

  @Test("keep their contract in legacy files as in others", arguments: ["vtk", "vtu"])
  func validate(suffix: String) throws {
    let folder = try TemporaryFolder()
    let sound = try LeadFieldMesh.mesh(of: SampleLeadField.twoTetrahedra())
    func breaches(_ change: (inout Mesh) -> Void) throws -> [String] {
      var mesh = sound
      change(&mesh)
      let path = folder.file("lf.\(suffix)")
      var diagnostics = Diagnostics()
      let registry = FormatRegistry.standard
      try registry.write(.mesh(mesh), to: path, options: WriteOptions(), diagnostics: &diagnostics)
      return try registry.validate(path, diagnostics: &diagnostics).breaches
    }
    #expect(try breaches { _ in } == [])
    let changes: [(String, (inout Mesh) -> Void)] = [
      (
        "unipolar lead field gradient V3",
        { $0.pointData.arrays.removeAll { $0.name == "unipolar lead field gradient V3" } }
      ),
      (
        "lead field V3",
        { mesh in
          guard let at = mesh.pointData.arrays.firstIndex(where: { $0.name == "lead field V3" }) else {
            return
          }
          mesh.pointData.arrays[at].values = .float32([1, 2, 3, 4, 5])
        }
      ),
      ("lead_field_input_active", { $0.fieldData.removeAll { $0.name == "lead_field_input_active" } }),
    ]
    for (name, change) in changes {
      let found = try breaches(change)
      #expect(found.count == 1 && found.first?.contains(name) == true, "\(found)")
    }
  }

  @Test("refuse a mesh whose arrays bear their names")
  func clash() throws {
    var field = SampleLeadField.twoTetrahedra()
    field.mesh.pointData.arrays.append(DataArray("lead field V1", .float32([0, 0, 0, 0, 0])))
    #expect(throws: LFError.self) { try LeadFieldMesh.mesh(of: field) }
  }
}
