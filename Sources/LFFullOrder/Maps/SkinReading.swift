import LFCore
import LFSolve

/// Potentials read at places on the skin, between its points.
struct SkinReading {
  private let model: TorsoModel
  private var patches: [Int32: NodePatch] = [:]
  private var rows: [Int32: (columns: [Int32], weights: [SIMD3<Double>])] = [:]

  init(_ model: TorsoModel) { self.model = model }

  /// The potentials at a place of the skin: half of the way to it from each corner is made along the gradient there,
  /// which is exact for quadratics, where linear interpolation is off by a curvature.
  mutating func values(of potentials: [[Double]], at point: SkinPoint) -> [Double] {
    let tissue = model.tissue[Int(model.boundary.cells[point.face])]
    var result = [Double](repeating: 0, count: potentials.count)
    for k in 0..<3 where point.weights[k] > 0 {
      let node = model.boundary.triangles[3 * point.face + k]
      let row = gradient(node, tissue)
      let way = 0.5 * (point.position - model.points[Int(node)])
      for (i, values) in potentials.enumerated() {
        let own = values[Int(node)]
        var value = own
        for (column, weight) in zip(row.columns, row.weights) {
          value += weight.dot(way) * (values[Int(column)] - own)
        }
        result[i] += point.weights[k] * value
      }
    }
    return result
  }

  private mutating func gradient(
    _ node: Int32, _ tissue: Int32
  ) -> (columns: [Int32], weights: [SIMD3<Double>]) {
    if let known = rows[node] { return known }
    var patch =
      patches[tissue] ?? NodePatch(model, tissue: tissue, harmonic: model.isUniform(tissue))
    patch.gather(Int(node))
    let row = patch.row(.quadraticFit)
    patches[tissue] = patch
    rows[node] = row
    return row
  }
}
