import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("VTK XML: files of other writers")
struct ForeignFileTests {
  private static func tetrahedra(_ file: inout ForeignFile, index: Int = 8) -> [UInt8] {
    let points = (0..<15).map { (Float($0) / 3).bitPattern }
    // Out of order: the connectivity stands behind the types.
    let types = file.array("types", "UInt8", [10, 10] as [UInt8])
    let ends = file.array("offsets", "Int32", [4, 8] as [Int32])
    let connectivity = file.array("connectivity", "UInt16", [0, 1, 2, 3, 1, 2, 3, 4] as [UInt16])
    let coordinates = file.array("Points", "Float32", points, components: 3)
    let values = file.array("u", "Float64", (0..<5).map { (Double($0) / 7).bitPattern })
    return file.file(
      "UnstructuredGrid",
      "<Piece NumberOfPoints=\"5\" NumberOfCells=\"2\"><PointData>\(values)</PointData><Points>\(coordinates)</Points>"
        + "<Cells>\(connectivity)\(ends)\(types)</Cells></Piece>")
  }

  private static let variants: [ForeignFile] = [
    ForeignFile(), ForeignFile(isBigEndian: true, wideHeader: true), ForeignFile(isRaw: false),
    ForeignFile(isRaw: false, isBigEndian: true, twoRuns: true, gap: 4),
    ForeignFile(isRaw: false, wideHeader: true, twoRuns: true), ForeignFile(block: 20, gap: 5),
    ForeignFile(block: 8, fullIsZero: true), ForeignFile(block: 8, fullIsZero: false),
    ForeignFile(isRaw: false, isBigEndian: true, wideHeader: true, block: 8, fullIsZero: false),
  ]

  @Test("byte orders, headers, runs of base64, blocks", arguments: variants.indices)
  func layouts(variant: Int) throws {
    var file = Self.variants[variant]
    let mesh = try VTKXML.mesh(Self.tetrahedra(&file))
    guard case .unstructured(let grid) = mesh.geometry else { throw VTKXML.NoMesh() }
    #expect(grid.points.values == .float32((0..<15).map { Float($0) / 3 }))
    #expect(grid.cells == CellArray(offsets: [0, 4, 8], connectivity: [0, 1, 2, 3, 1, 2, 3, 4]))
    #expect(grid.types == [10, 10])
    #expect(mesh.pointData["u"]?.values == .float64((0..<5).map { Double($0) / 7 }))
  }

  @Test("cut at any byte, a file is refused", arguments: [0, 2, 5, 8])
  func cut(variant: Int) throws {
    var file = Self.variants[variant]
    let content = Self.tetrahedra(&file)
    for size in 0..<content.count - 1 {
      #expect(
        VTKXML.refusal(Array(content.prefix(size)))?.code == .badData, "\(size) of \(content.count) bytes")
    }
  }

  @Test("raw bytes that look like the end of the file, or like markup")
  func trickyPayload() throws {
    var file = ForeignFile()
    let bytes = Array("</AppendedData></VTKFile><VTKFile <!-- \0 <AppendedData>_ ]]> \"".utf8)
    let array = file.array("u", "UInt8", bytes)
    let content = file.file("UnstructuredGrid", "<FieldData>\(array)</FieldData>")
    #expect(try VTKXML.mesh(content).fieldData[0].values == .uint8(bytes))
  }

  private static func text(_ points: String = "0 0 0 1 0 0 0 1 0 0 0 1", _ more: String = "") -> String {
    """
    <VTKFile type='UnstructuredGrid'><!-- <AppendedData> --><UnstructuredGrid>\(more)
    <Piece NumberOfPoints=' 4 ' NumberOfCells='1'><Points><DataArray type='Float32' NumberOfComponents='3' format='ascii'>
    \(points)</DataArray></Points><Cells><DataArray type='Int64' Name='connectivity'>0 1 2 3</DataArray>
    <DataArray type='Int32' Name='offsets'>4</DataArray><DataArray type='Int8' Name='types'>10</DataArray></Cells>
    </Piece></UnstructuredGrid></VTKFile>
    """
  }

  @Test("defaults, single quotes, blanks, comments, CDATA")
  func plainText() throws {
    for points in [
      "0 0 0 1 0 0 0 1 0 0 0 1", "<![CDATA[0 0 0 1]]> 0 0<!-- 7 --> 0 1 0 0 0 1",
      "+0 0.0 0e0 1. 0 0\r\n0 1 0\t0 0 1",
    ] {
      #expect(try VTKXML.mesh(Self.text(points)) == VTKXML.mesh(Self.text()))
    }
  }

  @Test("names with escaped characters and with an encoding of their own")
  func names() throws {
    func field(_ name: String) -> String {
      Self.text(
        "0 0 0 1 0 0 0 1 0 0 0 1",
        "<FieldData><DataArray type='Int8' Name='\(name)'>1</DataArray></FieldData>")
    }
    #expect(
      try VTKXML.mesh(field("a &amp; b &#38;amp; &lt;&#xFC;&gt; &quot;")).fieldData[0].name
        == "a & b &amp; <ü> \"")
    let latin = "<?xml version='1.0' encoding='ISO-8859-1'?>" + field("ü")
    #expect(try VTKXML.mesh(latin.unicodeScalars.map { UInt8($0.value) }).fieldData[0].name == "ü")
    #expect(try VTKXML.mesh([0xEF, 0xBB, 0xBF] + Array(field("ü").utf8)).fieldData[0].name == "ü")
  }

  @Test("text as byte codes, also negative ones; bits as digits")
  func textCodes() throws {
    let fields =
      "<FieldData><Array type='String' Name='s' NumberOfTuples='3'>97 0 0 -61 -68 0</Array>"
      + "<DataArray type='Bit' Name='b' NumberOfTuples='3'>1 0 1</DataArray></FieldData>"
    let mesh = try VTKXML.mesh(Self.text("0 0 0 1 0 0 0 1 0 0 0 1", fields))
    #expect(mesh.fieldData.map(\.values) == [.string(["a", "", "ü"]), .bit([1, 0, 1])])
  }

  @Test("what stays the same over many time steps is held once")
  func manySteps() throws {
    var file = ForeignFile()
    let points = file.array("Points", "Float32", [UInt32](repeating: 0, count: 120_000), components: 3)
    let times = (0..<800).map { "\($0)" }.joined(separator: " ")
    let content = file.file(
      "PolyData", "<Piece NumberOfPoints='40000'><Points>\(points)</Points></Piece>"
    ).replacing(Array("<PolyData>".utf8), with: Array("<PolyData TimeValues='\(times)'>".utf8))
    let folder = try TemporaryFolder()
    guard case .series(let series) = try VTKXML.read(try folder.write("steps.vtp", content)) else {
      throw VTKXML.NoMesh()
    }
    #expect(series.entries.count == 800)
    #expect(series.entries.last?.mesh.pointCount == 40_000)
  }

  @Test("ghost levels of files before 2.0 become flags")
  func ghostLevels() throws {
    func file(_ version: String) -> String {
      Self.text().replacing(
        "type='UnstructuredGrid'>", with: "type='UnstructuredGrid' version='\(version)'>", maxReplacements: 1
      )
      .replacing(
        "<Points>",
        with:
          "<PointData><DataArray type='UInt8' Name='vtkGhostLevels'>0 1 2 0</DataArray></PointData><Points>")
    }
    let old = try VTKXML.mesh(file("1.0")).pointData.arrays[0]
    #expect(old == DataArray("vtkGhostType", .uint8([0, 1, 1, 0])))
    #expect(
      try VTKXML.mesh(file("2.0")).pointData.arrays[0] == DataArray("vtkGhostLevels", .uint8([0, 1, 2, 0])))
  }

  @Test(
    "high-order hexahedra before 2.1 are renumbered",
    arguments: [("1.0", true), ("2.0", true), ("2.1", false)])
  func nodeOrder(version: String, swapped: Bool) throws {
    var file = ForeignFile(version: version)
    let points = file.array("Points", "Float32", [UInt32](repeating: 0, count: 81), components: 3)
    let connectivity = file.array("connectivity", "Int64", (0..<27).map { Int64($0) })
    let ends = file.array("offsets", "Int64", [27] as [Int64])
    let types = file.array("types", "UInt8", [72] as [UInt8])
    let cells = "<Cells>\(connectivity)\(ends)\(types)</Cells>"
    let body = "<Piece NumberOfPoints='27' NumberOfCells='1'><Points>\(points)</Points>\(cells)</Piece>"
    guard case .unstructured(let grid) = try VTKXML.mesh(file.file("UnstructuredGrid", body)).geometry else {
      throw VTKXML.NoMesh()
    }
    let order: [Int64] = Array(0..<18) + (swapped ? [19, 18] : [18, 19]) + Array(20..<27)
    #expect(grid.cells.connectivity == order)
  }
}
