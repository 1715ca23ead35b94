import LFCore
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("What other conductivities add to right-hand sides")
struct ContrastLoadTests {
  /// A cube of 50 mm of 0.2 S/m with a core of 10 mm of 0.6 S/m.
  private func box(tensors: Bool = false) throws -> TorsoModel {
    let mesh = BoxMesh(5)
    let values = mesh.labels.map { $0 == 4 ? 0.6 : 0.2 }
    var diagnostics = Diagnostics()
    return try TorsoModel(
      points: mesh.points.map { $0 * 1e-3 }, tetrahedra: mesh.cells.flatMap { $0.map { Int32($0) } },
      tissue: mesh.labels.map { $0 == 4 ? 1 : 0 }, tissueNames: ["torso", "myocardium"],
      conductivity: tensors ? .tensor(values.flatMap { [$0, $0, $0, 0, 0, 0] }) : .isotropic(values),
      diagnostics: &diagnostics)
  }

  /// Eleven sources on the top, more than a group has.
  private let sources = (0..<11).map { i in
    (
      source: PointSource(center: SIMD3(0.004 * Double(i) + 0.003, 0.02, 0.05), strength: 0.5 + Double(i)),
      sigma: 0.2
    )
  }

  /// 1/r is harmonic, so that its field's mean over a cube is that of the middle, up to the fourth order.
  @Test("sum to nothing, and their first moments are the core's")
  func moments() throws {
    let model = try box()
    let middle = SIMD3<Double>(repeating: 0.025)
    for (given, load) in zip(sources, ContrastLoad.of(sources, model)) {
      #expect(abs(load.reduce(0, +)) < 1e-12)
      let moment = zip(load, model.points).reduce(SIMD3<Double>.zero) { $0 + $1.0 * $1.1 }
      let d = middle - given.source.center
      let square = d.dot(d)
      let wanted = d * (0.4 * given.source.strength * 1e-6 / (square * square.squareRoot()))
      let gap = moment - wanted
      #expect((gap.dot(gap) / wanted.dot(wanted)).squareRoot() < 5e-3)
    }
  }

  @Test("are an electrode's own, whatever others there are, and tensors' too")
  func alone() throws {
    let model = try box()
    let all = ContrastLoad.of(sources, model)
    #expect(all.count == sources.count)
    for (one, load) in zip(sources, all) { #expect(ContrastLoad.of([one], model) == [load]) }
    for (load, other) in zip(all, ContrastLoad.of(sources, try box(tensors: true))) {
      let size = load.map(abs).max() ?? 0
      #expect(size > 0)
      #expect(zip(load, other).allSatisfy { abs($0 - $1) < 1e-9 * size })
    }
  }

  @Test("are nothing where the conductivity is the electrode's, next to it too")
  func none() throws {
    let model = try box()
    let load = ContrastLoad.of(sources, model)[0]
    for (point, value) in zip(model.points, load) where value != 0 {
      let d = point - SIMD3(repeating: 0.025)
      #expect(max(abs(d.x), abs(d.y), abs(d.z)) < 0.0051)
    }
  }
}
