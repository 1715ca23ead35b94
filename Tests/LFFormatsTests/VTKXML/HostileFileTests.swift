import Foundation
import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

/// Each of these took quadratic time; the time limits are what fails.
@Suite("Small VTK files that ask for much")
struct HostileFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("arrays of one name, or of none, are numbered on", .timeLimit(.minutes(1)))
  func names() {
    var diagnostics = Diagnostics()
    var mesh = SampleMeshes.tetrahedra(seed: 1)
    mesh.fieldData = ["a", "a 2", "a", "", "field array", "field array", "a", ""].map {
      DataArray($0, .int8([]))
    }
    #expect(
      ArrayNames.unique(mesh, &diagnostics).fieldData.map(\.name)
        == ["a", "a 2", "a 3", "field array 2", "field array", "field array 3", "a 4", "field array 4"])
    mesh.fieldData = (0..<30_000).map { DataArray($0 % 2 == 0 ? "a" : "", .int8([])) }
    let names = ArrayNames.unique(mesh, &diagnostics).fieldData.map(\.name)
    #expect(Set(names).count == 30_000 && names.suffix(2) == ["a 15000", "field array 15000"])
  }

  @Test("a legacy file of very many arrays is read in linear time", .timeLimit(.minutes(1)))
  func legacyArrays() throws {
    let count = 20_000
    let head = "# vtk DataFile Version 4.2\nx\nASCII\nDATASET POLYDATA\nPOINTS 1 float\n0 0 0\n"
    let arrays = (0..<count).map { "a\($0) 1 1 int\n\($0)\n" }.joined()
    // The first array comes twice, as VTK writes one of two roles; it is one. Another one of its name is not.
    let path = try folder.write(
      "many.vtk",
      text: head + "POINT_DATA 1\nFIELD F \(count + 2)\n" + arrays + "a0 1 1 int\n0\na0 1 1 int\n7\n")
    var diagnostics = Diagnostics()
    guard case .mesh(let mesh) = try VTKLegacyFormat().read(MappedFile(path), diagnostics: &diagnostics)
    else { throw VTKXML.NoMesh() }
    #expect(mesh.pointData.arrays.count == count + 1)
    #expect(mesh.pointData.arrays.last?.name == "a0" && diagnostics.warnings.isEmpty)
  }

  @Test("a legacy file of very many arrays of one name too", .timeLimit(.minutes(1)))
  func legacyNamesakes() throws {
    let count = 100_000
    let head = "# vtk DataFile Version 4.2\nx\nASCII\nDATASET POLYDATA\nPOINTS 1 float\n0 0 0\n"
    let arrays = (0..<count).map { "a 1 1 int\n\($0)\n" }.joined()
    // Others differ in their type, or are one that was there.
    let path = try folder.write(
      "namesakes.vtk",
      text: head + "POINT_DATA 1\nFIELD F \(count + 3)\n" + arrays
        + "a 1 1 int\n7\na 1 1 float\n7\na 1 1 float\n7\n")
    var diagnostics = Diagnostics()
    guard case .mesh(let mesh) = try VTKLegacyFormat().read(MappedFile(path), diagnostics: &diagnostics)
    else { throw VTKXML.NoMesh() }
    #expect(mesh.pointData.arrays.count == count + 1)
    #expect(mesh.pointData.arrays.last?.values == .float32([7]))
  }

  private func stepsFile(_ steps: Int, _ inside: String) throws -> String {
    let times = String(repeating: "0 ", count: steps)
    return try folder.write(
      "steps.vtp",
      text: "<VTKFile type=\"PolyData\"><PolyData TimeValues=\"\(times)\">\(inside)</PolyData></VTKFile>")
  }

  @Test("arrays of many time steps take memory, also where they are empty", .timeLimit(.minutes(1)))
  func stepsOfEmptyArrays() throws {
    let array = "NumberOfTuples=\"0\" TimeStep=\"0\" format=\"ascii\"/>"
    let arrays = (0..<2_000).map { "<DataArray type=\"Int8\" Name=\"a\($0)\" " + array }.joined()
    let path = try stepsFile(1_500, "<FieldData>\(arrays)</FieldData>")
    #expect(throws: LFError.self) { _ = try VTKXML.read(path) }
  }

  @Test("pieces that every step puts together anew take memory each time", .timeLimit(.minutes(1)))
  func stepsOfPieces() throws {
    let text = String(repeating: "0 0 0 ", count: 10_000)
    let piece = """
      <Piece NumberOfPoints="10000"><Points><DataArray type="Float32" NumberOfComponents="3" format="ascii">
      \(text)</DataArray></Points></Piece>
      """
    let pieces = try stepsFile(5_000, piece + piece)
    #expect(throws: LFError.self) { _ = try VTKXML.read(pieces) }
    guard case .series(let series) = try VTKXML.read(try stepsFile(5_000, piece)) else {
      Issue.record("no series")
      return
    }
    #expect(series.entries.count == 5_000 && series.entries.last?.mesh.pointCount == 10_000)
  }

  @Test("the array of a step is the latest one up to it, of any number of steps", .timeLimit(.minutes(1)))
  func steps() throws {
    let count = 20_000
    let all = (0..<count).map(String.init).joined(separator: " ")
    let text =
      "<a><DataArray Name='x' TimeStep='\(all)'/><DataArray Name='y' TimeStep='7 3'/>"
      + "<DataArray Name='y' TimeStep='5'/><DataArray Name='z'/></a>"
    let root = try text.withCString { bytes in
      try XMLDocument.parse([UnsafeRawBufferPointer(start: bytes, count: text.utf8.count)])
    }
    func chosen(_ step: Int) -> [String] {
      TimeStepChoice(step: step).arrays(in: root).map { "\($0["Name"] ?? "") \($0["TimeStep"]?.count ?? 0)" }
    }
    #expect(chosen(2) == ["x \(all.count)", "z 0"])
    #expect(chosen(4) == ["x \(all.count)", "y 3", "z 0"] && chosen(6) == ["x \(all.count)", "y 1", "z 0"])
    #expect(chosen(7) == ["x \(all.count)", "y 3", "z 0"])
    for step in 0..<count where TimeStepChoice(step: step).arrays(in: root).count < 2 {
      Issue.record("step \(step)")
    }
    let each = XMLElement(name: "a", attributes: [], line: 1)
    for step in 0..<count {
      each.append(XMLElement(name: "Array", attributes: [("Name", "x"), ("TimeStep", "\(step)")], line: 2))
    }
    for step in 0..<count
    where TimeStepChoice(step: step).arrays(in: each).map({ $0["TimeStep"] }) != ["\(step)"] {
      Issue.record("step \(step)")
    }
  }

  @Test("pieces without arrays that lie on one another are refused")
  func lattice() throws {
    let extent = "0 255 0 255 0 254"
    let piece = "<Piece Extent=\"\(extent)\"></Piece>"
    let path = try folder.write(
      "pile.vti",
      text: "<VTKFile type=\"ImageData\"><ImageData WholeExtent=\"\(extent)\">"
        + String(repeating: piece, count: 200) + "</ImageData></VTKFile>")
    let error = #expect(throws: LFError.self) { try VTKXML.read(path) }
    #expect(error?.message.contains("more data") == true)
  }
}
