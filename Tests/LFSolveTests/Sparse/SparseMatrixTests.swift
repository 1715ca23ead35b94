import Testing

@testable import LFSolve

@Suite("Sparse matrices")
struct SparseMatrixTests {
  /// A matrix with about a third of its entries, and the same in full.
  private func sample(_ rows: Int, _ columns: Int, seed: UInt64) -> (sparse: SparseMatrix, full: [[Double]]) {
    var state = seed
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    var full = [[Double]](repeating: [Double](repeating: 0, count: columns), count: rows)
    var sparse = SparseMatrix(columns: columns, rowStart: [0], column: [], value: [])
    for i in 0..<rows {
      for j in 0..<columns where random() < 0.35 {
        full[i][j] = random() - 0.5
        sparse.column.append(Int32(j))
        sparse.value.append(full[i][j])
      }
      sparse.rowStart.append(sparse.column.count)
    }
    return (sparse, full)
  }

  private func full(_ a: SparseMatrix) -> [[Double]] {
    var result = [[Double]](repeating: [Double](repeating: 0, count: a.columns), count: a.rows)
    for i in 0..<a.rows {
      for k in a.rowStart[i]..<a.rowStart[i + 1] { result[i][Int(a.column[k])] += a.value[k] }
    }
    return result
  }

  @Test("multiply and transpose as full ones do", arguments: [UInt64(1), 2, 3])
  func products(seed: UInt64) {
    let (a, fullA) = sample(17, 23, seed: seed)
    let (b, fullB) = sample(23, 9, seed: seed + 100)
    let product = full(a.times(b))
    let turned = full(a.transposed())
    for i in 0..<17 {
      for j in 0..<9 {
        let want = (0..<23).reduce(0.0) { $0 + fullA[i][$1] * fullB[$1][j] }
        #expect(abs(product[i][j] - want) < 1e-14)
      }
      for j in 0..<23 { #expect(turned[j][i] == fullA[i][j]) }
    }
    let x = (0..<23).map { Double($0) - 5 }
    for (i, y) in a.times(x).enumerated() {
      #expect(abs(y - (0..<23).reduce(0.0) { $0 + fullA[i][$1] * x[$1] }) < 1e-13)
    }
  }

  @Test("keep their entries in another order, columns ascending, and the order brings neighbours together")
  func reordering() {
    let a = CubeMesh(7).stiffness
    let order = a.bandwidthReducingOrder()
    #expect(order.map(Int.init).sorted() == Array(0..<a.rows))
    let b = a.reordered(order)
    let before = full(a)
    for i in 0..<b.rows {
      var last: Int32 = -1
      for k in b.rowStart[i]..<b.rowStart[i + 1] {
        #expect(b.column[k] > last)
        last = b.column[k]
        #expect(b.value[k] == before[Int(order[i])][Int(order[Int(b.column[k])])])
      }
    }
    func bandwidth(_ m: SparseMatrix) -> Int {
      (0..<m.rows).map { i in
        (m.rowStart[i]..<m.rowStart[i + 1]).map { abs(Int(m.column[$0]) - i) }.max() ?? 0
      }.max() ?? 0
    }
    var state: UInt64 = 9
    var shuffled = (0..<Int32(a.rows)).map { $0 }
    for i in shuffled.indices {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      shuffled.swapAt(i, Int(state >> 33) % shuffled.count)
    }
    let mixed = a.reordered(shuffled)
    #expect(bandwidth(mixed.reordered(mixed.bandwidthReducingOrder())) < bandwidth(mixed) / 2)
  }
}
