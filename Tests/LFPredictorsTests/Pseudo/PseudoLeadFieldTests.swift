import Foundation
import LFAnatomy
import LFCore
import LFLeadField
import LFMesh
import LFPredictors
import Testing

@Suite("The pseudo lead field")
struct PseudoLeadFieldTests {
  private func anatomy(_ tissues: [String: Double] = ["torso": 0.2]) throws -> Anatomy {
    var diagnostics = Diagnostics()
    let mesh = SampleHeart(Biventricular(), HeartOrientation(), spacing: 5).mesh
    let heart = try HeartMesh(mesh, file: "folder/h.vtu", diagnostics: &diagnostics)
    return Anatomy(
      heart: heart, electrodes: try ElectrodeSet(placedAround: heart, diagnostics: &diagnostics),
      conductivity: ConductivityModel(name: "test", tissues: tissues))
  }

  @Test("is 1/(4πσr) in ohm with r in metres, and its gradient points to the electrode, in ohm per metre")
  func units() throws {
    let anatomy = try anatomy()
    let electrode = anatomy.electrodes.electrodes[0].position
    let samples = try PseudoLeadField().samples(
      of: anatomy, at: [electrode + SIMD3(0, 100, 0), electrode + SIMD3(0, 0, -50)], progress: .silent)
    // r = 0.1 m: 1/(4π · 0.2 · 0.1) = 3.978873577 ohm and a slope of 39.78873577 ohm/m.
    let potential = try #require(samples.potential)
    #expect(abs(potential[0] - 3.978873577) < 1e-5)
    #expect(abs(potential[1] - 7.957747155) < 1e-5)
    #expect(abs(samples.gradient[1] + 39.78873577) < 1e-4)
    #expect(abs(samples.gradient[5] - 159.1549431) < 1e-3)
    #expect(samples.count == 2 && samples.gradient.count == 60)
  }

  @Test("has the gradient of its potential")
  func slope() throws {
    let anatomy = try anatomy()
    let p = SIMD3(10.0, -5, 20)
    let h = 0.5
    for i in 0..<3 {
      var step = SIMD3<Double>()
      step[i] = h
      let samples = try PseudoLeadField().samples(
        of: anatomy, at: [p, p + step, p - step], progress: .silent)
      let potential = try #require(samples.potential)
      for e in 0..<10 {
        let slope = (potential[3 * e + 1] - potential[3 * e + 2]) / Float(2 * h / 1000)
        #expect(abs(slope - samples.gradient[9 * e + i]) < 0.02 + 2e-3 * abs(slope))
      }
    }
  }

  @Test("is made at points, cells or both, and tells where it came from", arguments: Sampling.allCases)
  func sampling(at: Sampling) throws {
    let anatomy = try anatomy()
    let field = try PseudoLeadField().leadField(of: anatomy, at: at)
    #expect(field.atPoints?.count == (at == .cells ? nil : anatomy.heart.points.count))
    #expect(field.atCells?.count == (at == .points ? nil : anatomy.heart.mesh.cellCount))
    #expect(field.provenance.source == "h.vtu" && field.provenance.method == "pseudo")
    #expect(field.electrodes.count == 10 && field.leads.names.count == 12)
  }

  @Test("refuses conductivities without a torso")
  func refusal() throws {
    let bare = try anatomy(["blood": 0.6])
    let error = #expect(throws: LFError.self) {
      try PseudoLeadField().leadField(of: bare, at: .points)
    }
    #expect(error?.code == .badData)
  }
}
