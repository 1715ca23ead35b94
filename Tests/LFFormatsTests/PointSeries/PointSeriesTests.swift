import Foundation
import LFCore
import LFFormats
import LFMesh
import LFTestSupport
import Testing

@Suite("Series of values at points")
struct PointSeriesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Voltages of a step, of no pattern that a rule would produce.
  private static func values(_ step: Int, _ count: Int) -> [Float] {
    (0..<count).map { Float(($0 * 31 + step * 17) % 101) - 80.5 }
  }

  private func series(steps: Int, double: Bool = false) -> MeshSeries {
    let box = BoxMesh.tetrahedra(cells: [2, 2, 1], side: 5)
    return MeshSeries(
      (0..<steps).map { step in
        var mesh = box
        let values = Self.values(step, mesh.pointCount)
        mesh.pointData.arrays = [
          DataArray("other", .int32(values.indices.map(Int32.init))),
          DataArray("Vm", double ? .float64(values.map(Double.init)) : .float32(values)),
        ]
        return .init(time: Double(step) / 4, mesh: mesh)
      })
  }

  private func write(_ series: MeshSeries, _ name: String, _ options: WriteOptions = WriteOptions()) throws
    -> String
  {
    var diagnostics = Diagnostics()
    let path = folder.file(name)
    try FormatRegistry.standard.write(.series(series), to: path, options: options, diagnostics: &diagnostics)
    return path
  }

  private func check(_ path: String, steps: Int) throws {
    let series = try #require(try PointSeries.open(path, array: nil))
    #expect(series.array == "Vm" && series.times == (0..<steps).map { Double($0) / 4 })
    #expect(series.mesh?.cellCount == 24 && series.pointCount == 18)
    var next = 0
    try series.forEachStep { (step, values) throws(LFError) in
      #expect(step == next && Array(values) == Self.values(step, 18))
      next += 1
    }
    #expect(next == steps)
  }

  @Test(
    "give each step's values in its turn, from collections and files with time steps, in every encoding",
    arguments: WriteOptions.Encoding.allCases, ["pvd", "vtu"])
  func steps(_ encoding: WriteOptions.Encoding, _ kind: String) throws {
    for compression in [WriteOptions.Compression.none, .zlib] {
      let options = WriteOptions(encoding: encoding, compression: compression)
      try check(try write(series(steps: 5), "a.\(kind)", options), steps: 5)
      try check(try write(series(steps: 3, double: true), "b.\(kind)", options), steps: 3)
    }
  }

  @Test("take the same mesh in another encoding for the same, and another for another")
  func meshes() throws {
    let path = try write(series(steps: 4), "a.pvd")
    let again = try write(
      MeshSeries([series(steps: 3).entries[2]]), "b.pvd", WriteOptions(encoding: .raw, compression: .none))
    let (from, to) = (folder.path + "/b/b_0000.vtu", folder.path + "/a/a_0002.vtu")
    #expect(FileManager.default.fileExists(atPath: again))
    try FileManager.default.removeItem(atPath: to)
    try FileManager.default.moveItem(atPath: from, toPath: to)
    try check(path, steps: 4)
    var moved = series(steps: 3).entries[2]
    guard case .unstructured(var grid) = moved.mesh.geometry, case .float64(var x) = grid.points.values else {
      Issue.record("no grid")
      return
    }
    x[5] += 1e-9
    grid.points = DataArray("Points", components: 3, .float64(x))
    moved.mesh.geometry = .unstructured(grid)
    _ = try write(MeshSeries([moved]), "b.pvd")
    try FileManager.default.removeItem(atPath: to)
    try FileManager.default.moveItem(atPath: from, toPath: to)
    let error = #expect(throws: LFError.self) { try check(path, steps: 4) }
    #expect(error?.code == .badData && error?.description.contains("a_0002.vtu") == true)
  }

  @Test("are none where there is one step or another kind of file")
  func none() throws {
    #expect(try PointSeries.open(try write(series(steps: 1), "a.pvd"), array: nil) == nil)
    #expect(try PointSeries.open(try write(series(steps: 1), "a.vtu"), array: nil) == nil)
    #expect(try PointSeries.open(Binary.packageRoot + "/Formats/wfdb/valid/plain.hea", array: nil) == nil)
    let error = #expect(throws: LFError.self) { try PointSeries.open(folder.file("nothing.pvd"), array: nil) }
    #expect(error?.code == .noInput)
  }

  @Test("lack an array with its name and those there are in the message")
  func names() throws {
    let path = try write(series(steps: 2), "a.pvd")
    let error = #expect(throws: LFError.self) { try PointSeries.open(path, array: "V") }
    #expect(error?.hint?.contains("other, Vm") == true && error?.description.contains("a.pvd") == true)
    #expect(try PointSeries.open(path, array: "other")?.array == "other")
  }

  @Test("of an .igb, cut anywhere, are an error")
  func cut() throws {
    let whole = try Data(
      contentsOf: URL(fileURLWithPath: Binary.packageRoot + "/Formats/opencarp/valid/plain.igb"))
    let path = folder.file("a.igb")
    for size in [1, 100, 1023, 1024, 1030, whole.count - 1] {
      try whole.prefix(size).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: LFError.self) { try PointSeries.open(path, array: nil) }
      #expect(error?.code == .badData)
    }
    try whole.write(to: URL(fileURLWithPath: path))
    let series = try #require(try PointSeries.open(path, array: nil))
    var found: [[Float]] = []
    try series.forEachStep { (_, values) throws(LFError) in found.append(Array(values)) }
    #expect(found == [[-85, -80.5, -70], [20, 30.25, 10]] && series.times == [5, 15])
    #expect(series.unit == "mV" && series.timeUnit == "ms" && series.mesh == nil)
  }
}
