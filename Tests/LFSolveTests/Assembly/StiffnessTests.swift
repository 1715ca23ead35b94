import LFCore
import Testing

@testable import LFSolve

@Suite("The stiffness matrix")
struct StiffnessTests {
  @Test("has symmetric rows that sum to zero")
  func symmetry() {
    let a = CubeMesh(5).stiffness
    let b = a.transposed()
    #expect(a.column == b.column)
    for k in a.value.indices { #expect(abs(a.value[k] - b.value[k]) < 1e-15) }
    for sum in a.times([Double](repeating: 1, count: a.rows)) { #expect(abs(sum) < 1e-14) }
  }

  /// ½ uᵀ A u of a linear potential is half the power that its field dissipates.
  @Test("gives a linear potential its power, in tensors too")
  func energy() {
    let mesh = CubeMesh(4)
    let g = SIMD3<Double>(0.3, -1.2, 0.7)
    let u = mesh.points.map { $0.dot(g) }
    var tensors: [Double] = []
    var power = 0.0
    var scalarPower = 0.0
    for cell in 0..<(mesh.tetrahedra.count / 4) {
      let c = (0..<4).map { mesh.points[Int(mesh.tetrahedra[4 * cell + $0])] }
      let volume = LinearTetrahedron(c[0], c[1], c[2], c[3]).volume
      #expect(volume > 0)
      let t = [1 + Double(cell % 3), 2, 1.5, 0.2, -0.1, 0.3]
      tensors += t
      let x = t[0] * g.x + t[3] * g.y + t[5] * g.z
      let y = t[3] * g.x + t[1] * g.y + t[4] * g.z
      let z = t[5] * g.x + t[4] * g.y + t[2] * g.z
      power += volume * g.dot(SIMD3(x, y, z))
      scalarPower += volume * mesh.conductivity[cell] * g.dot(g)
    }
    let around = NodeCells(nodes: mesh.points.count, tetrahedra: mesh.tetrahedra)
    let tensor = SparseMatrix.stiffness(
      points: mesh.points, tetrahedra: mesh.tetrahedra, conductivity: .tensor(tensors), around: around)
    #expect(abs(zip(u, tensor.times(u)).reduce(0) { $0 + $1.0 * $1.1 } - power) < 1e-12 * power)
    let scalar = mesh.stiffness
    #expect(abs(zip(u, scalar.times(u)).reduce(0) { $0 + $1.0 * $1.1 } - scalarPower) < 1e-12 * scalarPower)
    // A scalar and the tensor that it stands for are one.
    let spread = mesh.conductivity.flatMap { (s: Double) -> [Double] in [s, s, s, 0, 0, 0] }
    let same = SparseMatrix.stiffness(
      points: mesh.points, tetrahedra: mesh.tetrahedra, conductivity: .tensor(spread), around: around)
    for k in same.value.indices { #expect(abs(same.value[k] - scalar.value[k]) < 1e-15) }
  }
}
