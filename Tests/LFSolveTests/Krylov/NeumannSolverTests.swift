import LFCore
import Testing

@testable import LFSolve

@Suite("The multigrid solver")
struct NeumannSolverTests {
  private func loads(_ rows: Int, _ count: Int) -> [[Double]] {
    (0..<count).map { e in
      var b = [Double](repeating: 0, count: rows)
      b[(e * 37) % rows] += 1
      b[rows - 1 - (e * 11) % (rows / 2)] -= 1
      return b
    }
  }

  @Test("solves blocks of any size to the tolerance, with few iterations", arguments: [1, 4, 5, 12, 14])
  func blocks(count: Int) throws {
    let a = CubeMesh(14).stiffness
    let loads = loads(a.rows, count)
    let (solutions, report) = try NeumannSolver(a).solve(loads, tolerance: 1e-10)
    #expect(solutions.count == count && report.relativeResiduals.count == count)
    #expect(report.iterations < 30)
    for (x, b) in zip(solutions, loads) {
      let rest = zip(a.times(x), b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      #expect(rest < 3e-10 * b.reduce(0) { $0 + $1 * $1 }.squareRoot())
      #expect(abs(x.reduce(0, +)) < 1e-9)
    }
    #expect(report.relativeResiduals.allSatisfy { $0 < 3e-10 })
  }

  @Test("gives a right-hand side the same answer alone and in company, and at any scale")
  func company() throws {
    let a = CubeMesh(12).stiffness
    let solver = try NeumannSolver(a)
    let loads = loads(a.rows, 7)
    let together = try solver.solve(loads, tolerance: 1e-11).solutions
    let alone = try solver.solve([loads[5]], tolerance: 1e-11).solutions[0]
    let tiny = try solver.solve([loads[5].map { $0 * 1e-60 }], tolerance: 1e-11).solutions[0]
    let size = alone.map(abs).max() ?? 0
    for i in alone.indices {
      #expect(abs(alone[i] - together[5][i]) < 1e-8 * size)
      #expect(abs(tiny[i] * 1e60 - alone[i]) < 1e-8 * size)
    }
    // The same input gives the same bits, however the work falls on the cores.
    #expect(try solver.solve(loads, tolerance: 1e-11).solutions == together)
  }

  @Test("needs hardly more iterations on a finer mesh and for large contrasts")
  func scaling() throws {
    var mesh = CubeMesh(28)
    let fine = try NeumannSolver(mesh.stiffness).solve(loads(mesh.points.count, 2)).report.iterations
    mesh.conductivity = mesh.conductivity.map { $0 > 0.25 ? 1000 * $0 : $0 }
    let contrast = try NeumannSolver(mesh.stiffness).solve(loads(mesh.points.count, 2)).report.iterations
    #expect(fine < 25)
    #expect(contrast < 60)
  }

  @Test("solves the smallest systems, and a load of zero")
  func smallest() throws {
    let a = CubeMesh(1).stiffness
    let solver = try NeumannSolver(a)
    var b = [Double](repeating: 0, count: 8)
    #expect(try solver.solve([b]).solutions[0].allSatisfy { $0 == 0 })
    b[0] = 1
    b[7] = -1
    let x = try solver.solve([b], tolerance: 1e-12).solutions[0]
    for (got, want) in zip(a.times(x), b) { #expect(abs(got - want) < 1e-10) }
  }

  @Test("refuses a matrix that is not positive, in words")
  func notPositive() {
    var a = CubeMesh(2).stiffness
    a.value = a.value.map { -$0 }
    let error = #expect(throws: LFError.self) { try NeumannSolver(a) }
    #expect(error?.description.contains("not positive") == true)
  }

  @Test("says that the mesh is bad when the iteration does not end")
  func divergence() throws {
    let a = CubeMesh(10).stiffness
    let multigrid = try #require(Multigrid(a))
    let iteration = BlockIteration(a, multigrid, lanes: 4)
    iteration.load(loads(a.rows, 1)[...], (0..<Int32(a.rows)).map { $0 })
    let error = #expect(throws: LFError.self) { try iteration.iterate(1e-10, limit: 3) }
    #expect(error?.description.contains("nearly flat elements") == true)
  }
}
