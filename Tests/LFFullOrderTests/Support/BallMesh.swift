import LFCore
import LFFullOrder
import LFSolve

/// A ball of prisms between spheres, each split into three tetrahedra: icosahedral on the spheres, whose radii
/// can lie on jumps of the conductivity.
struct BallMesh {
  var points: [SIMD3<Double>] = []
  var tetrahedra: [Int32] = []
  /// The layer of each cell: an index into the radii.
  var layer: [Int32] = []
  /// How many points lie on each sphere; they are the last points.
  var onSphere = 0

  /// `frequency` is the number of pieces of each edge of the icosahedron; `radii` are the spheres', m, ascending.
  init(frequency n: Int, radii: [Double]) {
    let (directions, triangles) = icosphere(n)
    onSphere = directions.count
    points = [.zero]
    for radius in radii { points += directions.map { $0 * radius } }
    func number(_ sphere: Int, _ i: Int) -> Int32 { Int32(1 + sphere * directions.count + i) }
    for sphere in radii.indices {
      for t in triangles {
        if sphere == 0 {
          add([0, number(0, t[0]), number(0, t[1]), number(0, t[2])], 0)
          continue
        }
        // Diagonals run from the lower number inside: neighbours agree on them.
        let s = t.sorted()
        let (a, b, c) = (number(sphere - 1, s[0]), number(sphere - 1, s[1]), number(sphere - 1, s[2]))
        let (d, e, f) = (number(sphere, s[0]), number(sphere, s[1]), number(sphere, s[2]))
        add([a, b, c, f], sphere)
        add([a, b, f, e], sphere)
        add([a, e, f, d], sphere)
      }
    }
  }

  private mutating func add(_ corners: [Int32], _ sphere: Int) {
    let p = corners.map { points[Int($0)] }
    let volume = (p[1] - p[0]).dot((p[2] - p[0]).cross(p[3] - p[0]))
    tetrahedra += volume > 0 ? corners : [corners[0], corners[1], corners[3], corners[2]]
    layer.append(Int32(sphere))
  }

  /// The model with a tissue a group of layers.
  func model(
    _ conductivity: CellConductivity, tissue: (Int32) -> Int32 = { _ in 0 }, names: [String] = ["torso"]
  )
    throws -> TorsoModel
  {
    var diagnostics = Diagnostics()
    return try TorsoModel(
      points: points, tetrahedra: tetrahedra, tissue: layer.map(tissue), tissueNames: names,
      conductivity: conductivity, diagnostics: &diagnostics)
  }
}

/// Directions and triangles of an icosahedron whose faces are cut into n² triangles each.
private func icosphere(_ n: Int) -> (directions: [SIMD3<Double>], triangles: [[Int]]) {
  let phi = (1 + 5.0.squareRoot()) / 2
  var corners: [SIMD3<Double>] = []
  for s in [-1.0, 1] {
    for t in [-phi, phi] { corners += [SIMD3(0, s, t), SIMD3(s, t, 0), SIMD3(t, 0, s)] }
  }
  var directions: [SIMD3<Double>] = []
  var known: [SIMD3<Int>: Int] = [:]
  func index(_ x: SIMD3<Double>) -> Int {
    let u = x / x.dot(x).squareRoot()
    let key = SIMD3<Int>(Int((u.x * 1e6).rounded()), Int((u.y * 1e6).rounded()), Int((u.z * 1e6).rounded()))
    if let found = known[key] { return found }
    known[key] = directions.count
    directions.append(u)
    return directions.count - 1
  }
  var triangles: [[Int]] = []
  for a in 0..<12 {
    for b in (a + 1)..<12 {
      for c in (b + 1)..<12 {
        let (p, q, r) = (corners[a], corners[b], corners[c])
        let sides = [(p - q).dot(p - q), (q - r).dot(q - r), (r - p).dot(r - p)]
        guard sides.allSatisfy({ abs($0 - 4) < 1e-9 }) else { continue }
        func at(_ i: Int, _ j: Int) -> Int {
          index((p * Double(n - i - j) + q * Double(i) + r * Double(j)) / Double(n))
        }
        for i in 0..<n {
          for j in 0..<(n - i) {
            triangles.append([at(i, j), at(i + 1, j), at(i, j + 1)])
            if i + j < n - 1 { triangles.append([at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)]) }
          }
        }
      }
    }
  }
  return (directions, triangles)
}
