import LFCore
import LFLeadField
import LFMesh
import Testing

@testable import LFAnatomy

/// A box of tetrahedra, 40 × 60 × 100, off the origin, all of positive volume.
func box(
  scale: Double = 1, arrays: [DataArray] = [], field: [DataArray] = [], frame: AnatomicalFrame = .lps
) -> Mesh {
  var points: [Double] = []
  for k in 0...1 {
    for j in 0...1 {
      for i in 0...1 {
        let lps = SIMD3(Double(40 * i) + 5, Double(60 * j) - 7, Double(100 * k) + 9) * scale
        // The frame's axes are rows of the transpose.
        for column in 0..<3 { points.append((0..<3).reduce(0) { $0 + frame.toLPS[$1][column] * lps[$1] }) }
      }
    }
  }
  var corners: [[Int64]] = [
    [0, 1, 3, 7], [0, 3, 2, 7], [0, 2, 6, 7], [0, 6, 4, 7], [0, 4, 5, 7], [0, 5, 1, 7],
  ]
  if frame.isLeftHanded { corners = corners.map { [$0[0], $0[2], $0[1], $0[3]] } }
  let grid = UnstructuredGrid(
    points: DataArray("Points", components: 3, .float64(points)),
    cells: CellArray(offsets: (0...6).map { Int64(4 * $0) }, connectivity: corners.flatMap { $0 }),
    types: [UInt8](repeating: 10, count: 6))
  return Mesh(.unstructured(grid), pointData: AttributeData(arrays), fieldData: field)
}

@Suite("A heart in its frame")
struct HeartMeshTests {
  private func volumes(_ heart: HeartMesh) -> [Double] {
    guard case .unstructured(let grid) = heart.mesh.geometry else { return [] }
    return (0..<grid.cells.count).map { cell in
      let p = grid.cells[cell].map { heart.points[Int($0)] }
      return (p[1] - p[0]).cross(p[2] - p[0]).dot(p[3] - p[0]) / 6
    }
  }

  @Test(
    "is the same whatever frame and unit it comes in; cells stay right side out",
    arguments: ["LPS", "RAS", "LAS", "SPL"])
  func frames(letters: String) throws {
    var diagnostics = Diagnostics()
    let frame = try #require(AnatomicalFrame(letters))
    let heart = try HeartMesh(
      box(scale: 0.001, frame: frame), file: "h.vtu", frame: frame, unit: .metre, diagnostics: &diagnostics)
    #expect((heart.centroid - SIMD3(25, 23, 59)).length < 1e-9)
    #expect(volumes(heart).allSatisfy { $0 > 0 })
    #expect(abs(volumes(heart).reduce(0, +) - 240_000) < 1e-6)
    #expect(heart.assumed.isEmpty)
    #expect(diagnostics.warnings.isEmpty)
  }

  @Test("is left as it was when it is LPS, mm; what was assumed is told")
  func untouched() throws {
    var diagnostics = Diagnostics()
    let mesh = box()
    let heart = try HeartMesh(mesh, file: "h.vtu", diagnostics: &diagnostics)
    #expect(heart.mesh == mesh)
    #expect(heart.assumed == ["LPS", "mm"])
    #expect((100...124).contains(heart.longAxis))
  }

  @Test("honours the frame that the file states, and its electrodes move along")
  func stated() throws {
    var diagnostics = Diagnostics()
    let field = [
      StatedFrame(frame: .ras, unit: .centimetre).array, DataArray("electrode_name", .string(["V1"])),
      DataArray("electrode_position", components: 3, .float64([1, 2, 30])), DataArray("kept", .int32([4])),
    ]
    let heart = try HeartMesh(
      box(scale: 0.1, field: field, frame: .ras), file: "h.vtu", diagnostics: &diagnostics)
    #expect(heart.assumed.isEmpty)
    #expect((heart.centroid - SIMD3(25, 23, 59)).length < 1e-9)
    #expect(heart.carriedElectrodes?.electrodes == [Electrode("V1", at: SIMD3(-10, -20, 300))])
    #expect(heart.mesh.fieldData.map(\.name) == ["kept"])
  }

  @Test("turns directions with the axes, leaves other arrays, and says which")
  func directions() throws {
    var diagnostics = Diagnostics()
    let values = ArrayValues.float32((0..<24).map { Float($0) })
    let heart = try HeartMesh(
      box(
        arrays: [
          DataArray("Fiber", components: 3, values), DataArray("uvc", components: 3, values),
          DataArray("f0", components: 3, values),
        ],
        frame: .ras),
      file: "h.vtu", frame: .ras, diagnostics: &diagnostics)
    let expected: [Float] = (0..<24).map { (i: Int) -> Float in i % 3 == 2 ? Float(i) : -Float(i) }
    #expect(heart.mesh.pointData["Fiber"]?.values == ArrayValues.float32(expected))
    #expect(heart.mesh.pointData["uvc"]?.values == values)
    let warning = try #require(diagnostics.warnings.first)
    #expect(warning.contains("turned: \"Fiber\", \"f0\"") && warning.contains("were: \"uvc\""))
  }

  @Test(
    "refuses an impossible size and names the likely unit",
    arguments: [(0.001, "--unit m"), (0.1, "--unit cm"), (1000, "--unit um"), (5, "torso"), (0.25, "check")])
  func sizes(scale: Double, words: String) throws {
    var diagnostics = Diagnostics()
    let error = #expect(throws: LFError.self) {
      try HeartMesh(box(scale: scale), file: "h.vtu", diagnostics: &diagnostics)
    }
    #expect(error?.code == .badData)
    #expect(error?.description.contains("h.vtu") == true)
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test("refuses what is no heart: images, points that are no places, meshes without cells")
  func refusals() throws {
    var diagnostics = Diagnostics()
    var broken = box()
    if case .unstructured(var grid) = broken.geometry, case .float64(var v) = grid.points.values {
      v[4] = .nan
      grid.points.values = .float64(v)
      broken.geometry = .unstructured(grid)
    }
    let bare = Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray("Points", components: 3, .float64([0, 0, 0])), cells: CellArray(), types: [])))
    let nothing = Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray("Points", components: 3, .float64([])), cells: CellArray(), types: [])))
    for mesh in [broken, bare, nothing] {
      let error = #expect(throws: LFError.self) {
        try HeartMesh(mesh, file: "h.vtu", diagnostics: &diagnostics)
      }
      #expect(error?.code == .badData)
    }
  }

  @Test("has cells' centroids as the mean of their points")
  func centroids() throws {
    var diagnostics = Diagnostics()
    let heart = try HeartMesh(box(), file: "h.vtu", diagnostics: &diagnostics)
    let centroids = try heart.cellCentroids()
    #expect(centroids.count == 6)
    #expect((centroids[0] - SIMD3(5 + 30, -7 + 30, 9 + 25)).length < 1e-12)
  }
}
