import LFCore
import LFMesh
import Testing

@testable import LFAnatomy

@Suite("A heart's geometry whatever way its cells are written")
struct HeartBodyTests {
  private let ball = SampleSurfaces.ball(radius: 40, at: SIMD3(10, -20, 30), level: 2)

  private func read(
    _ mesh: Mesh, frame: AnatomicalFrame? = nil
  ) throws -> (heart: HeartMesh, warnings: [String]) {
    var diagnostics = Diagnostics()
    let heart = try HeartMesh(mesh, file: "h.vtu", frame: frame, diagnostics: &diagnostics)
    return (heart, diagnostics.warnings)
  }

  /// The grid of a mesh, changed.
  private func changed(_ mesh: Mesh, _ change: (inout UnstructuredGrid) -> Void) -> Mesh {
    var copy = mesh
    if case .unstructured(var grid) = mesh.geometry {
      change(&grid)
      copy.geometry = .unstructured(grid)
    }
    return copy
  }

  /// A mesh each of whose cells has points of its own.
  private func soup(_ mesh: Mesh) -> Mesh {
    changed(mesh) { grid in
      guard let x = grid.points.values.doubles() else { return }
      let numbers = grid.cells.connectivity
      grid.points.values = .float64(numbers.flatMap { n in (0..<3).map { x[3 * Int(n) + $0] } })
      grid.cells.connectivity = numbers.indices.map { Int64($0) }
    }
  }

  @Test("inverted cells, all or some, are turned round with a warning; the mesh stays", arguments: [6, 2])
  func inverted(count: Int) throws {
    let (sound, none) = try read(box())
    #expect(none.isEmpty)
    let mesh = changed(box()) { grid in
      for cell in 0..<count { grid.cells.connectivity.swapAt(4 * cell + 1, 4 * cell + 2) }
    }
    let (heart, warnings) = try read(mesh)
    #expect(heart.mesh == mesh)
    #expect(abs(heart.surface.enclosedVolume - 240_000) < 1e-6)
    let places = SampleSurfaces.places(40, SIMD3(-20, -30, -20), SIMD3(70, 80, 140), seed: 3)
    let (a, b) = (SurfaceDistance(sound.surface), SurfaceDistance(heart.surface))
    for (x, y) in zip(a.signedDistances(at: places), b.signedDistances(at: places)) {
      #expect(abs(x - y) < 1e-9)
    }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains(count == 6 ? "h.vtu: all cells" : "h.vtu: 2 of 6 cells") == true)
  }

  @Test("a left-handed frame turns its sound cells without a word, and says which are not")
  func leftHanded() throws {
    let frame = try #require(AnatomicalFrame("LAS"))
    let (heart, warnings) = try read(box(frame: frame), frame: frame)
    #expect(heart.surface.enclosedVolume > 0)
    #expect(warnings.isEmpty)
    let mesh = changed(box(frame: frame)) { grid in
      for cell in 0..<6 { grid.cells.connectivity.swapAt(4 * cell, 4 * cell + 1) }
    }
    let (other, said) = try read(mesh, frame: frame)
    #expect(other.surface.enclosedVolume > 0)
    #expect(said.contains { $0.contains("all cells are inverted") })
  }

  @Test("cells that cannot be taken apart are refused by name, not left out")
  func polyhedra() throws {
    let mesh = changed(box()) { $0.types[4] = 41 }
    let error = #expect(throws: LFError.self) { try read(mesh) }
    #expect(error?.message.contains("cell 4 is a convex_point_set") == true)
  }

  @Test("ghosts are no part of a heart")
  func ghosts() throws {
    var mesh = box()
    mesh.cellData.arrays.append(DataArray("vtkGhostType", .uint8([0, 0, 0, 0, 0, 1])))
    let (heart, _) = try read(mesh)
    #expect(heart.mesh.cellCount == 5 && heart.mesh.cellData["vtkGhostType"] == nil)
  }

  @Test("points that coincide are one point of the shape, and stay apart in the mesh")
  func coincident() throws {
    let mesh = soup(box())
    let (heart, warnings) = try read(mesh)
    #expect(heart.mesh == mesh && heart.points.count == 24)
    #expect(warnings.isEmpty)
    #expect(heart.surface.triangles.count == 12)
    #expect(SurfaceCheck.isClosed(heart.surface))
    let surface = soup(try ball.mesh.unstructured())
    let (closed, _) = try read(surface)
    #expect(closed.surfaceDefect == nil && closed.bounds(closed.surface))
    #expect(closed.points.count == 3 * ball.triangles.count)
  }

  @Test("0 and −0 are one place, and unused points stand for themselves")
  func merging() {
    let p = SIMD3(0.0, 1, 2)
    let points = [p, SIMD3(-0.0, 1, 2), p, SIMD3(3, 1, 2)]
    #expect(CoincidentPoints.merged(points, used: [true, true, false, true]) == [0, 0, 2, 3])
    #expect(CoincidentPoints.merged(points, used: [true, false, false, true]) == nil)
  }

  @Test("a surface inside out is turned round with a warning, a cavity's wall is not")
  func insideOut() throws {
    var inverted = ball
    inverted.triangles = ball.triangles.map { SIMD3($0.x, $0.z, $0.y) }
    let (heart, warnings) = try read(inverted.mesh)
    #expect(heart.surface.triangles.count == ball.triangles.count)
    #expect(abs(heart.surface.enclosedVolume - ball.enclosedVolume) < 1e-6)
    #expect(warnings.count == 1 && warnings.first?.contains("turned round") == true)
    let inner = SampleSurfaces.ball(radius: 20, at: SIMD3(10, -20, 30), level: 1)
    let wall = TriangleSurface(
      points: ball.points + inner.points,
      triangles: ball.triangles
        + inner.triangles.map { SIMD3($0.x, $0.z, $0.y) &+ Int32(ball.points.count) })
    let (hollow, none) = try read(wall.mesh)
    #expect(hollow.surface == wall)
    #expect(none.isEmpty)
  }

  @Test("doubled triangles and one turned the wrong way are put right with a warning")
  func smallFaults() throws {
    var turned = ball
    for i in [7, 60] {
      turned.triangles[i] = SIMD3(ball.triangles[i].x, ball.triangles[i].z, ball.triangles[i].y)
    }
    var doubled = ball
    let t = ball.triangles[9]
    doubled.triangles += [SIMD3(t.y, t.z, t.x), ball.triangles[30]]
    for (surface, word) in [(turned, "2 triangles"), (doubled, "twice")] {
      let (heart, warnings) = try read(surface.mesh)
      #expect(heart.surfaceDefect == nil)
      #expect(abs(heart.surface.enclosedVolume - ball.enclosedVolume) < 1e-6)
      #expect(heart.surface.triangles.count == ball.triangles.count)
      #expect(warnings.count == 1 && warnings.first?.contains(word) == true, "\(warnings)")
    }
  }

  @Test("closed surfaces of parts that touch are one surface: what they share bounds nothing")
  func parts() throws {
    // The box's tetrahedra in two parts, each with its own closed surface.
    let (whole, _) = try read(box())
    let parts = [0..<2, 2..<6].map { range in
      let mesh = changed(box()) { grid in
        let kept = grid.cells.connectivity[4 * range.lowerBound..<4 * range.upperBound]
        grid.cells = CellArray(offsets: (0...Int64(range.count)).map { 4 * $0 }, connectivity: Array(kept))
        grid.types = [UInt8](repeating: 10, count: range.count)
      }
      return try? read(mesh).heart.surface
    }
    var both = try #require(parts[0])
    let other = try #require(parts[1])
    let first = Int32(both.points.count)
    both.points += other.points
    both.triangles += other.triangles.map { $0 &+ first }
    #expect(both.triangles.count == whole.surface.triangles.count + 4)
    let (heart, warnings) = try read(both.mesh)
    #expect(warnings.isEmpty, "\(warnings)")
    #expect(heart.surface.triangles.count == whole.surface.triangles.count)
    #expect(abs(heart.surface.enclosedVolume - 240_000) < 1e-6)
  }

  @Test("cells that have a point twice are flat and left out, of solids and of surfaces")
  func flat() throws {
    let mesh = changed(box()) { grid in
      grid.cells.connectivity += [0, 0, 1, 3, 2, 5, 5, 6]
      grid.cells.offsets += [28, 32]
      grid.types += [10, 10]
    }
    let (solid, none) = try read(mesh)
    #expect(none.isEmpty && solid.mesh == mesh)
    #expect(try solid.surface == read(box()).heart.surface)
    var surface = ball
    surface.triangles += [SIMD3(5, 5, 6), SIMD3(7, 8, 7)]
    let (heart, warnings) = try read(surface.mesh)
    #expect(warnings.isEmpty && heart.surfaceDefect == nil, "\(warnings)")
    #expect(heart.surface.triangles == ball.triangles)
  }

  @Test("fibres of a surface, which has no cells that they could belong to, are refused")
  func surfaceFibres() throws {
    var mesh = ball.mesh
    let fibres = [Float](repeating: 1, count: 3 * mesh.pointCount)
    mesh.pointData.arrays.append(DataArray("fiber", components: 3, .float32(fibres)))
    let heart = try read(mesh).heart
    let error = #expect(throws: LFError.self) { try MuscleFibres(heart) }
    #expect(error?.code == .badData && error?.description.contains("no cells with a volume") == true)
  }

  @Test("a surface with a hole says so, and how large the hole is")
  func hole() throws {
    var open = ball
    open.triangles.removeLast()
    let (heart, warnings) = try read(open.mesh)
    #expect(!heart.bounds(heart.surface))
    #expect(heart.surfaceDefect?.message.contains("is not closed: 3 open edges") == true)
    #expect(heart.surfaceDefect?.hint?.isEmpty == false)
    #expect(warnings.isEmpty)
    #expect(try read(box()).heart.surfaceDefect == nil)
  }

  @Test("points of no cell have their field taken at the heart, the others at their own place")
  func unused() throws {
    let mesh = changed(box()) { grid in
      guard let x = grid.points.values.doubles() else { return }
      grid.points.values = .float64(x + [500, 20, 50, 25, 23, 59])
    }
    let (heart, _) = try read(mesh)
    #expect(heart.unusedPoints == [8, 9])
    let places = heart.fieldPoints
    #expect(places.prefix(8).elementsEqual(heart.points.prefix(8)))
    #expect((places[8] - SIMD3(45, 20, 50)).length < 1e-9)
    #expect(places[9] == heart.points[9])
  }
}
