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

  @Test(
    "have blood in the cavities of the muscle's surface, however the heart is turned, the left one with thicker walls",
    arguments: [3, 8] as [UInt64], [false, true])
  func cavities(seed: UInt64, turned: Bool) throws {
    let truth = TorsoAnatomy(seed: seed, kind: seed == 8 ? .dilatedHeart : nil)
    // Head down, left to the front: no frame that hearts are given in.
    func turn(_ surface: TriangleSurface) -> TriangleSurface {
      guard turned else { return surface }
      return TriangleSurface(
        points: surface.points.map { SIMD3(-$0.y, -$0.x, -$0.z) + SIMD3(5, 60, -30) },
        triangles: surface.triangles)
    }
    let anatomy = try SurfaceAnatomy(
      skin: turn(truth.surface(of: .skin, spacing: 24)), heart: turn(truth.surface(of: .muscle)))
    #expect(anatomy.hasBlood)
    let density = MeshDensity.standard.refined(0.6)
    let found = AnatomyMesh(anatomy, density: density).tissueVolumes
    let expected = AnatomyMesh(truth, density: density).tissueVolumes
    for tissue in [Tissue.myocardium, .leftBlood, .rightBlood] {
      let i = Int(tissue.rawValue) - 1
      #expect(abs(found[i] / expected[i] - 1) < 0.08, "\(tissue): \(found[i]), \(expected[i])")
    }
  }

  @Test("have blood in a cavity that the muscle's surface closes, whichever way its triangles are turned")
  func closedCavity() throws {
    let cavity = SampleSurfaces.ball(radius: 22, at: SIMD3(20, -10, 0), level: 3)
    for inverted in [false, true] {
      let inner = cavity.triangles.map { inverted ? SIMD3($0.x, $0.z, $0.y) : $0 }
      let shell = TriangleSurface(
        points: heart.points + cavity.points,
        triangles: heart.triangles + inner.map { $0 &+ Int32(heart.points.count) })
      let anatomy = try SurfaceAnatomy(skin: skin, heart: shell)
      #expect(anatomy.hasBlood)
      let volumes = AnatomyMesh(anatomy, density: .standard.refined(0.6)).tissueVolumes
      #expect(abs(volumes[2] / cavity.enclosedVolume - 1) < 0.1, "\(volumes)")
      #expect(volumes[3] == 0)
    }
  }

  @Test("have no blood when the heart is solid, and only the given blood when some is given")
  func noCavities() throws {
    #expect(try !SurfaceAnatomy(skin: skin, heart: heart).hasBlood)
    let truth = TorsoAnatomy(seed: 3)
    let anatomy = try SurfaceAnatomy(
      skin: truth.surface(of: .skin, spacing: 24), heart: truth.surface(of: .muscle),
      leftCavity: truth.surface(of: .leftCavity))
    let volumes = AnatomyMesh(anatomy, density: .standard.refined(0.5)).tissueVolumes
    #expect(volumes[2] > 20_000 && volumes[3] == 0)
  }
}
