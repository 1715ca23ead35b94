import LFAnatomy
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFTestSupport
import LFTraining
import Testing

@Suite("A training case")
struct TrainingCaseTests {
  private static func settings() -> TrainingCase.Settings {
    var settings = TrainingCase.Settings()
    settings.electrodes = 12
    settings.heartPlaces = 60
    settings.torsoPlaces = 40
    settings.density = MeshDensity.standard.refined(0.4)
    return settings
  }

  @Test("is a lead field at places of the right tissues, and comes again from its seed")
  func sampled() throws {
    var diagnostics = Diagnostics()
    let field = try TrainingCase(seed: 3, settings: Self.settings()).leadField(
      .standard, diagnostics: &diagnostics)
    #expect(field.electrodes.count == 12)
    #expect(field.leads.names == LeadMatrix.standardNames)
    #expect(field.mesh.pointCount == 100)
    let samples = try #require(field.atPoints)
    #expect(samples.gradient.count == 3 * 100 * 12)
    #expect(!samples.gradient.contains { !$0.isFinite })
    let tissues = try #require(field.mesh.pointData["tissue"]?.values.integers())
    #expect(tissues.prefix(60).allSatisfy { $0 == Int64(Tissue.myocardium.rawValue) })
    #expect(!tissues.suffix(40).contains(Int64(Tissue.myocardium.rawValue)))
    let distances = try #require(field.mesh.pointData["signed_distance"]?.values.doubles())
    // Cells that a surface crosses belong to the larger part, so a place may be a little outside.
    for i in 0..<60 { #expect(distances[5 * i + 1] < 8 && distances[5 * i] < -10) }
    for i in 0..<100 { #expect(distances[5 * i] < 8) }

    let again = try TrainingCase(seed: 3, settings: Self.settings()).leadField(
      .standard, diagnostics: &diagnostics)
    #expect(again == field)
    let other = try TrainingCase(seed: 4, settings: Self.settings())
    #expect(other.electrodes != field.electrodes)
  }

  @Test("is scaled by 1/σ in a homogeneous conductor, and goes through NetCDF unchanged")
  func conductivity() throws {
    var diagnostics = Diagnostics()
    let anatomy = try TrainingCase(seed: 5, settings: Self.settings())
    let one = try anatomy.leadField(.homogeneous, diagnostics: &diagnostics)
    let double = ConductivityModel(
      name: "double", tissues: ConductivityModel.homogeneous.tissues.mapValues { 2 * $0 })
    let two = try anatomy.leadField(double, diagnostics: &diagnostics)
    let (a, b) = (try #require(one.atPoints).gradient, try #require(two.atPoints).gradient)
    let largest = a.map(abs).max() ?? 1
    for i in a.indices { #expect(abs(a[i] - 2 * b[i]) < 1e-4 * largest) }
    let folder = try TemporaryFolder()
    try FormatRegistry.standard.write(
      .leadField(one), to: folder.file("case.nc"), options: WriteOptions(), diagnostics: &diagnostics)
    #expect(
      try FormatRegistry.standard.read(folder.file("case.nc"), diagnostics: &diagnostics) == .leadField(one))
  }
}
