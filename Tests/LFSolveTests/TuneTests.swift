import Foundation
import Testing
@testable import LFSolve

@Suite struct Tune {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TUNE"] != nil)) func tune() throws {
    let n = Int(ProcessInfo.processInfo.environment["TUNE"] ?? "45") ?? 45
    let t0 = Date()
    let mesh = CubeMesh(n)
    let t1 = Date()
    let a = mesh.stiffness
    print("nodes", a.rows, "mesh", t1.timeIntervalSince(t0), "assembly", Date().timeIntervalSince(t1))
    let loads = (0..<12).map { e in
      var b = [Double](repeating: 0, count: a.rows)
      b[e * 37] = 1
      b[a.rows - 1 - e * 11] = -1
      return b
    }
    for degree in [1, 2, 3] {
      for threshold in [0.0, 0.02, 0.05, 0.08] {
        var s = MultigridSettings()
        s.degree = degree
        s.threshold = threshold
        let t = Date()
        let solver = try NeumannSolver(a, s)
        let t2 = Date()
        let (_, r) = try solver.solve(loads, tolerance: 1e-8)
        let t3 = Date()
        let (_, r10) = try solver.solve(loads, tolerance: 1e-10)
        print(
          degree, threshold, "setup", t2.timeIntervalSince(t), "solve8", t3.timeIntervalSince(t2), r.iterations,
          "solve10", Date().timeIntervalSince(t3), r10.iterations, r10.relativeResiduals.max()!,
          "levels", solver.multigrid.rowCounts, solver.multigrid.complexity)
      }
    }
  }
}
