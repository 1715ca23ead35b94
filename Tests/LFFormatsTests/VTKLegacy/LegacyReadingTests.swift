import Foundation
import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Legacy VTK: files of other writers and damaged ones")
struct LegacyReadingTests {
  private static let triangle = "POINTS 3 float\n0 0 0 1 0 0 0 1 0\n"

  private func mesh(_ body: String, version: String = "3.0") throws -> Mesh {
    try Legacy.mesh(Array("# vtk DataFile Version \(version)\ntitle\nASCII\n\(body)".utf8))
  }

  private func valid(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: FormatCase.folder + "/vtk-legacy/valid/" + name)))
  }

  @Test("text and binary, both layouts of cells, hold the same", arguments: ["attributes", "polyhedra"])
  func sameInAllForms(name: String) throws {
    let first = try Legacy.mesh(try valid("\(name)-binary-42.vtk"))
    for form in ["binary-51", "ascii-42", "ascii-51"] {
      let other = try Legacy.mesh(try valid("\(name)-\(form).vtk"))
      #expect(other.pointData.arrays.map(\.name) == first.pointData.arrays.map(\.name))
      #expect(other.pointData.active == first.pointData.active)
      #expect(other.cellCount == first.cellCount)
    }
    let newer = try Legacy.mesh(try valid("\(name)-binary-51.vtk"))
    #expect(newer == first)
  }

  @Test(
    "a cut anywhere in binary blocks is noticed, and nowhere a crash", arguments: ["attributes", "polyhedra"])
  func cuts(name: String) throws {
    for form in ["binary-42", "binary-51", "ascii-42"] {
      let whole = try valid("\(name)-\(form).vtk")
      let full = try Legacy.mesh(whole)
      var accepted = 0
      for end in stride(from: 0, to: whole.count - 2, by: 7) {
        guard let cut = try? Legacy.mesh(Array(whole[..<end])) else { continue }
        accepted += 1
        // Only whole blocks are there in what is accepted.
        #expect(cut.pointCount == full.pointCount)
        #expect(cut.pointData.arrays.allSatisfy { $0.tuples == cut.pointCount })
      }
      // The format has no end mark: between two blocks a cut cannot be seen.
      #expect(accepted < whole.count / 70)
    }
  }

  @Test("any changed byte gives a mesh or an error, never a crash")
  func flips() throws {
    var random = SampleNumbers(11)
    for name in ["attributes-binary-42.vtk", "polyhedra-binary-51.vtk", "table-of-colours.vtk"] {
      let whole = try valid(name)
      for _ in 0..<100 {
        var damaged = whole
        damaged[random.next(below: whole.count)] ^= 1 << UInt8(random.next(below: 8))
        do { _ = try Legacy.mesh(damaged) } catch let error as LFError {
          #expect(error.code == .badData)
          #expect(!error.description.contains("\n"))
        }
      }
    }
  }

  @Test("the points of polyhedra are those of their faces, in order of number")
  func polyhedronPoints() throws {
    let mesh = try mesh(
      "DATASET UNSTRUCTURED_GRID\nPOINTS 5 int\n0 0 0 1 0 0 0 1 0 0 0 1 1 1 1\nCELLS 1 18\n"
        + "17 4 3 4 1 2 3 4 1 3 3 4 2 3 3 1 2 3\nCELL_TYPES 1\n42\n")
    guard case .unstructured(let grid) = mesh.geometry else { return #expect(Bool(false)) }
    #expect(Array(grid.cells[0]) == [1, 2, 3, 4])
    #expect(grid.polyhedra.map { Array($0.faces[0]) } == [4, 1, 2])
  }

  @Test("ghost levels before version 4 become flags, later not")
  func ghosts() throws {
    let body =
      "DATASET POLYDATA\n" + Self.triangle + "POLYGONS 1 4\n3 0 1 2\nCELL_DATA 1\nFIELD f 1\n"
      + "vtkGhostLevels 1 1 unsigned_char\n2\n"
    #expect(try mesh(body).cellData["vtkGhostType"]?.values == .uint8([1]))
    #expect(try mesh(body, version: "4.2").cellData["vtkGhostLevels"]?.values == .uint8([2]))
  }

  @Test("an array of two roles stands in the file twice and is one")
  func twoRoles() throws {
    let mesh = try mesh(
      "DATASET POLYDATA\n" + Self.triangle + "POINT_DATA 3\nVECTORS v float\n1 2 3 4 5 6 7 8 nan\n"
        + "NORMALS v float\n1 2 3 4 5 6 7 8 nan\n")
    #expect(mesh.pointData.arrays.count == 1)
    #expect(mesh.pointData.active == [.vectors: "v", .normals: "v"])
  }

  @Test("the first array of a role is the active one")
  func firstIsActive() throws {
    let mesh = try mesh(
      "DATASET POLYDATA\n" + Self.triangle + "POINT_DATA 3\nSCALARS a int\nLOOKUP_TABLE default\n1 2 3\n"
        + "SCALARS b int\nLOOKUP_TABLE default\n4 5 6\n")
    #expect(mesh.pointData.active[.scalars] == "a")
    #expect(mesh.pointData["b"]?.values == .int32([4, 5, 6]))
  }

  @Test("names: encoded, old and plain, broken")
  func names() throws {
    #expect(try LegacyNames.decoded("a%20b%C3%BC".utf8.map { $0 }) == "a bü")
    #expect(try LegacyNames.decoded("50%".utf8.map { $0 }) == "50%")
    #expect(try LegacyNames.decoded("%zz%4".utf8.map { $0 }) == "%zz%4")
    #expect(try LegacyNames.decoded("a%%20%%25".utf8.map { $0 }) == "a %")
    #expect(throws: LFError.self) { try LegacyNames.decoded("%FF".utf8.map { $0 }) }
    #expect(LegacyNames.encoded("a \"%ü") == "a%20%22%25%C3%BC")
  }

  @Test("errors say where: the line of a text, the byte of a binary file")
  func places() throws {
    let text = #expect(throws: LFError.self) {
      try mesh("DATASET POLYDATA\nPOINTS 2 float\n0 0 0\n1 x 0\n")
    }
    #expect(text?.place.line == 7)
    let binary = try valid("binary-colours.vtk")
    let cut = #expect(throws: LFError.self) { try Legacy.mesh(Array(binary[..<80])) }
    #expect(cut?.place.byte != nil)
  }

  @Test("a table of colours is left out with a warning")
  func coloursWarn() throws {
    var diagnostics = Diagnostics()
    let path = FormatCase.folder + "/vtk-legacy/valid/table-of-colours.vtk"
    _ = try VTKLegacyFormat().describe(MappedFile(path), diagnostics: &diagnostics)
    #expect(diagnostics.warnings.count == 1 && diagnostics.warnings[0].contains("LOOKUP_TABLE"))
  }
}
