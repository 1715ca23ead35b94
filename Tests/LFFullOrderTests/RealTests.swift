import Foundation
import LFCore
import LFFormats
import LFLeadField
import LFSolve
import Testing
@testable import LFFullOrder

func doubles(_ path: String) throws -> [Double] {
  let d = try Data(contentsOf: URL(fileURLWithPath: path))
  return d.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
}
func vectors(_ path: String) throws -> [SIMD3<Double>] {
  let v = try doubles(path)
  return (0..<v.count / 3).map { SIMD3(v[3 * $0], v[3 * $0 + 1], v[3 * $0 + 2]) }
}

@Suite struct Real {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["REAL"] != nil)) func real() throws {
    for c in ["bivme_p1", "vhf_geo2"] {
      let base = "/tmp/solver/\(c)"
      var d = Diagnostics()
      guard case .mesh(let mesh) = try FormatRegistry.standard.read(base + (ProcessInfo.processInfo.environment["REAL"]!) + ".vtu", diagnostics: &d) else { return }
      let x = try vectors(base + ".x.bin")
      let ex = try vectors(base + ".electrode_x.bin")
      let surf = try doubles(base + ".on_surface.bin")
      let names = ["RA", "LA", "LL", "RL", "V1", "V2", "V3", "V4", "V5", "V6"]
      let electrodes = zip(names, ex).map { Electrode($0.0, at: $0.1) }
      for (file, sigma) in [("gradZ", 0.2), ("gradZ_heart04", 0.4)] {
        let want = try vectors(base + ".\(file).bin")
        let t0 = Date()
        let model = try TorsoModel(
          mesh, labels: TissueLabels(names: [1: "torso", 2: "myocardium"]),
          conductivity: .table(ConductivityModel(name: "t", tissues: ["torso": 0.2, "myocardium": sigma])), diagnostics: &d)
        let t1 = Date()
        for split in [false, true] {
          for method in [GradientRecovery.average, .linearFit, .quadraticFit] {
            var o = FullOrderSolver.Options()
            o.recovery = method
            o.splitsSingularity = split
            let t2 = Date()
            let solver = try FullOrderSolver(model, options: o)
            let t3 = Date()
            let sol = try solver.solve(electrodes, diagnostics: &d)
            let t4 = Date()
            let s = try sol.samples(at: x, in: "myocardium")
            let t5 = Date()
            var a = 0.0, l = 0.0, worst = 0.0, a9 = 0.0, b9 = 0.0
            var num = 0.0, den = 0.0
            let got = (0..<10).map { gradients(s, $0) }
            let goal = (0..<10).map { Array(want[$0 * x.count..<($0 + 1) * x.count]) }
            for e in 0..<10 {
              let er = errors(got[e], goal[e])
              a += er.angle / 10
              worst = max(worst, er.angle)
            }
            func lead(_ z: [[SIMD3<Double>]], _ k: Int) -> [SIMD3<Double>] {
              z[k].indices.map { i in
                k < 4 ? (k == 0 ? z[1][i] - z[0][i] : k == 1 ? z[2][i] - z[0][i] : z[2][i] - z[1][i]) : z[k][i] - (z[0][i] + z[1][i] + z[2][i]) / 3
              }
            }
            let inner = x.indices.filter { surf[$0] == 0 }
            for k in [0, 1, 4, 5, 6, 7, 8, 9] {
              let g = lead(got, k), w = lead(goal, k)
              a9 += errors(g, w).angle / 8
              b9 += errors(inner.map { g[$0] }, inner.map { w[$0] }).angle / 8
              for (p, q) in zip(g, w) { num += dot(p - q, p - q); den += dot(q, q) }
            }
            l = (num / den).squareRoot()
            if split { print("estimate", sol.discretisationError(in: model.index(ofTissue: "myocardium")!).map { String(format: "%.2f%%", 100 * $0) }, "true", (0..<10).map { String(format: "%.2f%%", 100 * errors(got[$0], goal[$0]).l2) }) }
            print(String(format: "%@ %@ split %d %@: unipolar %.2f° worst %.2f°; 8 leads %.2f° (inside %.2f°), L2 %.2f%%; it %d; model %.2f setup %.2f solve %.2f samples %.2f", c, file, split ? 1 : 0, "\(method)", a, worst, a9, b9, l * 100, sol.report.iterations, t1.timeIntervalSince(t0), t3.timeIntervalSince(t2), t4.timeIntervalSince(t3), t5.timeIntervalSince(t4)))
          }
        }
      }
      for w in d.warnings { print(w) }
    }
  }
}
