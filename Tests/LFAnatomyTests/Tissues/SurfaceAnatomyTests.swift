import LFCore
import Testing

@testable import LFAnatomy

@Suite("Anatomies from a user's surfaces")
struct SurfaceAnatomyTests {
  private let skin = SampleSurfaces.ball(radius: 110, level: 4)
  private let heart = SampleSurfaces.ball(radius: 35, at: SIMD3(20, -10, 0), level: 3)

  @Test("make a mesh of the right volumes")
  func mesh() throws {
    let anatomy = try SurfaceAnatomy(
      skin: skin, heart: heart, leftCavity: SampleSurfaces.ball(radius: 20, at: SIMD3(20, -10, 0), level: 3),
      lungs: SampleSurfaces.ball(radius: 25, at: SIMD3(-55, 20, 10), level: 3))
    let mesh = AnatomyMesh(anatomy, density: .standard.refined(0.6))
    #expect(mesh.quality.smallestVolume > 0)
    func ball(_ r: Double) -> Double { 4 / 3 * Double.pi * r * r * r }
    let volumes = mesh.tissueVolumes
    #expect(abs(mesh.tetrahedra.volume / ball(110) - 1) < 0.025)
    // Chords of so coarse a mesh cut a few percent off small balls.
    #expect(abs(volumes[1] / (ball(35) - ball(20)) - 1) < 0.05)
    #expect(abs(volumes[2] / ball(20) - 1) < 0.05)
    #expect(volumes[3] == 0)
    #expect(abs(volumes[4] / ball(25) - 1) < 0.05)
  }

  @Test("are refused when the heart is outside the torso, leaves it, or is open")
  func refusals() {
    func message(_ heart: TriangleSurface) -> String {
      do throws(LFError) {
        _ = try SurfaceAnatomy(skin: skin, heart: heart)
        return ""
      } catch { return error.description }
    }
    #expect(message(heart) == "")
    #expect(
      message(heart.moved(by: SIMD3(300, 0, 0))).contains("heart surface: lies outside the torso surface"))
    #expect(message(heart.moved(by: SIMD3(70, 0, 0))).contains("leaves the torso surface by"))
    var metres = heart
    metres.points = heart.points.map { $0 / 1000 }
    #expect(message(metres).contains("likely m"))
    var open = heart
    open.triangles.removeFirst()
    #expect(message(open).contains("heart surface: is not closed"))
  }

  @Test("are refused when lungs run into the heart")
  func lungs() {
    let error = #expect(throws: LFError.self) {
      try SurfaceAnatomy(
        skin: skin, heart: heart, lungs: SampleSurfaces.ball(radius: 30, at: SIMD3(-30, 0, 0), level: 3))
    }
    #expect(error?.description.contains("crosses the heart surface") == true)
  }
}
