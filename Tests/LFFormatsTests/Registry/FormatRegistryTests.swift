import LFCore
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("The registry of formats")
struct FormatRegistryTests {
  @Test(
    "takes the extension from the last part of a path",
    arguments: [
      ("a/b.VTU", "vtu"), ("a.b/c", ""), (".nc", ""), ("x.tar.gz", "gz"), ("a.", ""), ("", ""),
      ("/a.d/e.nc", "nc"),
    ])
  func pathExtension(path: String, expected: String) {
    #expect(FormatRegistry.pathExtension(of: path) == expected)
  }

  @Test("goes by content before extension")
  func contentFirst() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mesh.nc", text: "# vtk DataFile Version 3.0\nx\nASCII\n")
    #expect(try FormatRegistry.standard.format(of: MappedFile(path)).name == "VTK legacy")
  }

  @Test("names the kinds that can be written when it knows none for a path")
  func unknownExtension() throws {
    let error = #expect(throws: LFError.self) { try FormatRegistry.standard.format(writing: "lf.xyz") }
    #expect(error?.code == .usage)
    #expect(error?.description.contains(".vtu") == true)
  }

  @Test("refuses an empty file and a file of no known kind")
  func unknownContent() throws {
    let folder = try TemporaryFolder()
    for (name, text) in [("empty.vtu", ""), ("notes.txt", "hello")] {
      let file = try MappedFile(try folder.write(name, text: text))
      let error = #expect(throws: LFError.self) { try FormatRegistry.standard.format(of: file) }
      #expect(error?.code == .badData)
      #expect(error?.description.contains(name) == true)
    }
  }

  @Test(
    "says how a heart of another kind is turned into one that is read",
    arguments: [
      ("heart.stl", ".vtp"), ("HEART.PLY", ".vtp"), ("heart.msh", "meshio convert heart.msh"),
      ("heart.xdmf", "meshio"), ("ct.nii.gz", "export the segment"), ("ct.nrrd", "export the segment"),
    ])
  func otherKinds(name: String, hint: String) throws {
    let folder = try TemporaryFolder()
    let file = try MappedFile(try folder.write(name, text: "NRRD0004\nhello"))
    let error = #expect(throws: LFError.self) { try FormatRegistry.standard.format(of: file) }
    #expect(error?.code == .badData)
    #expect(error?.description.contains(hint) == true)
  }
}
