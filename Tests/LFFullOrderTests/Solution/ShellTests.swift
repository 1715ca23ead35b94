import Foundation
import LFCore
import LFLeadField
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("Concentric shells against their Legendre series")
struct ShellTests {
  /// Errors at the points of each shell, borders included, with each shell's own gradient there; the torso is
  /// left out, where the series does not converge near the electrode.
  private func measure(_ frequency: Int) throws -> [(angle: Double, relative: Double, estimate: Double)] {
    let model = try Shells(frequency).model()
    var diagnostics = Diagnostics()
    let solution = try FullOrderSolver(model).solve([threeElectrodes(model)[2]], diagnostics: &diagnostics)
    let x = solution.electrodes[0].position * 1e-3
    let exact = ShellField(radii: Shells.edges, conductivity: Shells.sigma, electrode: x, degrees: 100)
    return (0..<3).map { shell in
      let operators = TissueGradient(model, tissue: Int32(shell), method: .quadraticFit)
      let regular = operators.apply(solution.regular[0])
      let chosen = operators.nodes.indices.filter { operators.nodes[$0] != 0 }
      let got = chosen.map {
        regular[$0] + solution.sources[0].gradient(model.points[Int(operators.nodes[$0])])
      }
      let want = chosen.map { exact.gradient(model.points[Int(operators.nodes[$0])], shell: shell) }
      let found = errors(got, want)
      return (found.angle, found.relative, solution.discretisationError(in: Int32(shell))[0])
    }
  }

  @Test("whose series is the ball's closed form when all shells conduct alike")
  func series() {
    let electrode = SIMD3<Double>(0, ballRadius, 0)
    let shells = ShellField(
      radii: Shells.edges, conductivity: [0.2, 0.2, 0.2, 0.2], electrode: electrode, degrees: 100)
    let ball = BallField(radius: ballRadius, conductivity: 0.2, electrode: electrode)
    for x in [SIMD3(0.01, 0.02, -0.02), SIMD3(0.03, 0.03, 0.03), SIMD3(-0.05, 0.05, 0.01)] {
      let shell = Shells.edges.firstIndex { x.dot(x).squareRoot() <= $0 } ?? 0
      let d = shells.gradient(x, shell: shell) - ball.gradient(x)
      #expect(d.dot(d).squareRoot() < 1e-6 * ball.gradient(x).dot(ball.gradient(x)).squareRoot())
    }
  }

  @Test("is approached with an order above 1.5 on both sides of every jump, and the estimate says how well")
  func convergence() throws {
    let coarse = try measure(6)
    let middle = try measure(10)
    let fine = try measure(16)
    for shell in 0..<3 {
      let order = log(coarse[shell].relative / fine[shell].relative) / log(16.0 / 6)
      #expect(order > 1.5, "\(Shells.names[shell]): order \(order)")
      #expect(middle[shell].relative < 0.6 * coarse[shell].relative)
      #expect(fine[shell].angle < 0.5)
      #expect(fine[shell].relative < 0.02)
      #expect(fine[shell].estimate > 0.7 * fine[shell].relative)
      #expect(fine[shell].estimate < 5 * fine[shell].relative)
    }
  }

  @Test(
    "answers places anywhere with the gradient of the shell that they lie in, and none that are far outside")
  func anywhere() throws {
    let (solution, exact) = try solved()
    // A millimetre on either side of every jump, where the radial component is two to six times as large.
    let places = Self.places(2e-3)
    let found = try solution.samples(anywhere: places.map { $0 * 1e3 }, limit: 2)
    for (i, x) in places.enumerated() {
      #expect(Self.error(found, i, x, exact) < 0.08, "\(x) in shell \(Self.shell(of: x))")
    }
    #expect(throws: LFError.self) { try solution.samples(anywhere: [SIMD3(0, 0, 140)], limit: 2) }
  }

  @Test("takes the side that is told of places between a border and the mesh's facets, which cut corners")
  func told() throws {
    let (solution, exact) = try solved()
    // Facets lie below the sphere: places just inside a border are outside the facets.
    let places = Self.places(1e-5)
    let names = places.map { Shells.names[Self.shell(of: $0)] }
    let found = try solution.samples(anywhere: places.map { $0 * 1e3 }, of: names, limit: 2)
    let untold = try solution.samples(anywhere: places.map { $0 * 1e3 }, limit: 2)
    for (i, x) in places.enumerated() {
      #expect(Self.error(found, i, x, exact) < 0.08, "\(x) in \(names[i])")
    }
    #expect(places.indices.contains { Self.error(untold, $0, places[$0], exact) > 0.5 })
    // A name that no cell within reach has, and one that the model does not know, change nothing.
    for name in [Shells.names[3], "bone"] {
      let place = [SIMD3<Double>(0, 0.5, 1)]
      let usual = try solution.samples(anywhere: place, limit: 2)
      #expect(try solution.samples(anywhere: place, of: [name], limit: 2).gradient == usual.gradient)
    }
  }

  private func solved() throws -> (solution: FullOrderSolution, exact: ShellField) {
    let model = try Shells(14).model()
    var diagnostics = Diagnostics()
    let solution = try FullOrderSolver(model).solve([threeElectrodes(model)[2]], diagnostics: &diagnostics)
    let exact = ShellField(
      radii: Shells.edges, conductivity: Shells.sigma, electrode: solution.electrodes[0].position * 1e-3,
      degrees: 100)
    return (solution, exact)
  }

  /// Places on either side of every jump, m.
  private static func places(_ distance: Double) -> [SIMD3<Double>] {
    Shells.edges.dropLast().flatMap { edge in
      [SIMD3(0.6, 0.64, 0.48), SIMD3(-0.48, 0.6, -0.64), SIMD3(0.64, -0.48, 0.6)].flatMap { way in
        [way * (edge - distance), way * (edge + distance)]
      }
    }
  }

  private static func shell(of x: SIMD3<Double>) -> Int {
    Shells.edges.firstIndex { x.dot(x).squareRoot() <= $0 } ?? 3
  }

  private static func error(
    _ found: FieldSamples, _ i: Int, _ x: SIMD3<Double>, _ exact: ShellField
  ) -> Double {
    let want = exact.gradient(x, shell: shell(of: x))
    let gap =
      SIMD3<Double>(SIMD3(found.gradient[3 * i], found.gradient[3 * i + 1], found.gradient[3 * i + 2])) - want
    return gap.dot(gap).squareRoot() / want.dot(want).squareRoot()
  }
}
