import LFCore
import LFSolve

/// Sums of fields that are orthonormal in a tissue: ∫ ∇q_i · ∇q_j over it is 1 for i = j, else 0.
struct TissueBasis {
  /// How much of each field is in each function.
  private(set) var shares: [[Double]] = []
  /// What ∫ ∇q · ∇φ over the tissue is at the model's points, function by function.
  private(set) var loads: [[Double]] = []

  /// What is left of a field beside the functions before it, below this share of its size, adds nothing that shows.
  private static let least = 1e-3

  /// Takes a solution's fields one after the other, each without what is in those before (Gram and Schmidt, twice).
  init(_ solution: FullOrderSolution, tissue: Int32) {
    let inside = TissueStiffness(solution.model, tissue: tissue)
    let count = solution.electrodes.count
    let given = Parallel.map(count) { k in
      let field = solution.potential(k, at: inside.nodes)
      return (field: field, load: inside.times(field))
    }
    var taken: [(field: [Double], load: [Double])] = []
    for k in 0..<count {
      var share = [Double](repeating: 0, count: count)
      share[k] = 1
      var (field, load) = given[k]
      let size = Self.product(field, load).squareRoot()
      for _ in 0..<2 {
        for (j, held) in taken.map({ Self.product($0.field, load) }).enumerated() {
          Self.add(-held, taken[j].field, to: &field)
          Self.add(-held, taken[j].load, to: &load)
          Self.add(-held, shares[j], to: &share)
        }
      }
      let left = Self.product(field, load).squareRoot()
      guard left > Self.least * size else { continue }
      taken.append((field.map { $0 / left }, load.map { $0 / left }))
      shares.append(share.map { $0 / left })
    }
    loads = taken.map { one in
      var spread = [Double](repeating: 0, count: solution.model.points.count)
      for (node, value) in zip(inside.nodes, one.load) { spread[Int(node)] = value }
      return spread
    }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        // Four sums: the compiler may not make them of one by itself.
        var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
        let whole = a.count / 4 * 4
        for i in stride(from: 0, to: whole, by: 4) {
          s0 += a[i] * b[i]
          s1 += a[i + 1] * b[i + 1]
          s2 += a[i + 2] * b[i + 2]
          s3 += a[i + 3] * b[i + 3]
        }
        for i in whole..<a.count { s0 += a[i] * b[i] }
        return (s0 + s1) + (s2 + s3)
      }
    }
  }

  private static func add(_ factor: Double, _ a: [Double], to b: inout [Double]) {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeMutableBufferPointer { b in
        for i in a.indices { b[i] += factor * a[i] }
      }
    }
  }
}

/// ∫ ∇φ_i · ∇φ_j over one tissue, on that tissue's points.
private struct TissueStiffness {
  let nodes: [Int32]
  private let matrix: SparseMatrix

  init(_ model: TorsoModel, tissue: Int32) {
    let cells = (0..<model.cellCount).filter { model.tissue[$0] == tissue }
    var place = [Int32](repeating: -1, count: model.points.count)
    for cell in cells { for k in 0..<4 { place[Int(model.tetrahedra[4 * cell + k])] = 0 } }
    nodes = place.indices.filter { place[$0] == 0 }.map { Int32(truncatingIfNeeded: $0) }
    for (i, node) in nodes.enumerated() { place[Int(node)] = Int32(truncatingIfNeeded: i) }
    let tetrahedra = cells.flatMap { cell in
      (0..<4).map { place[Int(model.tetrahedra[4 * cell + $0])] }
    }
    matrix = SparseMatrix.stiffness(
      points: nodes.map { model.points[Int($0)] }, tetrahedra: tetrahedra,
      conductivity: .isotropic([Double](repeating: 1, count: cells.count)),
      around: NodeCells(nodes: nodes.count, tetrahedra: tetrahedra))
  }

  func times(_ x: [Double]) -> [Double] { matrix.times(x) }
}
