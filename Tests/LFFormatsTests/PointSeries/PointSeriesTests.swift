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

  /// A file of three steps on one tetrahedron as VTK's writer makes it: each array again for each step, appended.
  private func steps(_ points: [[Double]], sharing: Bool) throws -> String {
    var (elements, data) = (["PointData": "", "Points": "", "Cells": ""], Data())
    func append<T: BitwiseCopyable>(_ values: [T]) -> Int {
      let offset = data.count
      values.withUnsafeBytes { bytes in
        withUnsafeBytes(of: UInt32(bytes.count)) { data.append(contentsOf: $0) }
        data.append(contentsOf: bytes)
      }
      return offset
    }
    func element(_ parent: String, _ type: String, _ attributes: String, _ step: Int, _ offset: Int) {
      elements[parent]? += """
        <DataArray type="\(type)" \(attributes) TimeStep="\(step)" format="appended" offset="\(offset)"/>
        """
    }
    var place = 0
    for (step, points) in points.enumerated() {
      element("PointData", "Float32", "Name=\"Vm\"", step, append(Self.values(step, 4)))
      if step == 0 || !sharing { place = append(points) }
      element("Points", "Float64", "Name=\"Points\" NumberOfComponents=\"3\"", step, place)
      element("Cells", "Int64", "Name=\"connectivity\"", step, append([0, 1, 2, 3] as [Int64]))
      // Bytes that belong to no array: the extents differ, the values do not.
      data.append(contentsOf: [UInt8](repeating: 7, count: step))
      element("Cells", "Int64", "Name=\"offsets\"", step, append([4] as [Int64]))
      element("Cells", "UInt8", "Name=\"types\"", step, append([10] as [UInt8]))
    }
    let times = points.indices.map { "\(Double($0) / 4)" }.joined(separator: " ")
    let inside = elements.sorted { $0.key > $1.key }.map { "<\($0)>\($1)</\($0)>" }.joined()
    let path = folder.file("steps.vtu")
    try
      (Data(
        """
        <VTKFile type="UnstructuredGrid" version="0.1" byte_order="LittleEndian" header_type="UInt32">
        <UnstructuredGrid TimeValues="\(times)"><Piece NumberOfPoints="4" NumberOfCells="1">\(inside)</Piece>
        </UnstructuredGrid><AppendedData encoding="raw">_
        """.utf8) + data + Data("</AppendedData></VTKFile>".utf8)).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("are on one mesh when each step stores the same one again", arguments: [true, false])
  func storedAgain(sharing: Bool) throws {
    let points: [Double] = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]
    let path = try steps([points, points, points], sharing: sharing)
    let series = try #require(try PointSeries.open(path, array: nil))
    var found: [[Float]] = []
    try series.forEachStep { (_, values) throws(LFError) in found.append(Array(values)) }
    #expect(found == (0..<3).map { Self.values($0, 4) } && series.mesh?.cellCount == 1)
    var moved = points
    moved[7] += 1e-9
    let other = try steps([points, points, moved], sharing: false)
    let error = #expect(throws: LFError.self) { try PointSeries.open(other, array: nil) }
    #expect(error?.message == "changes its mesh at step 2")
  }

  @Test("are none where all steps have one array, as VTK's writer leaves it without appended data")
  func unchanging() throws {
    let piece = """
      <Piece NumberOfPoints="1"><Points><DataArray type="Float32" NumberOfComponents="3" TimeStep="0"
      format="ascii">0 0 0</DataArray></Points><PointData><DataArray type="Float32" Name="Vm" TimeStep="0"
      format="ascii">1</DataArray></PointData></Piece>
      """
    let path = folder.file("a.vtp")
    try Data(
      "<VTKFile type=\"PolyData\"><PolyData TimeValues=\"0 1\">\(piece)\(piece)</PolyData></VTKFile>".utf8
    ).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: LFError.self) { _ = try PointSeries.open(path, array: nil) }
    #expect(error?.message == "has the same array \"Vm\" at all 2 steps")
  }

  @Test("come from parallel files in the order of their pieces, as they are put together", arguments: [1, 2])
  func parallel(pieces: Int) throws {
    let names = ["a", "b"].prefix(pieces)
    for name in names { _ = try write(series(steps: 3, double: true), "\(name).pvd") }
    var sets = ""
    for step in 0..<3 {
      let sources = names.map { "<Piece Source=\"\($0)/\($0)_000\(step).vtu\"/>" }.joined()
      try Data(
        """
        <VTKFile type="PUnstructuredGrid"><PUnstructuredGrid><PPoints/><PPointData>
        <PDataArray type="Float64" Name="Vm"/></PPointData>\(sources)</PUnstructuredGrid></VTKFile>
        """.utf8
      ).write(to: URL(fileURLWithPath: folder.file("p\(step).pvtu")))
      sets += "<DataSet timestep=\"\(step)\" part=\"0\" file=\"p\(step).pvtu\"/>"
    }
    let path = folder.file("p.pvd")
    func save(_ sets: String) throws {
      try Data("<VTKFile type=\"Collection\"><Collection>\(sets)</Collection></VTKFile>".utf8)
        .write(to: URL(fileURLWithPath: path))
    }
    try save(sets)
    let series = try #require(try PointSeries.open(path, array: nil))
    var next = 0
    try series.forEachStep { (step, values) throws(LFError) in
      #expect(Array(values) == names.flatMap { _ in Self.values(step, 18) })
      next += 1
    }
    #expect(next == 3 && series.pointCount == 18 * pieces && series.mesh?.cellCount == 24 * pieces)

    try save(sets + "<DataSet timestep=\"3\" file=\"a/a_0001.vtu\"/>")
    func walk() throws {
      try PointSeries.open(path, array: nil)?.forEachStep { (_, _) throws(LFError) in }
    }
    if pieces == 1 {
      try walk()
    } else {
      let error = #expect(throws: LFError.self) { try walk() }
      #expect(error?.message.contains("another mesh than the first step") == true)
    }
    try FileManager.default.removeItem(atPath: folder.path + "/a/a_0002.vtu")
    let error = #expect(throws: LFError.self) { try walk() }
    #expect(error?.code == .noInput)
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
