import LFCore
import LFLeadField
import LFSolve
import Testing

@testable import LFFullOrder

@Suite("Laws that every lead field obeys")
struct PhysicsTests {
  private func solve(_ model: TorsoModel, _ electrodes: [Electrode], splits: Bool = true) throws
    -> FullOrderSolution
  {
    var options = FullOrderSolver.Options()
    options.tolerance = 1e-11
    options.splitsSingularity = splits
    var diagnostics = Diagnostics()
    return try FullOrderSolver(model, options: options).solve(electrodes, diagnostics: &diagnostics)
  }

  private func skinNodes(_ model: TorsoModel) -> [Int] {
    Array(Set(model.boundary.triangles.map { Int($0) })).sorted()
  }

  @Test("reciprocity: what electrode a sees of b is what b sees of a")
  func reciprocity() throws {
    let model = try Shells(6).model()
    let nodes = skinNodes(model)
    let chosen = [nodes[3], nodes[nodes.count / 2], nodes[nodes.count - 7]]
    let electrodes = chosen.map { Electrode("e\($0)", at: model.points[$0] * 1e3) }
    let nodal = try solve(model, electrodes, splits: false)
    let split = try solve(model, electrodes)
    for a in 0..<3 {
      for b in 0..<a {
        let size = abs(nodal.potential(a)[chosen[b]])
        #expect(abs(nodal.potential(a)[chosen[b]] - nodal.potential(b)[chosen[a]]) < 1e-8 * size)
        // Splitting is not symmetric: it holds as far as the mesh resolves the field.
        #expect(abs(split.potential(a)[chosen[b]] - split.potential(b)[chosen[a]]) < 0.05 * size)
      }
    }
  }

  @Test("c times the conductivity is 1/c times the field")
  func scaling() throws {
    let shells = Shells(5)
    let model = try shells.model()
    let electrodes = threeElectrodes(model)
    let one = try solve(model, electrodes)
    let seven = try solve(
      try shells.model(.isotropic(shells.tissue.map { 7 * Shells.sigma[Int($0)] })), electrodes)
    for e in electrodes.indices {
      for (z, y) in zip(one.potential(e), seven.potential(e)) {
        #expect(abs(z - 7 * y) < 1e-6 * max(abs(z), 1))
      }
    }
  }

  @Test("a tensor that is isotropic is a number")
  func tensors() throws {
    let shells = Shells(5)
    let model = try shells.model()
    let electrodes = threeElectrodes(model)
    let scalar = try solve(model, electrodes)
    let tensor = try solve(
      try shells.model(
        .tensor(
          shells.tissue.flatMap { (t: Int32) -> [Double] in
            let s = Shells.sigma[Int(t)]
            return [s, s, s, 0, 0, 0]
          })), electrodes)
    for e in electrodes.indices {
      for (z, y) in zip(scalar.potential(e), tensor.potential(e)) {
        #expect(abs(z - y) < 1e-6 * max(abs(z), 1))
      }
    }
  }

  @Test("turning and moving the torso turns and moves its field")
  func motion() throws {
    let model = try Shells(5).model()
    func turned(_ v: SIMD3<Double>) -> SIMD3<Double> {
      // A rotation by a third of a turn about (1, 1, 1), then by some angle about z.
      let w = SIMD3(v.z, v.x, v.y)
      return SIMD3(0.8 * w.x - 0.6 * w.y, 0.6 * w.x + 0.8 * w.y, w.z)
    }
    let shift = SIMD3<Double>(0.4, -1.3, 0.2)
    var diagnostics = Diagnostics()
    let moved = try TorsoModel(
      points: model.points.map { turned($0) + shift }, tetrahedra: model.tetrahedra, tissue: model.tissue,
      tissueNames: model.tissueNames, conductivity: model.conductivity, diagnostics: &diagnostics)
    let electrodes = threeElectrodes(model)
    let before = try solve(model, electrodes)
    let after = try solve(
      moved, electrodes.map { Electrode($0.name, at: (turned($0.position * 1e-3) + shift) * 1e3) })
    let points = (0..<Int32(model.points.count)).map { $0 }
    let a = before.samples(atPoints: points)
    let b = after.samples(atPoints: points)
    for e in electrodes.indices {
      // The harmonic basis of the recovery turns with the torso: all its members are kept together.
      #expect(errors(b.gradients(e), a.gradients(e).map(turned)).relative < 1e-4)
    }
  }

  @Test("no current leaves the skin but the uniform return")
  func flux() throws {
    let model = try ball(10)
    let electrode = threeElectrodes(model)[2]
    let solution = try solve(model, [electrode])
    let nodes = skinNodes(model).map { Int32($0) }
    let gradients = solution.samples(atPoints: nodes).gradients(0)
    let wanted = -1 / (0.2 * model.boundary.area)
    for (i, node) in nodes.enumerated() {
      let x = model.points[Int(node)]
      let d = x - electrode.position * 1e-3
      guard d.dot(d) > 0.04 * 0.04 else { continue }
      let normal = gradients[i].dot(x) / ballRadius
      let size = gradients[i].dot(gradients[i]).squareRoot()
      #expect(abs(normal - wanted) < 0.03 * size)
    }
  }

  @Test("across a jump the current is continuous and the gradient is each side's own")
  func jump() throws {
    let model = try Shells(10).model()
    let solution = try solve(model, [threeElectrodes(model)[2]])
    let blood = TissueGradient(model, tissue: 0, method: .quadraticFit)
    let muscle = TissueGradient(model, tissue: 1, method: .quadraticFit)
    let inner = blood.apply(solution.regular[0])
    let outer = muscle.apply(solution.regular[0])
    var current = 0.0
    var tangent = 0.0
    var whole = 0.0
    for (i, node) in blood.nodes.enumerated() where muscle.place[Int(node)] >= 0 {
      let x = model.points[Int(node)]
      let n = x / x.dot(x).squareRoot()
      let s = solution.sources[0].gradient(x)
      let a = inner[i] + s
      let b = outer[Int(muscle.place[Int(node)])] + s
      let jump = a.dot(n) - 0.5 * b.dot(n)
      current += jump * jump
      tangent += (a - b).cross(n).dot((a - b).cross(n))
      whole += a.dot(a)
    }
    #expect(whole > 0)
    #expect((current / whole).squareRoot() < 0.08)
    #expect((tangent / whole).squareRoot() < 0.04)
  }
}
