import Foundation
import LFCore
import LFLeadField
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Text in VTK files")
struct TextArrayTests {
  private static let lists: [[String]] = [
    [], [""], ["LPS", "mm"], ["", "a", ""], ["région", "心"], ["a\nb"],
  ]

  private static func mesh(_ arrays: [DataArray], _ geometry: Geometry? = nil) -> Mesh {
    var mesh = SampleLeadField.twoTetrahedra().mesh
    if let geometry { mesh = Mesh(geometry) }
    mesh.fieldData = arrays
    return mesh
  }

  @Test("of this tool is written as bytes and comes back as text", arguments: lists, ["vtu", "pvtu", "vtk"])
  func comesBack(_ texts: [String], _ suffix: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("mesh.\(suffix)")
    let mesh = Self.mesh([DataArray("tissue_name", .string(texts))])
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(
      .mesh(mesh), to: path, options: WriteOptions(encoding: .ascii), diagnostics: &diagnostics)
    let written = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!written.contains("String") && !written.contains(" string"))
    guard case .mesh(let back) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics) else {
      Issue.record("no mesh came back")
      return
    }
    #expect(back.fieldData == mesh.fieldData)
  }

  @Test("of others, and on surfaces, stays text", arguments: ["remark", "tissue_name"])
  func stays(_ name: String) throws {
    let array = DataArray(name, .string(["one", "two"]))
    let surface = try #require(MeshSamples.all.first { if case .poly = $0 { true } else { false } })
    #expect(TextArrays.asBytes(Self.mesh([array], surface)).fieldData == [array])
    let other = DataArray("remark", .string(["one"]))
    #expect(TextArrays.asBytes(Self.mesh([other])).fieldData == [other])
  }

  @Test(
    "bytes that are no list of texts stay bytes",
    arguments: [[], [65], [65, 0], [0xFF, 0, 0], [65, 0, 66, 0]] as [[UInt8]])
  func bytesStay(_ bytes: [UInt8]) {
    let array = DataArray("tissue_name", .uint8(bytes))
    #expect(TextArrays.asText([array]) == [array])
    let foreign = DataArray("mask", .uint8([65, 0, 0]))
    #expect(TextArrays.asText([foreign]) == [foreign])
  }
}
