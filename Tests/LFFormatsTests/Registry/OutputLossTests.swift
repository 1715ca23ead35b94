import LFCore
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Outputs that would take the place of what an input needs")
struct OutputLossTests {
  private static let folder = Binary.packageRoot + "/Formats/"

  private func loss(_ out: String, _ input: String) -> String? {
    FormatRegistry.standard.loss(writing: Self.folder + out, reading: Self.folder + input)
  }

  @Test(
    "files that an input refers to are told",
    arguments: [
      ("vtk-xml/valid/two-pieces.vtu", "vtk-xml/valid/series.pvd"),
      ("vtk-xml/valid/./tetra-raw.vtu", "vtk-xml/valid/pieces.pvtu"),
      ("wfdb/valid/segment-1.hea", "wfdb/valid/fixed.hea"), ("wfdb/valid/two-a.hea", "wfdb/valid/two.hea"),
      ("wfdb/valid/plain.hea", "wfdb/valid/plain.hea"),
    ])
  func parts(_ out: String, _ input: String) {
    #expect(loss(out, input) != nil)
    #expect(loss("vtk-xml/valid/other.vtu", input) == nil && loss("wfdb/valid/other.hea", input) == nil)
  }

  @Test("damage refers to nothing, and a missing input is no loss")
  func damage() throws {
    let folder = try TemporaryFolder()
    let damaged = try folder.write("damaged.hea", text: "damaged/3 x\n")
    #expect(FormatRegistry.standard.loss(writing: damaged, reading: damaged) == damaged)
    #expect(FormatRegistry.standard.loss(writing: folder.file("a.hea"), reading: damaged) == nil)
    #expect(FormatRegistry.standard.loss(writing: damaged, reading: folder.file("gone.hea")) == nil)
  }
}
