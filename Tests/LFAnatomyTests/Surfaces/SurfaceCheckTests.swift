import LFCore
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
}
