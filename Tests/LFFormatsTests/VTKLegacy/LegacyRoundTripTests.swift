import Foundation
import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Legacy VTK: what is written is read again")
struct LegacyRoundTripTests {
  @Test("every mesh, bit for bit", arguments: [WriteOptions.Encoding.ascii, .appended])
  func everyMesh(encoding: WriteOptions.Encoding) throws {
    let folder = try TemporaryFolder()
    for (name, mesh) in SampleMeshes.all {
      let again = try Legacy.roundTrip(mesh, folder.file("mesh.vtk"), WriteOptions(encoding: encoding))
      let expected = Legacy.asHeld(mesh, isText: encoding == .ascii)
      #expect(again.geometry == expected.geometry, "\(name)")
      #expect(Legacy.sorted(again.pointData) == Legacy.sorted(expected.pointData), "\(name)")
      #expect(Legacy.sorted(again.cellData) == Legacy.sorted(expected.cellData), "\(name)")
      #expect(again.fieldData == expected.fieldData, "\(name)")
    }
  }

  @Test(
    "active arrays of every role that the format knows", arguments: [WriteOptions.Encoding.ascii, .appended])
  func roles(encoding: WriteOptions.Encoding) throws {
    let folder = try TemporaryFolder()
    var mesh = SampleMeshes.noCells
    mesh.pointData = AttributeData(
      [
        DataArray("s", components: 4, .uint8([0, 1, 2, 3, 252, 253, 254, 255])),
        DataArray("v", components: 3, .float64([1, 2, 3, 4, 5, 6])),
        DataArray("n", components: 3, .float32([1, 2, 3, 4, 5, 6])),
        DataArray("t", components: 6, .float64((0..<12).map(Double.init))),
        DataArray("c", components: 2, .float32([1, 2, 3, 4])),
        DataArray("g", .int64([7, -8])), DataArray("p", .string(["a b", ""])), DataArray("e", .bit([1, 0])),
      ],
      active: [
        .scalars: "s", .vectors: "v", .normals: "n", .tensors: "t", .textureCoordinates: "c", .globalIDs: "g",
        .pedigreeIDs: "p", .edgeFlags: "e",
      ])
    let options = WriteOptions(encoding: encoding)
    let again = try Legacy.roundTrip(mesh, folder.file("mesh.vtk"), options)
    #expect(Legacy.sorted(again.pointData) == Legacy.sorted(mesh.pointData))
  }

  @Test("a mark that the format cannot hold is lost with a warning, its array is not")
  func lostMarks() throws {
    let folder = try TemporaryFolder()
    var mesh = SampleMeshes.noCells
    mesh.pointData = AttributeData(
      [DataArray("g", .int64([1 << 40, 2])), DataArray("w", .float32([1, 2]))],
      active: [.globalIDs: "g", .rationalWeights: "w"])
    var diagnostics = Diagnostics()
    let path = folder.file("mesh.vtk")
    try VTKLegacyFormat().write(.mesh(mesh), to: path, options: .init(), diagnostics: &diagnostics)
    #expect(diagnostics.warnings.count == 2)
    let again = try Legacy.read(path)
    #expect(again.pointData == AttributeData(mesh.pointData.arrays))
  }

  @Test("texts of every length behind their length")
  func longTexts() throws {
    let folder = try TemporaryFolder()
    var mesh = SampleMeshes.noCells
    let texts = [0, 1, 63, 64, 16_383, 16_384, 100_000].map { String(repeating: "x", count: $0) }
    mesh.fieldData = [DataArray("texts", .string(texts + ["\u{0}%41\n\" ü"]))]
    for encoding in [WriteOptions.Encoding.ascii, .raw] {
      let again = try Legacy.roundTrip(mesh, folder.file("mesh.vtk"), WriteOptions(encoding: encoding))
      #expect(again.fieldData == mesh.fieldData)
    }
  }

  @Test("a turned image keeps its points as a structured grid")
  func direction() throws {
    let folder = try TemporaryFolder()
    let image = ImageGrid(
      extent: GridExtent([1, 2, 0, 1, 3, 3]), origin: [1, 2, 3], direction: [0, 1, 0, -1, 0, 0, 0, 0, 1])
    var diagnostics = Diagnostics()
    let path = folder.file("mesh.vtk")
    try VTKLegacyFormat().write(
      .mesh(Mesh(.image(image))), to: path, options: .init(), diagnostics: &diagnostics)
    #expect(diagnostics.warnings.count == 1)
    let expected = StructuredGrid(extent: image.extent, points: image.points)
    #expect(try Legacy.read(path).geometry == .structured(expected))
  }

  @Test("a series of one time is one mesh that states it; several times are refused with a way out")
  func series() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("mesh.vtk")
    let mesh = Mesh(SampleMeshes.tetrahedra(seed: 1).geometry)
    var diagnostics = Diagnostics()
    try VTKLegacyFormat().write(
      .series(MeshSeries([.init(time: 2.5, mesh: mesh), .init(time: 2.5, mesh: mesh)])), to: path,
      options: .init(), diagnostics: &diagnostics)
    #expect(try Legacy.read(path).time == 2.5)
    #expect(try Legacy.read(path).cellCount == 2 * mesh.cellCount)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let two = MeshSeries([.init(time: 0, mesh: mesh), .init(time: 1, mesh: mesh)])
    let error = #expect(throws: LFError.self) {
      try VTKLegacyFormat().write(.series(two), to: path, options: .init(), diagnostics: &diagnostics)
    }
    #expect(error?.code == .usage && error?.hint?.contains(".pvd") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("numbers of points beyond 32 bits are refused with a way out")
  func tooLarge() throws {
    let cells = CellArray(offsets: [0, 1], connectivity: [1 << 31])
    let error = #expect(throws: LFError.self) { try LegacyCellBlock("VERTICES", cells) }
    #expect(error?.code == .usage && error?.hint?.contains(".vtu") == true)
  }

  @Test("a lead field comes back as it was")
  func leadField() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("lf.vtk")
    let field = SampleLeadField.twoTetrahedra(points: true, cells: true, potential: true)
    var diagnostics = Diagnostics()
    try FormatRegistry.standard.write(
      .leadField(field), to: path, options: .init(), diagnostics: &diagnostics)
    #expect(try FormatRegistry.standard.read(path, diagnostics: &diagnostics) == .leadField(field))
    #expect(try Legacy.read(path).pointData.active[.vectors] == "lead field gradient I")
  }
}

/// Shorthands for the tests of legacy VTK.
enum Legacy {
  static func read(_ path: String) throws -> Mesh {
    var diagnostics = Diagnostics()
    guard case .mesh(let mesh) = try VTKLegacyFormat().read(MappedFile(path), diagnostics: &diagnostics)
    else {
      throw VTKXML.NoMesh()
    }
    return mesh
  }

  static func roundTrip(_ mesh: Mesh, _ path: String, _ options: WriteOptions) throws -> Mesh {
    var diagnostics = Diagnostics()
    try VTKLegacyFormat().write(.mesh(mesh), to: path, options: options, diagnostics: &diagnostics)
    return try read(path)
  }

  /// Reads a file with this content.
  static func mesh(_ content: [UInt8]) throws -> Mesh {
    let folder = try TemporaryFolder()
    return try read(try folder.write("file.vtk", content))
  }

  /// The format moves active arrays to the front.
  static func sorted(_ data: AttributeData) -> AttributeData {
    AttributeData(data.arrays.sorted { $0.name < $1.name }, active: data.active)
  }

  /// The mesh as the format can hold it.
  static func asHeld(_ mesh: Mesh, isText: Bool) -> Mesh {
    var held = mesh
    if case .rectilinear(var grid) = held.geometry {
      for (axis, name) in ["x", "y", "z"].enumerated() { grid.coordinates[axis].name = name }
      held.geometry = .rectilinear(grid)
    }
    if case .image(let image) = held.geometry, image.direction != [1, 0, 0, 0, 1, 0, 0, 0, 1] {
      held.geometry = .structured(StructuredGrid(extent: image.extent, points: image.points))
    }
    for path in [\Mesh.pointData, \Mesh.cellData] {
      // The sample's global numbers are beyond 32 bits, where there are any.
      if let ids = held[keyPath: path]["i64"], ids.tuples > 0 { held[keyPath: path].active[.globalIDs] = nil }
      if isText {
        held[keyPath: path].arrays.removeAll {
          $0.values.count == 0 && [.float32, .float64].contains($0.values.type)
        }
      }
      // Marks of arrays that are not there are not written.
      let names = Set(held[keyPath: path].arrays.map(\.name))
      held[keyPath: path].active = held[keyPath: path].active.filter { names.contains($0.value) }
    }
    return held
  }
}
