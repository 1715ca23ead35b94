import LFCore
import Testing

@testable import LFAnatomy

@Suite("A sound mesh")
struct SoundMeshTests {
  private let density = MeshDensity.standard.refined(0.5)
  private let map: SurfaceAnatomy

  init() throws {
    // Walls of a fifth of a millimetre, where borders leave flat tetrahedra.
    map = try SurfaceAnatomy(
      skin: SampleSurfaces.ball(radius: 80, level: 4),
      heart: SampleSurfaces.ball(radius: 35, at: SIMD3(0.3, 0.5, 3.2), level: 3),
      leftCavity: SampleSurfaces.ball(radius: 20, at: SIMD3(15.1, 0.5, 3.2), level: 3))
  }

  @Test("is the one that was asked for when that has no flat tetrahedron")
  func first() throws {
    let mesh = try AnatomyMesh.sound(map, density: density, least: 0)
    #expect(mesh.density == density)
    #expect(mesh.tetrahedra == AnatomyMesh(map, density: density).tetrahedra)
  }

  @Test("is made at another spacing when the one that was asked for leaves a flat tetrahedron")
  func another() throws {
    let flat = AnatomyMesh(map, density: density).flattest.shape
    #expect(flat < 0.01)
    let mesh = try AnatomyMesh.sound(map, density: density, least: 1.2 * flat)
    #expect(mesh.density != density)
    #expect(mesh.flattest.shape >= 1.2 * flat)
  }

  @Test("is refused, with the place, when all spacings leave one")
  func none() {
    let error = #expect(throws: LFError.self) {
      try AnatomyMesh.sound(map, density: .standard.refined(0.4), least: 0.5)
    }
    #expect(error?.code == .badData)
    #expect(error?.description.contains("nearly flat tetrahedron at (") == true)
  }

  @Test("is tried at no other spacing for other errors than bad data")
  func otherErrors() {
    var tried = 0
    let error = #expect(throws: LFError.self) {
      try withSoundMesh(density) { (_) throws(LFError) -> Void in
        tried += 1
        throw LFError(.cannotCreate, "no")
      }
    }
    #expect(error?.code == .cannotCreate && tried == 1)
  }
}
