import LFCore
import LFMesh
import Testing

@testable import LFAnatomy

@Suite("A surface that bounds a volume")
struct SurfaceCheckTests {
  private let ball = SampleSurfaces.ball(radius: 20, level: 2)

  private func message(_ surface: TriangleSurface) -> String {
    do throws(LFError) {
      _ = try SurfaceCheck.closed(surface, name: "skin")
      return ""
    } catch { return error.description }
  }

  @Test("passes when it is closed, and is turned outwards when it was inside out")
  func good() throws {
    #expect(try SurfaceCheck.closed(ball, name: "skin") == ball)
    var inverted = ball
    inverted.triangles = ball.triangles.map { SIMD3($0.x, $0.z, $0.y) }
    #expect(try SurfaceCheck.closed(inverted, name: "skin").enclosedVolume > 0)
  }

  @Test("has the parts inside it turned inwards, and those beside it outwards")
  func parts() throws {
    let inner = SampleSurfaces.ball(radius: 8, at: SIMD3(3, 0, 1), level: 1)
    let beside = SampleSurfaces.ball(radius: 10, at: SIMD3(50, 0, 0), level: 1)
    var all = ball
    for (part, inverted) in [(inner, false), (beside, true)] {
      let first = Int32(all.points.count)
      all.points += part.points
      all.triangles += part.triangles.map { (inverted ? SIMD3($0.x, $0.z, $0.y) : $0) &+ first }
    }
    let volume = ball.enclosedVolume - inner.enclosedVolume + beside.enclosedVolume
    #expect(abs(try SurfaceCheck.closed(all, name: "skin").enclosedVolume - volume) < 1e-6)
  }

  @Test("is refused with a hole, whose place is named")
  func hole() {
    var open = ball
    open.triangles.removeLast()
    #expect(message(open).contains("skin: is not closed: 3 open edges"))
  }

  @Test("is refused with one triangle turned, doubled, or without area")
  func badTriangles() {
    var turned = ball
    turned.triangles[7] = SIMD3(turned.triangles[7].x, turned.triangles[7].z, turned.triangles[7].y)
    #expect(message(turned).contains("turned opposite ways"))
    var doubled = ball
    doubled.triangles.append(ball.triangles[0])
    #expect(message(doubled).contains("triangles on one edge"))
    var flat = ball
    flat.triangles[3].z = flat.triangles[3].y
    #expect(message(flat).contains("triangle 3"))
    #expect(message(TriangleSurface(points: [], triangles: [])).contains("no triangles"))
  }

  @Test("is refused when it cuts itself")
  func selfIntersection() {
    var dented = ball
    // One point pushed through the other side.
    dented.points[4] = SIMD3(1, 2, -35)
    #expect(message(dented).contains("cuts itself"))
    // Two balls that overlap are two closed parts that cross.
    let other = SampleSurfaces.ball(radius: 20, at: SIMD3(15, 1, 2), level: 2)
    let both = TriangleSurface(
      points: ball.points + other.points,
      triangles: ball.triangles + other.triangles.map { $0 &+ Int32(ball.points.count) })
    #expect(message(both).contains("cuts itself"))
  }

  @Test(
    "comes from a mesh with its polygons fanned out, coinciding points merged, and its frame turned to LPS")
  func fromMesh() throws {
    // A cube of quads, each with corners of its own, in RAS and metres.
    let corners: [[Double]] = [
      [0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1],
    ]
    let faces = [[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]]
    let points = faces.flatMap { $0.flatMap { corners[$0] } }
    let mesh = Mesh(
      .poly(
        PolyData(
          points: DataArray("Points", components: 3, .float64(points)),
          polygons: CellArray(
            offsets: (0...6).map { Int64(4 * $0) }, connectivity: (0..<24).map { Int64($0) }))),
      fieldData: [StatedFrame(frame: try #require(AnatomicalFrame("RAS")), unit: .metre).array])
    let surface = try SurfaceCheck.closed(try TriangleSurface(mesh, name: "cube"), name: "cube")
    #expect(surface.points.count == 8 && surface.triangles.count == 12)
    #expect(abs(surface.enclosedVolume - 1e9) < 1)
    #expect(surface.box.low == SIMD3(-1000, -1000, 0))
  }

  @Test("is refused when its mesh holds no polygons or point numbers that do not exist")
  func badMesh() {
    func mesh(_ connectivity: [Int64]) -> Mesh {
      Mesh(
        .poly(
          PolyData(
            points: DataArray("Points", components: 3, .float64([0, 0, 0, 1, 0, 0, 0, 1, 0])),
            polygons: CellArray(
              offsets: connectivity.isEmpty ? [0] : [0, Int64(connectivity.count)],
              connectivity: connectivity))))
    }
    #expect(throws: LFError.self) { try TriangleSurface(mesh([0, 1, 3]), name: "skin") }
    #expect(throws: LFError.self) { try TriangleSurface(mesh([0, 1, -1]), name: "skin") }
    #expect(throws: LFError.self) { try TriangleSurface(mesh([0, 1]), name: "skin") }
    #expect(throws: LFError.self) { try TriangleSurface(mesh([]), name: "skin") }
  }
}
