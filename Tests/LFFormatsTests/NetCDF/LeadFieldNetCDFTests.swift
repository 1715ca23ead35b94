import Foundation
import LFCore
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite struct LeadFieldNetCDFTests {
  private func roundTrip(_ field: LeadField) throws -> Dataset {
    let folder = try TemporaryFolder()
    let path = folder.file("lf.nc")
    var diagnostics = Diagnostics()
    let format = NetCDFFormat()
    try format.write(.leadField(field), to: path, options: WriteOptions(), diagnostics: &diagnostics)
    let breaches = try format.validate(MappedFile(path), diagnostics: &diagnostics)
    #expect(breaches == [])
    #expect(diagnostics.warnings == [])
    return try format.read(MappedFile(path), diagnostics: &diagnostics)
  }

  @Test(arguments: [(true, false, true), (false, true, true), (true, true, true), (true, true, false)])
  func comesBackAsItWas(points: Bool, cells: Bool, potential: Bool) throws {
    let field = SampleLeadField.twoTetrahedra(points: points, cells: cells, potential: potential)
    #expect(try roundTrip(field) == .leadField(field))
  }

  @Test(arguments: MeshSamples.all) func everyKindOfMeshComesBack(_ geometry: Geometry) throws {
    var field = SampleLeadField.twoTetrahedra()
    field.mesh.geometry = geometry
    field.mesh.pointData = AttributeData()
    field.mesh.cellData = AttributeData()
    let n = field.mesh.pointCount
    field.atPoints = FieldSamples(
      count: n, potential: nil, gradient: (0..<n * 30).map { Float($0) * 0.7 - 3 })
    #expect(try roundTrip(field) == .leadField(field))
  }

  @Test func arraysOfEveryTypeAndOddNamesComeBack() throws {
    var field = SampleLeadField.twoTetrahedra()
    field.mesh.fieldData = [
      DataArray("", .int8([-128, 127])), DataArray("", .uint8([0, 255])), DataArray("a/b", .int16([-5])),
      DataArray("a b", .uint16([65535])), DataArray("naïve ⟨x⟩ \"&\"\n\t", .int32([Int32.min])),
      DataArray("lead_field", .uint32([UInt32.max])), DataArray("big", .int64([Int64.min, Int64.max])),
      DataArray("big", .uint64([UInt64.max])), DataArray("none", .float64([])),
      DataArray("special", .float32([.nan, .infinity, -0.0, .leastNonzeroMagnitude])),
      DataArray("texts", components: 2, .string(["", "zwei", "drei", "ü"])),
      DataArray("bits", .bit([1, 0, 1, 1, 0])), DataArray("default fill", .float64([9.969209968386869e36])),
      DataArray("named", components: 3, componentNames: ["x", nil, ""], .int32([1, 2, 3, 4, 5, 6])),
    ]
    guard case .leadField(let back) = try roundTrip(field) else { throw Missing() }
    #expect(back.mesh.fieldData.count == field.mesh.fieldData.count)
    for (mine, theirs) in zip(field.mesh.fieldData, back.mesh.fieldData) {
      #expect(mine.name == theirs.name)
      #expect(mine.components == theirs.components)
      #expect(mine.componentNames == theirs.componentNames)
      #expect(try mine.values.hexadecimal == theirs.values.hexadecimal)
      #expect(mine.values.type == theirs.values.type)
    }
  }

  @Test func ghostsOfOldFilesAreLeftOut() throws {
    var field = SampleLeadField.twoTetrahedra(points: true, cells: true)
    field.mesh.cellData.arrays.append(DataArray("vtkGhostType", .uint8([0, 1])))
    let expected = try LeadFieldMesh.leadField(of: LeadFieldMesh.mesh(of: field))
    #expect(expected.mesh.cellCount == 1)
    #expect(try roundTrip(field) == .leadField(expected))
  }

  @Test func linesOfHistoryComeBack() throws {
    for history in [[], [""], ["one"], ["a\nb", "c\\n", ""]] {
      var field = SampleLeadField.twoTetrahedra()
      field.provenance.history = history
      #expect(try roundTrip(field) == .leadField(field))
    }
  }

  /// A lead field of no electrodes on a lattice: nothing in the file but what the lattice claims.
  private func emptyLattice(_ bounds: [Int]) -> LeadField {
    LeadField(
      mesh: Mesh(.image(ImageGrid(extent: GridExtent(bounds)))), electrodes: [],
      leads: LeadMatrix(names: [], electrodes: [], weights: []),
      atPoints: FieldSamples(count: GridExtent(bounds).points, potential: nil, gradient: []), atCells: nil,
      conductivity: ConductivityModel(name: "", tissues: [:]),
      provenance: Provenance(title: "", method: "", source: "", history: [], references: ""))
  }

  @Test func aLatticeTooLargeToBeWrittenOutIsRefused() throws {
    let folder = try TemporaryFolder()
    var diagnostics = Diagnostics()
    let error = #expect(throws: LFError.self) {
      try NetCDFFormat().write(
        .leadField(emptyLattice([0, 1 << 14, 0, 1 << 13, 0, 1 << 13])), to: folder.file("lf.nc"),
        options: WriteOptions(), diagnostics: &diagnostics)
    }
    #expect(error?.code == .badData)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func aLatticeOfMorePointsThanCanBeCountedIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("lf.nc")
    // The file of a small lattice, with the numbers of a large one in it.
    var out = try NetCDFOutput(path)
    try out.attribute(ContractName.contractAttribute, ContractName.contract)
    let space = try out.dimension(ContractName.space, 3)
    let none = try out.dimension(ContractName.electrode, 0)
    let lead = try out.dimension(ContractName.lead, 0)
    let tissue = try out.dimension(ContractName.tissue, 0)
    let node = try out.dimension(ContractName.node, 3 << 60)
    _ = try out.variable(ContractName.electrodeName, .string, [none])
    _ = try out.variable(ContractName.electrodePosition, .float64, [none, space])
    _ = try out.variable(ContractName.electrodeOrigin, .int8, [none])
    _ = try out.variable(ContractName.leadName, .string, [lead])
    _ = try out.variable(ContractName.leadWeight, .float64, [lead, none])
    _ = try out.variable(ContractName.tissueName, .string, [tissue])
    _ = try out.variable(ContractName.conductivity, .float64, [tissue])
    let marker = try out.variable(ContractName.mesh, .int32, [])
    try out.attribute("geometry_kind", "image", of: marker)
    let side = Int64(1) << 20
    try out.attribute("lattice_extent", .int64([0, side - 1, 0, side - 1, 0, 3 * side - 1]), of: marker)
    try out.attribute("lattice_origin", .float64([0, 0, 0]), of: marker)
    try out.attribute("lattice_spacing", .float64([1, 1, 1]), of: marker)
    try out.attribute("lattice_direction", .float64([1, 0, 0, 0, 1, 0, 0, 0, 1]), of: marker)
    _ = try out.variable(ContractName.gradient, .float32, [none, node, space])
    try out.close()
    let error = #expect(throws: LFError.self) { try LeadFieldInput.read(MappedFile(path)) }
    #expect(error?.code == .badData)
    #expect(error?.message.contains("points") == true)
  }

  @Test func emptyPartsComeBack() throws {
    var field = SampleLeadField.twoTetrahedra()
    field.leads = LeadMatrix(names: [], electrodes: field.electrodes.map(\.name), weights: [])
    field.conductivity.tissues = [:]
    field.mesh.pointData = AttributeData()
    field.mesh.cellData = AttributeData()
    #expect(try roundTrip(field) == .leadField(field))
  }

  @Test func writingTwiceGivesTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let field = SampleLeadField.twoTetrahedra(cells: true)
    try LeadFieldOutput.write(field, to: folder.file("a.nc"))
    try LeadFieldOutput.write(field, to: folder.file("b.nc"))
    let (a, b) = (try MappedFile(folder.file("a.nc")), try MappedFile(folder.file("b.nc")))
    #expect(a.count > 0)
    #expect(a.head(a.count) == b.head(b.count))
  }

  @Test func aMeshAloneIsRefusedAndNothingIsWritten() throws {
    let folder = try TemporaryFolder()
    var diagnostics = Diagnostics()
    let error = #expect(throws: LFError.self) {
      try NetCDFFormat().write(
        .mesh(SampleLeadField.twoTetrahedra().mesh), to: folder.file("m.nc"), options: WriteOptions(),
        diagnostics: &diagnostics)
    }
    #expect(error?.code == .usage)
    #expect(throws: LFError.self) { try MappedFile(folder.file("m.nc")) }
  }

  private struct Missing: Error {}
}

extension ArrayValues {
  /// The values' bytes or texts, so that NaN equals NaN.
  fileprivate var hexadecimal: [String] {
    get throws {
      if case .string(let texts) = self { return texts }
      return try withBytes { bytes in bytes.map { String($0, radix: 16) } }
    }
  }
}
