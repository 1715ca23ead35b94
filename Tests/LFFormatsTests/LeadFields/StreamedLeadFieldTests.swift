import Foundation
import LFCore
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Lead fields written while they are made")
struct StreamedLeadFieldTests {
  private static let count = 40

  /// More electrodes than are made at a time, with two leads, one of which leaves most of them out.
  private static func field(_ geometry: Geometry? = nil) -> LeadField {
    var field = SampleLeadField.twoTetrahedra()
    if let geometry { field.mesh = Mesh(geometry) }
    field.electrodes = (0..<count).map { Electrode("E\($0)", at: SIMD3(Double($0), 0, 0)) }
    field.leads = LeadMatrix(
      names: ["a", "b"], electrodes: field.electrodes.map(\.name),
      weights: [(0..<count).map { 1 / Double($0 + 1) }, [1, -1] + [Double](repeating: 0, count: count - 2)])
    let n = field.mesh.pointCount
    field.atPoints = FieldSamples(
      count: n, potential: (0..<(n * count)).map { Float($0) / 3 },
      gradient: (0..<(3 * n * count)).map { -Float($0) / 7 }, deviation: (0..<(n * count)).map { Float($0) })
    return field
  }

  private static func stream(_ field: LeadField) throws -> (LeadField, SampleStream) {
    var without = field
    without.atPoints = nil
    return (without, SampleStream(try #require(field.atPoints)))
  }

  private static let kinds: [(String, WriteOptions)] =
    [("nc", WriteOptions()), ("vtk", WriteOptions()), ("pvtu", WriteOptions())]
    + WriteOptions.Encoding.allCases.flatMap { encoding in
      WriteOptions.Compression.allCases.map {
        ("vtu", WriteOptions(encoding: encoding, compression: $0))
      }
    }

  @Test("are those written at once", arguments: kinds)
  func areTheSame(_ suffix: String, _ options: WriteOptions) throws {
    let folder = try TemporaryFolder()
    let field = Self.field()
    let (without, samples) = try Self.stream(field)
    let registry = FormatRegistry.standard
    var diagnostics = Diagnostics()
    let (once, streamed) = (folder.file("once.\(suffix)"), folder.file("streamed.\(suffix)"))
    try registry.write(.leadField(field), to: once, options: options, diagnostics: &diagnostics)
    try registry.write(without, samples, to: streamed, options: options, diagnostics: &diagnostics)
    let back = try registry.read(streamed, diagnostics: &diagnostics)
    #expect(try registry.read(once, diagnostics: &diagnostics) == back)
    if suffix != "vtk" { #expect(back == .leadField(field)) }
    #expect(try registry.validate(streamed, diagnostics: &diagnostics).breaches == [])
    #expect(diagnostics.warnings.isEmpty)
  }

  @Test("stand on any mesh that a .vtu holds", arguments: MeshSamples.all)
  func anyMesh(_ geometry: Geometry) throws {
    let folder = try TemporaryFolder()
    let field = Self.field(geometry)
    let (without, samples) = try Self.stream(field)
    var diagnostics = Diagnostics()
    let path = folder.file("streamed.vtu")
    try VTKXMLFormat().write(without, samples, to: path, options: WriteOptions(), diagnostics: &diagnostics)
    guard case .leadField(let back) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics) else {
      Issue.record("no lead field came back")
      return
    }
    #expect(back.atPoints == field.atPoints)
    #expect(try back.mesh.geometry == field.mesh.unstructured().geometry)
  }

  @Test("leads stand first, and the first one is active")
  func leadsFirst() throws {
    let folder = try TemporaryFolder()
    let field = Self.field()
    let (without, samples) = try Self.stream(field)
    var diagnostics = Diagnostics()
    let path = folder.file("streamed.vtu")
    try VTKXMLFormat().write(without, samples, to: path, options: WriteOptions(), diagnostics: &diagnostics)
    let dataset = try VTKXMLFormat().read(MappedFile(path), diagnostics: &diagnostics)
    guard case .mesh(let mesh) = dataset else {
      Issue.record("no mesh came back")
      return
    }
    let whole = try LeadFieldMesh.mesh(of: field)
    #expect(mesh.pointData.arrays.map(\.name) == whole.pointData.arrays.map(\.name))
    #expect(mesh.pointData == whole.pointData)
  }

  @Test("an error on the way leaves no file", arguments: ["nc", "vtu", "vtk"])
  func broken(_ suffix: String) throws {
    let folder = try TemporaryFolder()
    let (without, samples) = try Self.stream(Self.field())
    let broken = SampleStream(count: samples.count, hasDeviation: true) { (electrodes) throws(LFError) in
      guard electrodes.upperBound < 30 else { throw LFError(.badData, "no field here") }
      return try samples.samples(electrodes)
    }
    var diagnostics = Diagnostics()
    let path = folder.file("broken.\(suffix)")
    let error = #expect(throws: LFError.self) {
      try FormatRegistry.standard.write(
        without, broken, to: path, options: WriteOptions(), diagnostics: &diagnostics)
    }
    #expect(error?.description.contains("no field here") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("arrays of the mesh that have the lead field's names are refused, doubles get names of their own")
  func names() throws {
    let folder = try TemporaryFolder()
    var (without, samples) = try Self.stream(Self.field())
    let numbers = ArrayValues.float32([1, 2, 3, 4, 5])
    without.mesh.pointData.arrays += [DataArray("x", numbers), DataArray("x", numbers)]
    var diagnostics = Diagnostics()
    let path = folder.file("doubles.vtu")
    try VTKXMLFormat().write(without, samples, to: path, options: WriteOptions(), diagnostics: &diagnostics)
    #expect(diagnostics.warnings.count == 1)
    guard case .leadField(let back) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics) else {
      Issue.record("no lead field came back")
      return
    }
    #expect(back.mesh.pointData["x 2"]?.values == numbers)

    without.mesh.pointData.arrays.append(DataArray("lead field a", numbers))
    let clash = folder.file("clash.vtu")
    let error = #expect(throws: LFError.self) {
      try VTKXMLFormat().write(
        without, samples, to: clash, options: WriteOptions(), diagnostics: &diagnostics)
    }
    #expect(error?.description.contains("lead field a") == true)
    #expect(!FileManager.default.fileExists(atPath: clash))
  }
}
