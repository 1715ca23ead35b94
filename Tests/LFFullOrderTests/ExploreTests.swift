import Foundation
import LFCore
import LFLeadField
import LFSolve
import Testing
@testable import LFFullOrder

func errors(_ got: [SIMD3<Double>], _ want: [SIMD3<Double>]) -> (angle: Double, l2: Double) {
  var angle = 0.0, num = 0.0, den = 0.0
  for (g, w) in zip(got, want) {
    let c = dot(g, w) / (dot(g, g) * dot(w, w)).squareRoot()
    angle += acos(min(max(c, -1), 1)) * 180 / .pi
    num += dot(g - w, g - w); den += dot(w, w)
  }
  return (angle / Double(got.count), (num / den).squareRoot())
}
func gradients(_ s: FieldSamples, _ e: Int) -> [SIMD3<Double>] {
  (0..<s.count).map { i in
    let k = 3 * (e * s.count + i)
    return SIMD3(Double(s.gradient[k]), Double(s.gradient[k + 1]), Double(s.gradient[k + 2]))
  }
}

@Suite struct Explore {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["EXPLORE"] != nil)) func ball() throws {
    for n in [6, 9] {
      let R = 0.12
      let layers = n
      let mesh = BallMesh(frequency: n, radii: (1...layers).map { R * Double($0) / Double(layers) })
      let model = try mesh.model(.isotropic([Double](repeating: 0.2, count: mesh.layer.count)))
      // electrodes: vertex, edge mid, face interior
      let b = model.boundary
      let f = b.skinCount / 3
      let p = (0..<3).map { model.points[Int(b.triangles[3 * f + $0])] }
      let places = [p[0], (p[0] + p[1]) / 2, 0.4 * p[0] + 0.35 * p[1] + 0.25 * p[2]]
      let electrodes = places.enumerated().map { Electrode("E\($0.offset)", at: $0.element * 1e3) }
      for split in [false, true] {
        for method in [GradientRecovery.average, .linearFit, .quadraticFit] {
          var o = FullOrderSolver.Options()
          o.splitsSingularity = split
          o.recovery = method
          var d = Diagnostics()
          let t = Date()
          let solver = try FullOrderSolver(model, options: o)
          let sol = try solver.solve(electrodes, diagnostics: &d)
          let t2 = Date()
          var line = "n \(n) nodes \(model.points.count) split \(split) \(method) it \(sol.report.iterations) res \(sol.report.relativeResiduals.max()!) t \(t2.timeIntervalSince(t)):"
          let samples = sol.samples(atPoints: (0..<Int32(model.points.count)).map { $0 })
          for e in 0..<3 {
            let x = electrodes[e].position * 1e-3
            let exact = BallField(radius: R, conductivity: 0.2, electrode: x / dot(x, x).squareRoot() * R)
            let g = gradients(samples, e)
            for (lo, hi, inner) in [(0.02, 0.03, 2.0), (0.03, 0.05, 2.0), (0.05, 0.3, 0.7), (0.05, 0.3, 2.0)] {
              let idx = model.points.indices.filter { i in
                let r = dot(model.points[i] - x, model.points[i] - x).squareRoot()
                let rr = dot(model.points[i], model.points[i]).squareRoot()
                return r >= lo && r < hi && rr < inner * R
              }
              let er = errors(idx.map { g[$0] }, idx.map { exact.gradient(model.points[$0]) })
              line += String(format: " %.2f°/%.1f%%", er.angle, er.l2 * 100)
            }
            line += " |"
          }
          print(line)
        }
      }
    }
  }
  @Test(.enabled(if: ProcessInfo.processInfo.environment["EXPLORE"] != nil)) func shells() throws {
    let R = 0.12
    for n in [6, 10, 16] {
      // heart 0.3..., wall between 0.04 and 0.06 with sigma .3, blood .6 inside, lungs .05 outside .06-.09, torso .2
      let h = R / Double(n)
      var radii: [Double] = []
      var edges = [0.04, 0.06, 0.09, 0.12]
      var last = 0.0
      for e in edges { let k = max(1, Int(((e - last) / h).rounded())); for i in 1...k { radii.append(last + (e - last) * Double(i) / Double(k)) }; last = e }
      let mesh = BallMesh(frequency: n, radii: radii)
      let names = ["blood", "myocardium", "lungs", "torso"]
      func shell(_ l: Int32) -> Int32 { Int32(edges.firstIndex { radii[Int(l)] < $0 + 1e-9 }!) }
      let sigma = [0.6, 0.3, 0.05, 0.2]
      let model = try mesh.model(.isotropic(mesh.layer.map { sigma[Int(shell($0))] }), tissue: shell, names: names)
      let b = model.boundary
      let f = b.skinCount / 3
      let p = (0..<3).map { model.points[Int(b.triangles[3 * f + $0])] }
      let electrodes = [p[0], 0.4 * p[0] + 0.35 * p[1] + 0.25 * p[2]].enumerated().map { Electrode("E\($0.offset)", at: $0.element * 1e3) }
      for split in [false, true] {
        for method in [GradientRecovery.average, .linearFit, .quadraticFit] {
          var o = FullOrderSolver.Options()
          o.splitsSingularity = split
          o.recovery = method
          var d = Diagnostics()
          let solver = try FullOrderSolver(model, options: o)
          let sol = try solver.solve(electrodes, diagnostics: &d)
          var line = "shells n \(n) nodes \(model.points.count) split \(split) \(method) it \(sol.report.iterations):"
          for e in 0..<2 {
            let x = electrodes[e].position * 1e-3
            let exact = ShellField(radii: edges, conductivity: sigma, electrode: x / dot(x, x).squareRoot() * R, degrees: 120)
            for tissue in 0..<4 {
              let op = TissueGradient(model, tissue: Int32(tissue), method: method)
              let g = op.apply(sol.regular[e])
              let idx = op.nodes.indices.filter { let q = model.points[Int(op.nodes[$0])]; return dot(q, q) > 1e-9 && dot(q - x, q - x).squareRoot() > 0.03 && dot(q, q).squareRoot() < 0.091 }
              let er = errors(idx.map { g[$0] + sol.sources[e].gradient(model.points[Int(op.nodes[$0])]) }, idx.map { exact.gradient(model.points[Int(op.nodes[$0])], shell: tissue) })
              line += String(format: " %@ %.2f°/%.1f%%(%.1f%%)", names[tissue], er.angle, er.l2 * 100, 100 * sol.discretisationError(in: Int32(tissue))[e])
            }
            line += " |"
          }
          print(line)
        }
      }
      edges = []
    }
  }
}
