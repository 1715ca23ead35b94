import Foundation
import LFCore
import LFMesh
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("VTK XML: what is written is read again")
struct RoundTripTests {
  static let options: [WriteOptions] =
    [WriteOptions(encoding: .ascii, compression: .none)]
    + [.base64, .appended, .raw].flatMap { encoding in
      WriteOptions.Compression.allCases.map { WriteOptions(encoding: encoding, compression: $0) }
    }

  @Test("every mesh in every encoding, bit for bit", arguments: options)
  func everyMesh(options: WriteOptions) throws {
    let folder = try TemporaryFolder()
    for (name, mesh) in SampleMeshes.all {
      let again = try VTKXML.roundTrip(mesh, folder.file("mesh." + VTKXML.suffix(of: mesh)), options)
      #expect(again == mesh, "\(name)")
    }
  }

  @Test("arrays larger than a block", arguments: WriteOptions.Compression.allCases)
  func severalBlocks(compression: WriteOptions.Compression) throws {
    let folder = try TemporaryFolder()
    let mesh = SampleMeshes.tetrahedra(seed: 5, points: 3000, cells: 12_000)
    for encoding in [WriteOptions.Encoding.base64, .raw] {
      let options = WriteOptions(encoding: encoding, compression: compression)
      #expect(try VTKXML.roundTrip(mesh, folder.file("mesh.vtu"), options) == mesh)
    }
  }

  @Test("writing twice gives the same bytes")
  func deterministic() throws {
    let folder = try TemporaryFolder()
    let mesh = SampleMeshes.tetrahedra(seed: 3, points: 2000, cells: 9000)
    for name in ["a.vtu", "b.vtu"] { _ = try VTKXML.roundTrip(mesh, folder.file(name), WriteOptions()) }
    let first = try Data(contentsOf: URL(fileURLWithPath: folder.file("a.vtu")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("b.vtu"))) == first)
  }

  @Test("parallel forms hold the same as their piece")
  func parallel() throws {
    let folder = try TemporaryFolder()
    for (name, mesh) in SampleMeshes.all where mesh.pointCount > 0 {
      let again = try VTKXML.roundTrip(mesh, folder.file("mesh.p" + VTKXML.suffix(of: mesh)), WriteOptions())
      #expect(again == mesh, "\(name)")
    }
  }

  @Test("a collection keeps times, groups and parts, in order")
  func collection() throws {
    let folder = try TemporaryFolder()
    let series = MeshSeries([
      .init(time: 0.5, part: "a", group: "g", mesh: SampleMeshes.tetrahedra(seed: 1)),
      .init(time: 0.5, part: "b", mesh: SampleMeshes.poly(seed: 2)),
      .init(time: -1e-3, mesh: SampleMeshes.image),
    ])
    #expect(try VTKXML.roundTrip(.series(series), folder.file("all.pvd"), WriteOptions()) == .series(series))
  }

  @Test("time steps in one file: arrays that stay are there once")
  func timeSteps() throws {
    let folder = try TemporaryFolder()
    var entries: [MeshSeries.Entry] = []
    for step in 0..<3 {
      var mesh = SampleMeshes.tetrahedra(seed: 1)
      mesh.fieldData = []
      mesh.pointData.arrays[4].values = .int32((0..<9).map { Int32($0 * step) })
      entries.append(.init(time: Double(step) / 4, mesh: mesh))
    }
    let series = Dataset.series(MeshSeries(entries))
    for options in [WriteOptions(), WriteOptions(encoding: .ascii), WriteOptions(encoding: .base64)] {
      #expect(try VTKXML.roundTrip(series, folder.file("steps.vtu"), options) == series)
    }
  }

  @Test("arrays without a name, or with that of another, get one: readers would lose them")
  func names() throws {
    let folder = try TemporaryFolder()
    var mesh = SampleMeshes.noCells
    mesh.pointData = AttributeData([
      DataArray("a", .int8([1, 2])), DataArray("a", .int8([3, 4])), DataArray("", .int8([5, 6])),
    ])
    let again = try VTKXML.roundTrip(mesh, folder.file("names.vtu"), WriteOptions())
    #expect(again.pointData.arrays.map(\.name) == ["a", "a 2", "point array"])
    #expect(again.pointData.arrays.map(\.values) == mesh.pointData.arrays.map(\.values))
  }
}

/// Shorthands for the tests of VTK XML.
enum VTKXML {
  static func suffix(of mesh: Mesh) -> String {
    switch mesh.geometry {
    case .unstructured: "vtu"
    case .poly: "vtp"
    case .image: "vti"
    case .rectilinear: "vtr"
    case .structured: "vts"
    }
  }

  static func roundTrip(_ dataset: Dataset, _ path: String, _ options: WriteOptions) throws -> Dataset {
    var diagnostics = Diagnostics()
    try VTKXMLFormat().write(dataset, to: path, options: options, diagnostics: &diagnostics)
    return try read(path)
  }

  static func roundTrip(_ mesh: Mesh, _ path: String, _ options: WriteOptions) throws -> Mesh {
    guard case .mesh(let again) = try roundTrip(.mesh(mesh), path, options) else { throw NoMesh() }
    return again
  }

  static func read(_ path: String) throws -> Dataset {
    var diagnostics = Diagnostics()
    return try VTKXMLFormat().read(MappedFile(path), diagnostics: &diagnostics)
  }

  /// Reads a file with this content.
  static func mesh(_ content: [UInt8], suffix: String = "vtu") throws -> Mesh {
    let folder = try TemporaryFolder()
    guard case .mesh(let mesh) = try read(try folder.write("file." + suffix, content)) else { throw NoMesh() }
    return mesh
  }

  static func mesh(_ text: String) throws -> Mesh { try mesh(Array(text.utf8)) }

  /// The error that reading a file with this content gives.
  static func refusal(_ content: [UInt8]) -> LFError? {
    do {
      _ = try mesh(content)
      return nil
    } catch { return error as? LFError }
  }

  static func refusal(_ text: String) -> LFError? { refusal(Array(text.utf8)) }

  struct NoMesh: Error {}
}
