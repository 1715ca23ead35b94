import Testing

@testable import LFAnatomy

@Suite("Fits of the population to surfaces")
struct SurfaceFitTests {
  @Test("find a member of the population again")
  func torso() {
    let anatomy = TorsoAnatomy(seed: 41)
    let fit = SurfaceFit.torso(anatomy.skin.surface, points: 500)
    #expect(fit.mean < 1)
    #expect(abs(fit.parameters[.chestDepth] - anatomy.parameters[.chestDepth]) < 8)
    #expect(abs(fit.parameters[.heartForward] - anatomy.parameters[.heartForward]) < 8)
  }

  @Test("find a heart's size and orientation again")
  func heart() {
    let anatomy = TorsoAnatomy(seed: 42)
    let fit = SurfaceFit.heart(anatomy.surface(of: .muscle, spacing: 5), points: 300)
    #expect(fit.mean < 0.8)
    #expect(abs(fit.parameters[.elevation] - anatomy.parameters[.elevation]) < 4)
    #expect(abs(fit.parameters[.leftRadius] - anatomy.parameters[.leftRadius]) < 1.5)
  }

  @Test("solve a curved least-squares problem")
  func leastSquares() {
    var fit = LeastSquaresFit(from: [-1, 1])
    fit.minimise(rounds: 200) { x in [1 - x[0], 10 * (x[1] - x[0] * x[0])] }
    #expect(abs(fit.unknowns[0] - 1) < 1e-3 && abs(fit.unknowns[1] - 1) < 1e-3)
  }
}
