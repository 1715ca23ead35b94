import Foundation
import LFCore
import LFSolve
import LFTestSupport
import Testing

@testable import LFFullOrder

@Suite("Electrodes whose fields others are made of")
struct PilotElectrodesTests {
  /// Places in a ball of 40 mm, m.
  private let tissue: [SIMD3<Double>] = {
    var source = SplitMix(seed: 9)
    return (0..<2000).map { _ in
      SIMD3.random(in: -1...1, using: &source)
    }.filter { $0.dot($0) < 1 }.map { 0.04 * $0 }
  }()

  /// Places on a sheet of 20 × `rows` electrodes, mm apart, that begins 10 mm beside the ball.
  private func sheet(_ rows: Int) -> [SIMD3<Double>] {
    (0..<20 * rows).map { SIMD3(0.01 * Double($0 % 20) - 0.1, 0.05, 0.01 * Double($0 / 20)) }
  }

  @Test("are there once each, the closest to the tissue first, close ones more often than far ones")
  func places() {
    let electrodes = sheet(15)
    let chosen = PilotElectrodes.chosen(electrodes, for: tissue)
    #expect(Set(chosen).count == chosen.count)
    func reach(_ e: Int) -> Double { tissue.map { ($0 - electrodes[e]).dot($0 - electrodes[e]) }.min() ?? 0 }
    #expect(reach(chosen[0]) == electrodes.indices.map(reach).min())
    #expect(chosen.count { $0 < 100 } > chosen.count { $0 >= 200 })
  }

  @Test("are as many as the fields ask for, and with the mean's fill blocks of the solver")
  func counts() {
    let wide = PilotElectrodes.chosen(sheet(15), for: tissue)
    #expect((wide.count + 1) % NeumannSolver.blockWidth == 0)
    #expect(wide.count < 150)
    // From afar fields are more alike.
    let far = PilotElectrodes.chosen(sheet(15).map { $0 + SIMD3(0, 0.3, 0) }, for: tissue)
    #expect(far.count == NeumannSolver.blockWidth - 1)
  }

  @Test("leave out electrodes that stand where another does")
  func repeated() {
    let three = [SIMD3(0, 0.06, 0), SIMD3(0.07, 0, 0), SIMD3(0, 0, -0.08)]
    let electrodes = (0..<150).map { three[$0 % 3] }
    #expect(Set(PilotElectrodes.chosen(electrodes, for: tissue).map { $0 % 3 }) == [0, 1, 2])
    #expect(PilotElectrodes.chosen(electrodes, for: tissue).count == 3)
  }

  /// Unbounded fields of all electrodes, as sums of the pilots' by least squares.
  @Test("leave little of the fields they were chosen by")
  func rest() throws {
    let electrodes = sheet(15)
    let chosen = PilotElectrodes.chosen(electrodes, for: tissue)
    let places = tissue.enumerated().filter { $0.offset % 9 == 1 }.map(\.element)
    var fields = electrodes.map { electrode in
      let field = places.flatMap { place in
        let d = place - electrode
        let value = d / pow(d.dot(d), 1.5)
        return [value.x, value.y, value.z]
      }
      let size = field.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return field.map { $0 / size }
    }
    for pilot in chosen {
      let size = fields[pilot].reduce(0) { $0 + $1 * $1 }.squareRoot()
      let direction = fields[pilot].map { $0 / size }
      for e in fields.indices {
        let along = zip(fields[e], direction).reduce(0) { $0 + $1.0 * $1.1 }
        for i in direction.indices { fields[e][i] -= along * direction[i] }
      }
    }
    let worst = fields.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }.max() ?? 1
    #expect(worst < 0.025)
  }
}
