import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("VTK XML: damaged and hostile files are refused")
struct RefusalTests {
  private static let good = """
    <VTKFile type="UnstructuredGrid" version="1.0"><UnstructuredGrid><FieldData>
    <DataArray type="Int8" Name="f" NumberOfTuples="2">1 2</DataArray></FieldData>
    <Piece NumberOfPoints="4" NumberOfCells="2"><PointData><DataArray type="Float32" Name="u">1 2 3 4</DataArray></PointData>
    <Points><DataArray type="Float32" Name="Points" NumberOfComponents="3">0 0 0 1 0 0 0 1 0 0 0 1</DataArray></Points>
    <Cells><DataArray type="Int64" Name="connectivity">0 1 2 3 1 2 3</DataArray>
    <DataArray type="Int64" Name="offsets">4 7</DataArray><DataArray type="UInt8" Name="types">10 5</DataArray></Cells>
    </Piece></UnstructuredGrid></VTKFile>
    """

  @Test(
    "one change to a good file",
    arguments: [
      ("NumberOfPoints=\"4\"", "NumberOfPoints=\"5\""), ("NumberOfPoints=\"4\"", "NumberOfPoints=\"-4\""),
      ("NumberOfPoints=\"4\"", "NumberOfPoints=\"1e18\""), ("NumberOfPoints=\"4\"", ""),
      ("NumberOfPoints=\"4\"", "NumberOfPoints=\"281474976710656\""),
      ("NumberOfCells=\"2\"", "NumberOfCells=\"1\""),
      ("NumberOfCells=\"2\"", "NumberOfCells=\"999999999999999\""),
      ("NumberOfComponents=\"3\"", "NumberOfComponents=\"4\""),
      ("NumberOfComponents=\"3\"", "NumberOfComponents=\"-3\""),
      ("NumberOfTuples=\"2\"", "NumberOfTuples=\"3\""), ("4 7<", "7 4<"), ("4 7<", "4 8<"), ("4 7<", "4 6<"),
      ("4 7<", "-4 7<"),
      ("0 1 2 3 1", "0 1 2 4 1"), ("0 1 2 3 1", "0 1 2 -1 1"), ("0 1 2 3 1", "0 1 2 1.5 1"),
      ("10 5<", "12 5<"), ("10 5<", "10 200<"), ("10 5<", "10 300<"), ("10 5<", "42 5<"),
      ("Float32\" Name=\"u", "Float\" Name=\"u"),
      ("1 2 3 4<", "1 2 3<"), ("1 2 3 4<", "1 2 3 4 5<"), ("1 2 3 4<", "1 2 3 x<"),
      ("\"offsets\"", "\"connectivity\""),
      ("\"types\"", "\"other\""), ("<Points>", "<Points>stray"), ("</VTKFile>", "</VTKFile>x"),
      ("</Piece>", ""),
      ("type=\"UnstructuredGrid\"", "type=\"Table\""), ("version=\"1.0\"", "byte_order=\"Middle\""),
      ("version=\"1.0\"", "header_type=\"UInt16\""), ("version=\"1.0\"", "compressor=\"none\""),
      ("version=\"1.0\"", "version=\"3.0\""),
      ("Name=\"u\"", "Name=\"u\" format=\"appended\" offset=\"0\""),
      ("Name=\"u\"", "Name=\"u\" format=\"binary\""),
      ("<UnstructuredGrid>", "<UnstructuredGrid TimeValues=\"0 soon\">"), ("Name=\"u\"", "Name=\"&#0;\""),
    ])
  func change(old: String, new: String) throws {
    #expect(VTKXML.refusal(Self.good) == nil)
    #expect(Self.good.contains(old))
    let error = VTKXML.refusal(Self.good.replacing(old, with: new, maxReplacements: 1))
    #expect(error?.code == .badData)
    #expect(error?.description.contains("\n") == false)
  }

  @Test("pieces that together claim more points than can be counted")
  func pieces() {
    let extent = "0 65535 0 65535 0 65535"
    let pieces = String(repeating: "<Piece Extent=\"\(extent)\"/>", count: 32_770)
    let error = VTKXML.refusal(
      "<VTKFile type=\"ImageData\"><ImageData WholeExtent=\"\(extent)\">\(pieces)</ImageData></VTKFile>")
    #expect(error?.code == .badData)
  }

  @Test(
    "document types and entities",
    arguments: [
      "<!DOCTYPE VTKFile>", "<!DOCTYPE VTKFile [<!ENTITY x '1'>]>",
      "<!DOCTYPE VTKFile [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
      "<!DOCTYPE VTKFile [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>",
      "<!DOCTYPE VTKFile SYSTEM 'http://localhost/x'>",
    ])
  func entities(doctype: String) throws {
    for text in [doctype + Self.good, doctype + Self.good.replacing("1 2 3 4<", with: "&x; 2 3 4<")] {
      #expect(VTKXML.refusal(text)?.message.contains("DOCTYPE") == true)
    }
    #expect(VTKXML.refusal(Self.good.replacing("1 2 3 4<", with: "&x; 2 3 4<"))?.code == .badData)
  }

  @Test("XML that is made to exhaust its reader")
  func exhausting() throws {
    let attributes = (0..<20_000).map { " a\($0)='1'" }.joined()
    #expect(VTKXML.refusal("<VTKFile\(attributes)/>")?.code == .badData)
    #expect(VTKXML.refusal(String(repeating: "<a>", count: 50_000))?.code == .badData)
    let name = String(repeating: "n", count: 100_000)
    let error = VTKXML.refusal(
      Self.good.replacing("\"types\"", with: "\"\(name)\"").replacing("10 5<", with: "10 x<"))
    #expect((error?.description.utf8.count ?? 0) < 1000)
  }

  private static func image(_ points: Int, _ payload: [UInt8], type: String = "UInt8") -> [UInt8] {
    Array(
      """
      <VTKFile type="ImageData" compressor="vtkZLibDataCompressor"><ImageData WholeExtent="0 \(points - 1) 0 0 0 0">
      <Piece Extent="0 \(points - 1) 0 0 0 0"><PointData><DataArray type="\(type)" Name="a" format="appended" offset="0"/>
      </PointData></Piece></ImageData><AppendedData encoding="raw">_
      """.utf8) + payload + Array("</AppendedData></VTKFile>".utf8)
  }

  private static func words(_ values: [Int]) -> [UInt8] {
    values.flatMap { value in
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).littleEndian) { Array($0) }
    }
  }

  @Test("block tables that lie take no memory")
  func blockTables() throws {
    let packed = ForeignFile.deflated([UInt8](repeating: 0, count: 4096))
    let size = packed.count
    for table in [
      [Int(UInt32.max), 4096, 0], [1, Int(UInt32.max), 0, size], [1, 1 << 30, 0, size], [1, 0, 0, size],
      [1, 4096, 5000, size],
      [1, 4096, 0, Int(UInt32.max)], [1, 4096, 0, size + 1], [1, 4096, 4095, size], [0, 4096, 0],
      [1 << 18, 4096, 0, size],
    ] {
      #expect(VTKXML.refusal(Self.image(4096, Self.words(table) + packed))?.code == .badData, "\(table)")
    }
    #expect(VTKXML.refusal(Self.image(4096, Self.words([1, 4096, 0, size]) + packed)) == nil)
  }

  @Test("a bomb that keeps its word is refused before it goes off", arguments: ["UInt8", "String", "Bit"])
  func bomb(type: String) throws {
    let block = 8 << 20
    let count = 200
    let packed = ForeignFile.deflated([UInt8](repeating: 0, count: block))
    let table = [count, block, 0] + [Int](repeating: packed.count, count: count)
    let payload = Self.words(table) + (0..<count).flatMap { _ in packed }
    #expect(
      VTKXML.refusal(Self.image(block * count * (type == "Bit" ? 8 : 1), payload, type: type))?.code
        == .badData)
  }

  @Test("a lattice that only claims its points cannot be made explicit")
  func claimedLattice() throws {
    let mesh = Mesh(.image(ImageGrid(extent: GridExtent([0, 99_999, 0, 99_999, 0, 99]))))
    let error = #expect(throws: LFError.self) { try mesh.unstructured() }
    #expect(error?.code == .badData)
  }

  @Test("damage in later time steps, in field data, in a TimeStep that does not exist")
  func laterSteps() throws {
    func steps(_ last: String, _ step: Int = 1) -> String {
      Self.good.replacing("<UnstructuredGrid>", with: "<UnstructuredGrid TimeValues='0 1'>").replacing(
        "</PointData>",
        with:
          "<DataArray type='Int8' Name='s' TimeStep='0'>1 2 3 4</DataArray><DataArray type='Int8' Name='s' TimeStep='\(step)'>"
          + "\(last)</DataArray></PointData>")
    }
    func code(_ text: String) throws -> LFError.Code? {
      let folder = try TemporaryFolder()
      let path = try folder.write("steps.vtu", text: text)
      do { _ = try VTKXML.read(path) } catch { return (error as? LFError)?.code }
      return nil
    }
    #expect(try code(steps("1 2 3 4")) == nil)
    #expect(try code(steps("1 2 3")) == .badData)
    #expect(try code(steps("1 2 3 4", 2)) == .badData)
  }
}
