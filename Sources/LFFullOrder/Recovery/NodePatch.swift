import LFCore
import LFSolve

/// The cells and nodes of one tissue around a node.
struct NodePatch {
  private let model: TorsoModel
  private let tissue: Int32
  private let harmonic: Bool
  private var seen: [Int32]
  private var mark: Int32 = 0
  private var center = 0
  private var cells: [Int] = []
  /// The nodes of the cells, the centre first.
  private var nodes: [Int32] = []

  init(_ model: TorsoModel, tissue: Int32, harmonic: Bool) {
    self.model = model
    self.tissue = tissue
    self.harmonic = harmonic
    seen = [Int32](repeating: 0, count: model.points.count)
  }

  /// Takes the cells around a node.
  mutating func gather(_ node: Int) {
    mark += 1
    center = node
    cells.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
    nodes.append(Int32(truncatingIfNeeded: node))
    seen[node] = mark
    addCells(around: node)
  }

  private mutating func addCells(around node: Int) {
    for k in model.around.start[node]..<model.around.start[node + 1] {
      let cell = Int(model.around.cells[k])
      guard model.tissue[cell] == tissue else { continue }
      if node == center { cells.append(cell) }
      for c in 0..<4 {
        let other = model.tetrahedra[4 * cell + c]
        if seen[Int(other)] != mark {
          seen[Int(other)] = mark
          nodes.append(other)
        }
      }
    }
  }

  /// The node's gradient as a combination of potentials.
  mutating func row(_ method: GradientRecovery) -> (columns: [Int32], weights: [SIMD3<Double>]) {
    switch method {
    case .average: return cellFit(linear: false)
    case .linearFit: return cellFit(linear: true)
    case .quadraticFit: return potentialFit() ?? cellFit(linear: false)
    }
  }

  /// Fits the cells' gradients: g(0) of a least-squares plane, or their volume-weighted mean.
  private func cellFit(linear: Bool) -> (columns: [Int32], weights: [SIMD3<Double>]) {
    let origin = model.points[center]
    var shares = [Double](repeating: 0, count: cells.count)
    var done = false
    if linear, cells.count >= 8 {
      var fit = LeastSquares(unknowns: 4)
      var rows: [[Double]] = []
      for cell in cells {
        let (a, b, c, d) = model.corners(cell)
        let x = ((a + b + c + d) / 4 - origin) / scale()
        rows.append([1, x.x, x.y, x.z])
      }
      for row in rows { fit.add(row, weight: 1) }
      if let first = fit.weights(of: [0], rows: rows, weights: rows.map { _ in 1 }) {
        shares = first[0]
        done = true
      }
    }
    if !done {
      var total = 0.0
      for (i, cell) in cells.enumerated() {
        let (a, b, c, d) = model.corners(cell)
        shares[i] = LinearTetrahedron(a, b, c, d).volume
        total += shares[i]
      }
      for i in shares.indices { shares[i] /= total }
    }
    var weights = [SIMD3<Double>](repeating: .zero, count: nodes.count)
    for (i, cell) in cells.enumerated() {
      let (a, b, c, d) = model.corners(cell)
      let t = LinearTetrahedron(a, b, c, d)
      let gradients = [t.g0, t.g1, t.g2, t.g3]
      for k in 0..<4 {
        if let at = nodes.firstIndex(of: model.tetrahedra[4 * cell + k]) {
          weights[at] += shares[i] * gradients[k]
        }
      }
    }
    return (nodes, weights)
  }

  private func scale() -> Double {
    var square = 0.0
    let origin = model.points[center]
    for node in nodes {
      let d = model.points[Int(node)] - origin
      square = max(square, d.dot(d))
    }
    return square.squareRoot()
  }

  /// Fits a quadratic to the potential; `nil` where the tissue is too thin for it.
  private mutating func potentialFit() -> (columns: [Int32], weights: [SIMD3<Double>])? {
    let unknowns = harmonic ? 8 : 9
    if nodes.count - 1 < unknowns + 4 {
      for node in nodes where Int(node) != center { addCells(around: Int(node)) }
    }
    guard nodes.count - 1 >= unknowns else { return nil }
    let h = scale()
    let origin = model.points[center]
    var rows: [[Double]] = []
    var importance: [Double] = []
    var fit = LeastSquares(unknowns: unknowns)
    for node in nodes.dropFirst() {
      let x = (model.points[Int(node)] - origin) / h
      var row = [x.x, x.y, x.z, x.x * x.y, x.y * x.z, x.z * x.x, x.x * x.x - x.y * x.y]
      row.append(2 * x.z * x.z - x.x * x.x - x.y * x.y)
      if !harmonic { row.append(x.dot(x)) }
      // The fit passes through the node's own value; near nodes count more.
      let w = 1 / x.dot(x)
      rows.append(row)
      importance.append(w)
      fit.add(row, weight: w)
    }
    guard let found = fit.weights(of: [0, 1, 2], rows: rows, weights: importance) else { return nil }
    var weights: [SIMD3<Double>] = [.zero]
    for i in rows.indices { weights.append(SIMD3(found[0][i], found[1][i], found[2][i]) / h) }
    return (nodes, weights)
  }
}
