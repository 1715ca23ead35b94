import Foundation
import LFCore
import LFFormats
import LFTestSupport
import Testing

@Suite("VTK XML against its schema")
struct VTKXMLValidationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func validate(_ text: String, _ name: String = "a.vtu") throws -> (
    breaches: [String], warnings: [String]
  ) {
    var diagnostics = Diagnostics()
    let path = try folder.write(name, text: text)
    let breaches = try FormatRegistry.standard.validate(path, diagnostics: &diagnostics).breaches
    return (breaches, diagnostics.warnings)
  }

  private func grid(root: String = "", piece: String = "", inside: String = "") -> String {
    """
    <VTKFile type="UnstructuredGrid"\(root)>
    <UnstructuredGrid>
    <Piece NumberOfPoints="0" NumberOfCells="0"\(piece)>
    \(inside)
    </Piece>
    </UnstructuredGrid>
    </VTKFile>
    """
  }

  @Test("any order, further attributes and information keys are fine")
  func open() throws {
    let array = """
      <DataArray type="Float32" Name="u" RangeMin="0" RangeMax="1" colour="red" format="ascii">
      <InformationKey name="UNITS_LABEL" location="vtkDataArray"><Value index="0">mm</Value></InformationKey>
      </DataArray>
      """
    let text = grid(
      root: " writer=\"someone\"", piece: " note=\"x\"",
      inside: "<CellData/><Cells/><PointData Scalars=\"u\" x=\"y\">\(array)</PointData><Points/>")
    let (breaches, warnings) = try validate(text)
    #expect(breaches.isEmpty)
    #expect(warnings.isEmpty)
  }

  @Test(
    "what the reader lets pass and the contract does not is a breach, with its line",
    arguments: [
      ("<Nodes/>", "line 4: Nodes"), ("<Points/><Points/>", "Points"), ("<Piece/>", "line 4: Piece"),
      ("<PointData><PDataArray type=\"Int8\"/></PointData>", "line 4: PDataArray"),
      (
        "<PointData><DataArray type=\"Int8\" Name=\"u\" NumberOfTuples=\"many\"/></PointData>",
        "line 4: DataArray \"u\""
      ),
      (
        "<PointData><DataArray type=\"Int8\" Name=\"u\"><DataArray type=\"Int8\"/></DataArray></PointData>",
        "line 4: DataArray"
      ),
    ])
  func breach(_ inside: String, _ place: String) throws {
    let breaches = try validate(grid(inside: inside)).breaches
    #expect(breaches.contains { $0.contains(place) }, "\(breaches)")
    #expect(breaches.allSatisfy { $0.contains(folder.file("a.vtu")) && !$0.contains("\n") })
  }

  @Test("the line is right beyond the 65535 that libxml2 can hold")
  func manyLines() throws {
    let breaches = try validate(grid(inside: String(repeating: "\n", count: 70_000) + "<Nodes/>")).breaches
    #expect(breaches.contains { $0.contains("line 70004: Nodes") }, "\(breaches)")
  }

  @Test("a thousand breaches are told in a few lines")
  func many() throws {
    let breaches = try validate(grid(inside: String(repeating: "<Nodes a='b'/>", count: 1000))).breaches
    #expect((1...25).contains(breaches.count))
  }

  @Test("a breach behind thousands of siblings, and inside one of them, is found")
  func far() throws {
    let fine = String(repeating: "<PointData/>\n", count: 3000)
    let nested = "<CellData><DataArray type=\"Int8\" Name=\"u\" NumberOfComponents=\"x\"/></CellData>"
    for (inside, place) in [(nested, "line 3004: DataArray \"u\""), ("<Nodes/>", "line 3004: Nodes")] {
      let breaches = try validate(grid(inside: fine + inside + fine)).breaches
      #expect(breaches.contains { $0.contains(place) }, "\(breaches)")
    }
    #expect(try validate(grid(inside: fine)).breaches.isEmpty)
  }

  @Test(
    "each kind has its schema",
    arguments: [
      ("vtp", "PolyData"), ("vti", "ImageData"), ("vtr", "RectilinearGrid"), ("vts", "StructuredGrid"),
      ("vtu", "UnstructuredGrid"), ("pvtu", "PUnstructuredGrid"), ("pvtp", "PPolyData"),
      ("pvti", "PImageData"), ("pvtr", "PRectilinearGrid"), ("pvts", "PStructuredGrid"),
      ("pvd", "Collection"),
    ])
  func kinds(_ suffix: String, _ kind: String) throws {
    let isLattice = !["PolyData", "UnstructuredGrid", "Collection"].contains { kind.hasSuffix($0) }
    let extent = isLattice ? " WholeExtent=\"0 -1 0 -1 0 -1\"" : ""
    let good = "<VTKFile type=\"\(kind)\"><\(kind)\(extent)/></VTKFile>"
    #expect(try validate(good, "a." + suffix).breaches.isEmpty)
    let bad = "<VTKFile type=\"\(kind)\"><\(kind)\(extent)><Foreign/></\(kind)></VTKFile>"
    let breaches = try validate(bad, "a." + suffix).breaches
    #expect(breaches.contains { $0.contains("Foreign") }, "\(breaches)")
  }

  @Test("what only others stumble over is a warning")
  func warnings() throws {
    let u = "<DataArray type=\"Int8\" Name=\"u\"/>"
    let mixed = ["Int64\" Name=\"connectivity", "Int32\" Name=\"offsets"].map {
      "<DataArray type=\"\($0)\"/>"
    }
    for (inside, name, word) in [
      ("", "a.xml", ".vtu"), ("<PointData>\(u)\(u)</PointData>", "a.vtu", "twice"),
      ("<Cells>\(mixed.joined())</Cells>", "a.vtu", "types"),
      ("<PointData><DataArray type=\"Int8\"/></PointData>", "a.vtu", "no name"),
    ] {
      let (breaches, warnings) = try validate(grid(inside: inside), name)
      #expect(breaches.isEmpty)
      #expect(warnings.count == 1 && warnings.first?.contains(word) == true, "\(warnings)")
    }
  }

  @Test("many at once, for libxml2 shares state between threads")
  func concurrent() async throws {
    let path = try folder.write("a.vtu", text: grid(inside: "<Nodes/>"))
    let counts = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<32 {
        group.addTask {
          var diagnostics = Diagnostics()
          return (try? FormatRegistry.standard.validate(path, diagnostics: &diagnostics).breaches.count) ?? -1
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == [Int](repeating: 1, count: 32))
  }
}
