import LFCore
import LFLeadField
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("Electrodes on the skin")
struct SkinPointTests {
  private func box() throws -> TorsoModel {
    var diagnostics = Diagnostics()
    return try TorsoModel(BoxMesh(3).mesh, conductivity: .table(.standard), diagnostics: &diagnostics)
  }

  @Test("are moved to the closest place, on faces, edges and corners")
  func projection() throws {
    let model = try box()
    let wanted: [(SIMD3<Double>, SIMD3<Double>)] = [
      (SIMD3(13, 14, 34), SIMD3(13, 14, 30)), (SIMD3(33, 12, 34), SIMD3(30, 12, 30)),
      (SIMD3(-2, -3, -4), SIMD3(0, 0, 0)), (SIMD3(13, 14, 29), SIMD3(13, 14, 30)),
    ]
    for (given, place) in wanted {
      let point = try SkinPoint(Electrode("E", at: given), on: model, limit: 15)
      let d = point.position * 1e3 - place
      #expect(d.dot(d) < 1e-16)
      #expect(abs(point.weights.sum() - 1) < 1e-14)
      let e = given - place
      #expect(abs(point.distance * 1e3 - e.dot(e).squareRoot()) < 1e-9)
    }
    // A hair's breadth from a corner is in the corner.
    let close = try SkinPoint(Electrode("E", at: SIMD3(10.001, 10.001, 30)), on: model, limit: 15)
    #expect(close.weights.max() == 1)
  }

  @Test("are refused far from it and named, warned of when moved, accepted in between")
  func distance() throws {
    let model = try box()
    let solver = try FullOrderSolver(model)
    var diagnostics = Diagnostics()
    let solution = try solver.solve([Electrode("V1", at: SIMD3(13, 14, 44.5))], diagnostics: &diagnostics)
    #expect(diagnostics.warnings == ["electrode V1 was 14.5 mm from the skin and was moved onto it"])
    #expect(abs(solution.electrodes[0].position.z - 30) < 1e-9)
    let far = #expect(throws: LFError.self) {
      try solver.solve([Electrode("V2", at: SIMD3(13, 14, 46))], diagnostics: &diagnostics)
    }
    #expect(far?.description.contains("electrode V2 is 16.0 mm from the skin, more than 15.0 mm") == true)
    let nan = #expect(throws: LFError.self) {
      try solver.solve([Electrode("V3", at: SIMD3(.nan, 14, 46))], diagnostics: &diagnostics)
    }
    #expect(nan?.description.contains("V3 has no finite position") == true)
    #expect(throws: LFError.self) { try solver.solve([], diagnostics: &diagnostics) }
  }

  /// The solid angle of a closed surface from outside is 0, from a corner of a cube π/2, from a face 2π.
  @Test("see the conductor under the right solid angle")
  func solidAngles() throws {
    let model = try box()
    for (place, angle) in [
      (SIMD3<Double>(0, 0, 0), Double.pi / 2), (SIMD3(0, 0, 15), .pi), (SIMD3(0, 14, 13), 2 * .pi),
    ] {
      let point = try SkinPoint(Electrode("E", at: place), on: model, limit: 1)
      let load = ElectrodeLoad.split([point], model)[0]
      #expect(abs(load.source.strength * 0.2 * angle - 1) < 2e-3)
      #expect(abs(load.load.reduce(0, +)) < 1e-12)
    }
  }

  @Test("have integrals of 1/r that agree with the exact ones in the plane")
  func integrals() {
    let (a, b, c) = (SIMD3<Double>(0, 0, 0), SIMD3<Double>(1, 0, 0), SIMD3<Double>(0.2, 0.9, 0))
    for source in [SIMD3<Double>(2, 1, 0), SIMD3(-0.3, 0.4, 0), SIMD3(0.5, -0.2, 0)] {
      let exact = planarInverseDistance(source, a, b, c)
      #expect(abs(TriangleIntegral(source, a, b, c).inverseDistance - exact) < 2e-3 * exact)
    }
    // From a corner of the right isosceles triangle: √2 asinh(1).
    let corner = planarInverseDistance(.zero, .zero, SIMD3(1, 0, 0), SIMD3(0, 1, 0))
    #expect(abs(corner - 2.0.squareRoot() * 0.881_373_587_019_543) < 1e-12)
    // Half a unit above the centre of a face of the unit cube the face fills a sixth of all directions.
    let square = [SIMD3(-0.5, -0.5, 0.5), SIMD3(0.5, -0.5, 0.5), SIMD3(0.5, 0.5, 0.5), SIMD3(-0.5, 0.5, 0.5)]
    let first = TriangleIntegral(.zero, square[0], square[1], square[2]).flux.sum()
    let second = TriangleIntegral(.zero, square[0], square[2], square[3]).flux.sum()
    #expect(abs(first + second - 4 * .pi / 6) < 2e-3)
  }
}
