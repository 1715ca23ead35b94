import Foundation
import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("VTK XML: files that refer to others")
struct ReferenceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.file("in"), withIntermediateDirectories: true)
    for name in ["in/a.vtu", "outside.vtu"] {
      _ = try VTKXML.roundTrip(SampleMeshes.tetrahedra(seed: 1), folder.file(name), WriteOptions())
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("in/link.vtu"), withDestinationPath: "../outside.vtu")
  }

  private func parallel(_ sources: [String], name: String = "in/index.pvtu", listed: String = "") throws
    -> Dataset
  {
    let pieces = sources.map { "<Piece Source=\"\($0)\"/>" }.joined()
    let path = try folder.write(
      name,
      text:
        "<VTKFile type=\"PUnstructuredGrid\"><PUnstructuredGrid>\(listed)\(pieces)</PUnstructuredGrid></VTKFile>"
    )
    return try VTKXML.read(path)
  }

  private func collection(_ entries: [(String, String)]) throws -> Dataset {
    let sets = entries.map { "<DataSet timestep=\"\($0)\" file=\"\($1)\"/>" }.joined()
    return try VTKXML.read(
      try folder.write(
        "in/all.pvd", text: "<VTKFile type=\"Collection\"><Collection>\(sets)</Collection></VTKFile>"))
  }

  @Test("pieces come one behind the other, with the arrays that are listed")
  func pieces() throws {
    guard
      case .mesh(let mesh) = try parallel(
        ["a.vtu", "./a.vtu"], listed: "<PPointData><PDataArray type=\"Int32\" Name=\"i32\"/></PPointData>")
    else { throw VTKXML.NoMesh() }
    let one = SampleMeshes.tetrahedra(seed: 1)
    #expect(mesh.pointCount == 2 * one.pointCount)
    #expect(mesh.cellCount == 2 * one.cellCount)
    #expect(mesh.pointData.arrays.map(\.name) == ["i32"])
    #expect(mesh.cellData.arrays.isEmpty)
    #expect(mesh.fieldData.isEmpty)
  }

  @Test(
    "references that leave the folder, or lead nowhere",
    arguments: [
      "../outside.vtu", "./../outside.vtu", "x/../../outside.vtu", "link.vtu", "/etc/passwd",
      "http://localhost/a.vtu",
      "file:///etc/passwd", "C:\\a.vtu", "..", "",
    ])
  func leaving(source: String) throws {
    for read in [{ try parallel(["a.vtu", source]) }, { try collection([("0", "a.vtu"), ("1", source)]) }] {
      let error = #expect(throws: LFError.self) { try read() }
      #expect(error?.code == .badData)
      #expect(error?.place.file?.hasPrefix(folder.file("in/")) == true)
    }
  }

  @Test("a missing piece is a missing input")
  func missing() throws {
    let error = #expect(throws: LFError.self) { try parallel(["a.vtu", "b.vtu"]) }
    #expect(error?.code == .noInput)
    #expect(error?.description.contains("b.vtu") == true)
  }

  @Test("rings end")
  func rings() throws {
    for source in ["index.pvtu", "././index.pvtu"] {
      #expect(throws: LFError.self) { try parallel(["a.vtu", source]) }
    }
    #expect(throws: LFError.self) { try collection([("0", "all.pvd")]) }
  }

  @Test("an array that a piece lacks, a piece of another kind, a damaged later entry")
  func mismatches() throws {
    #expect(throws: LFError.self) {
      try parallel(["a.vtu"], listed: "<PPointData><PDataArray type=\"Int32\" Name=\"none\"/></PPointData>")
    }
    _ = try VTKXML.roundTrip(SampleMeshes.poly(seed: 1), folder.file("in/b.vtp"), WriteOptions())
    #expect(throws: LFError.self) { try parallel(["a.vtu", "b.vtp"]) }
    _ = try folder.write("in/cut.vtu", text: "<VTKFile type=\"UnstructuredGrid\">")
    #expect(throws: LFError.self) { try collection([("0", "a.vtu"), ("1", "cut.vtu")]) }
    #expect(throws: LFError.self) { try collection([("nan", "a.vtu")]) }
  }

  @Test("one file named thousands of times does not multiply its memory")
  func amplification() throws {
    _ = try VTKXML.roundTrip(
      SampleMeshes.tetrahedra(seed: 1, points: 2000, cells: 8000), folder.file("in/large.vtu"), WriteOptions()
    )
    let error = #expect(throws: LFError.self) { try parallel([String](repeating: "large.vtu", count: 5000)) }
    #expect(error?.message.contains("more data") == true)
  }

  @Test("references that multiply, and one file of much markup again and again, come to an end")
  func multiplication() throws {
    let names = ["index", "b", "c", "d"]
    let empty = "<VTKFile type=\"UnstructuredGrid\"><UnstructuredGrid></UnstructuredGrid></VTKFile>"
    _ = try folder.write("in/d.pvtu", text: empty)
    for (name, next) in zip(names, names.dropFirst()).dropFirst() {
      let pieces = String(repeating: "<Piece Source=\"\(next).pvtu\"/>", count: 200)
      _ = try folder.write(
        "in/\(name).pvtu",
        text: "<VTKFile type=\"PUnstructuredGrid\"><PUnstructuredGrid>\(pieces)</PUnstructuredGrid></VTKFile>"
      )
    }
    // 200 × 200 × 200 openings.
    let error = #expect(throws: LFError.self) { try parallel([String](repeating: "b.pvtu", count: 200)) }
    #expect(error?.code == .badData && error?.message.contains("again and again") == true)
    let markup = String(repeating: "<Information key=\"a\"/>", count: 20_000)
    _ = try folder.write(
      "in/fat.vtu",
      text: "<VTKFile type=\"UnstructuredGrid\"><UnstructuredGrid><FieldData>\(markup)</FieldData>"
        + "</UnstructuredGrid></VTKFile>")
    let fat = #expect(throws: LFError.self) {
      try collection([(String, String)](repeating: ("0", "fat.vtu"), count: 200))
    }
    #expect(fat?.message.contains("again and again") == true)
    // A few times is what collections do with parts that stay.
    _ = try collection([(String, String)](repeating: ("0", "fat.vtu"), count: 3))
    _ = try collection((0..<2000).map { ("\($0)", "a.vtu") })
  }

  @Test("thousands of different pieces are read")
  func manyPieces() throws {
    let one = try Data(contentsOf: URL(fileURLWithPath: folder.file("in/a.vtu")))
    let names = (0..<3000).map { "p\($0).vtu" }
    for name in names { try one.write(to: URL(fileURLWithPath: folder.file("in/" + name))) }
    guard case .mesh(let mesh) = try parallel(names) else { throw VTKXML.NoMesh() }
    #expect(mesh.pointCount == 3000 * SampleMeshes.tetrahedra(seed: 1).pointCount)
  }

  @Test("a collection is summed up by its first step, all parts together")
  func firstStep() throws {
    let series = MeshSeries([
      .init(time: 2, mesh: SampleMeshes.poly(seed: 1)),
      .init(time: 1, part: "a", mesh: SampleMeshes.tetrahedra(seed: 1)),
      .init(time: 1, part: "b", mesh: SampleMeshes.tetrahedra(seed: 2)),
    ])
    let path = folder.file("all.pvd")
    _ = try VTKXML.roundTrip(.series(series), path, WriteOptions())
    var diagnostics = Diagnostics()
    guard
      case .mesh(let summary, let times) = try VTKXMLFormat().describe(
        MappedFile(path), diagnostics: &diagnostics)
    else { throw VTKXML.NoMesh() }
    #expect(times == .many([1, 2]))
    #expect(summary.points == 18)
    #expect(summary.cellTypes == ["tetra": 14])
    #expect(summary.pointData.first { $0.name == "i32" }?.tuples == 18)
  }
}
