import Foundation
import LFCore
import LFLeadField
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("The homogeneous ball against its closed form")
struct BallTests {
  /// The exact field obeys its own equation: no sources inside, the right flux through the skin.
  @Test("whose closed form is harmonic and lets −1/|Γ| through the skin")
  func closedForm() {
    let field = BallField(radius: 0.12, conductivity: 0.2, electrode: SIMD3(0, 0, 0.12))
    let h = 1e-5
    for x in [SIMD3(0.03, -0.02, 0.05), SIMD3(0, 0.1, 0.0), SIMD3(0.02, 0.02, -0.09)] {
      var laplacian = 0.0
      for axis in 0..<3 {
        var step = SIMD3<Double>.zero
        step[axis] = h
        laplacian += (field.gradient(x + step)[axis] - field.gradient(x - step)[axis]) / (2 * h)
        let slope = (field.potential(x + step) - field.potential(x - step)) / (2 * h)
        #expect(abs(slope - field.gradient(x)[axis]) < 1e-4)
      }
      #expect(abs(laplacian) < 1e-4 * field.gradient(x).dot(field.gradient(x)).squareRoot() / 0.1)
    }
    let direction = SIMD3<Double>(0.6, 0, -0.8)
    let flux = 0.2 * field.gradient(0.12 * direction).dot(direction)
    #expect(abs(flux + 1 / (4 * .pi * 0.12 * 0.12)) < 1e-9)
  }

  /// Errors of the three electrodes' gradients at all points between two distances from the electrode.
  private func measure(_ frequency: Int, from near: Double, to far: Double, splits: Bool = true) throws
    -> [(angle: Double, relative: Double)]
  {
    let model = try ball(frequency)
    var options = FullOrderSolver.Options()
    options.splitsSingularity = splits
    var diagnostics = Diagnostics()
    let electrodes = threeElectrodes(model)
    let solution = try FullOrderSolver(model, options: options).solve(electrodes, diagnostics: &diagnostics)
    let samples = solution.samples(atPoints: (0..<Int32(model.points.count)).map { $0 })
    return electrodes.indices.map { e in
      let x = solution.electrodes[e].position * 1e-3
      let exact = BallField(
        radius: ballRadius, conductivity: 0.2, electrode: x * (ballRadius / x.dot(x).squareRoot()))
      let gradients = samples.gradients(e)
      let chosen = model.points.indices.filter {
        let r = (model.points[$0] - x).dot(model.points[$0] - x).squareRoot()
        return r >= near && r < far
      }
      return errors(chosen.map { gradients[$0] }, chosen.map { exact.gradient(model.points[$0]) })
    }
  }

  @Test("is approached with second order, wherever on its face the electrode is")
  func convergence() throws {
    let frequencies = [6, 9, 13]
    let found = try frequencies.map { try measure($0, from: 0.02, to: 1) }
    for e in 0..<3 {
      for k in 1..<frequencies.count {
        let ratio = Foundation.log(Double(frequencies[k]) / Double(frequencies[k - 1]))
        let order = Foundation.log(found[k - 1][e].relative / found[k][e].relative) / ratio
        #expect(order > 1.6, "electrode \(e), mesh \(k): order \(order)")
      }
      #expect(found[2][e].angle < 0.1)
      #expect(found[2][e].relative < 0.008)
    }
  }

  @Test("near the electrode is many times better than with the current in at nodes")
  func nearField() throws {
    let split = try measure(9, from: 0.02, to: 0.03)
    let nodal = try measure(9, from: 0.02, to: 0.03, splits: false)
    for e in 0..<3 {
      #expect(split[e].angle < 1)
      #expect(split[e].angle * 5 < nodal[e].angle)
    }
  }

  @Test("has potentials that agree and whose integral over the skin vanishes")
  func potentials() throws {
    let model = try ball(10)
    var diagnostics = Diagnostics()
    let electrodes = threeElectrodes(model)
    let solution = try FullOrderSolver(model).solve(electrodes, diagnostics: &diagnostics)
    #expect(diagnostics.warnings.isEmpty)
    for e in electrodes.indices {
      let x = solution.electrodes[e].position * 1e-3
      let exact = BallField(
        radius: ballRadius, conductivity: 0.2, electrode: x * (ballRadius / x.dot(x).squareRoot()))
      let potential = solution.potential(e)
      for i in model.points.indices where (model.points[i] - x).dot(model.points[i] - x) > 0.03 * 0.03 {
        #expect(abs(potential[i] - exact.potential(model.points[i])) < 0.25)
      }
    }
  }

  @Test("is met between points and in cells too")
  func elsewhere() throws {
    let model = try ball(10)
    var diagnostics = Diagnostics()
    let solution = try FullOrderSolver(model).solve([threeElectrodes(model)[2]], diagnostics: &diagnostics)
    let x = solution.electrodes[0].position * 1e-3
    let exact = BallField(
      radius: ballRadius, conductivity: 0.2, electrode: x * (ballRadius / x.dot(x).squareRoot()))
    let places = (0..<50).map { i in
      SIMD3(sin(Double(i)), cos(Double(3 * i)), sin(Double(5 * i) + 1)) * 0.04
    }
    let samples = try solution.samples(at: places.map { $0 * 1e3 }, in: "torso")
    #expect(errors(samples.gradients(0), places.map(exact.gradient)).relative < 0.01)
    for (got, place) in zip(samples.potentials(0), places) {
      #expect(abs(got - exact.potential(place)) < 0.1)
    }
    let cells = (0..<Int32(model.cellCount)).filter { $0 % 97 == 0 }
    let centres = cells.map { cell in
      let (a, b, c, d) = model.corners(Int(cell))
      return (a + b + c + d) / 4
    }
    let inCells = solution.samples(atCentroidsOf: cells)
    let far = centres.indices.filter { (centres[$0] - x).dot(centres[$0] - x) > 0.03 * 0.03 }
    let gradients = inCells.gradients(0)
    let error = errors(far.map { gradients[$0] }, far.map { exact.gradient(centres[$0]) })
    #expect(error.relative < 0.015)
  }

  @Test("refuses places outside it, and tissues that are not there")
  func outside() throws {
    let model = try ball(4)
    var diagnostics = Diagnostics()
    let solution = try FullOrderSolver(model).solve([threeElectrodes(model)[0]], diagnostics: &diagnostics)
    let far = #expect(throws: LFError.self) { try solution.samples(at: [SIMD3(0, 0, 140)], in: "torso") }
    #expect(far?.description.contains("point 0 is more than 2.0 mm outside the torso") == true)
    let none = #expect(throws: LFError.self) { try solution.samples(at: [.zero], in: "liver") }
    #expect(none?.description.contains("no cell is liver") == true)
  }
}
