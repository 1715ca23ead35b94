import LFCore

/// The tetrahedra around each node: node i has `cells[start[i] ..< start[i + 1]]`, ascending.
public struct NodeCells: Sendable {
  /// Where each node's cells begin, and the end.
  public let start: [Int]
  /// Cell numbers.
  public let cells: [Int32]

  /// Lists the cells around each node.
  ///
  /// - Parameters:
  ///   - nodes: How many nodes there are.
  ///   - tetrahedra: Four nodes a cell, each below `nodes`.
  public init(nodes: Int, tetrahedra: [Int32]) {
    var start = [Int](repeating: 0, count: nodes + 1)
    for node in tetrahedra { start[Int(node) + 1] += 1 }
    for i in 0..<nodes { start[i + 1] += start[i] }
    var next = start
    var cells = [Int32](repeating: 0, count: tetrahedra.count)
    for k in tetrahedra.indices {
      let node = Int(tetrahedra[k])
      cells[next[node]] = Int32(truncatingIfNeeded: k >> 2)
      next[node] += 1
    }
    self.start = start
    self.cells = cells
  }
}

extension SparseMatrix {
  /// The stiffness matrix of linear tetrahedra: entry (i, j) is ∫ ∇φᵢ · σ ∇φⱼ. Its rows sum to zero.
  ///
  /// - Parameters:
  ///   - points: Three coordinates a node, in m for entries in S.
  ///   - tetrahedra: Four nodes a cell, of positive volume.
  ///   - conductivity: One conductivity a cell, S/m.
  ///   - around: The cells around each node.
  /// - Returns: The matrix, symmetric to the last bit but for rounding.
  public static func stiffness(
    points: [SIMD3<Double>], tetrahedra: [Int32], conductivity: CellConductivity, around: NodeCells
  ) -> SparseMatrix {
    let nodes = points.count
    let pieces = Workers.pieces(nodes)
    let stretches = UnsafeMutableBufferPointer<StiffnessRows>.allocate(capacity: pieces)
    stretches.initialize(repeating: StiffnessRows())
    defer {
      stretches.deinitialize()
      stretches.deallocate()
    }
    points.withUnsafeBufferPointer { points in
      tetrahedra.withUnsafeBufferPointer { tetrahedra in
        let input = StiffnessInput(points: points, tetrahedra: tetrahedra, around: around)
        switch conductivity {
        case .isotropic(let values):
          values.withUnsafeBufferPointer { values in
            Workers.run(rows: nodes) { piece, rows in
              stretches[piece] = StiffnessRows(rows, input, scalar: values, tensor: nil)
            }
          }
        case .tensor(let values):
          values.withUnsafeBufferPointer { values in
            Workers.run(rows: nodes) { piece, rows in
              stretches[piece] = StiffnessRows(rows, input, scalar: nil, tensor: values)
            }
          }
        }
      }
    }
    var rowStart: [Int] = [0]
    rowStart.reserveCapacity(nodes + 1)
    var column: [Int32] = []
    var value: [Double] = []
    let total = stretches.reduce(0) { $0 + $1.column.count }
    column.reserveCapacity(total)
    value.reserveCapacity(total)
    var end = 0
    for piece in 0..<pieces {
      for length in stretches[piece].lengths {
        end += Int(length)
        rowStart.append(end)
      }
      column += stretches[piece].column
      value += stretches[piece].value
      stretches[piece] = StiffnessRows()
    }
    return SparseMatrix(columns: nodes, rowStart: rowStart, column: column, value: value)
  }
}

private struct StiffnessInput {
  let points: UnsafeBufferPointer<SIMD3<Double>>
  let tetrahedra: UnsafeBufferPointer<Int32>
  let around: NodeCells
}

/// Some rows of the matrix. Each row gathers from the cells around its node: no two rows write to one place.
private struct StiffnessRows {
  var lengths: [Int32] = []
  var column: [Int32] = []
  var value: [Double] = []

  init() {}

  init(
    _ rows: Range<Int>, _ input: StiffnessInput, scalar: UnsafeBufferPointer<Double>?,
    tensor: UnsafeBufferPointer<Double>?
  ) {
    lengths.reserveCapacity(rows.count)
    column.reserveCapacity(rows.count * 15)
    value.reserveCapacity(rows.count * 15)
    var sums = [Double](repeating: 0, count: input.points.count)
    var seen = [Bool](repeating: false, count: input.points.count)
    var found: [Int32] = []
    let corners = input.tetrahedra
    input.around.start.withUnsafeBufferPointer { start in
      input.around.cells.withUnsafeBufferPointer { cells in
        sums.withUnsafeMutableBufferPointer { sums in
          seen.withUnsafeMutableBufferPointer { seen in
            for row in rows {
              found.removeAll(keepingCapacity: true)
              for k in start[row]..<start[row + 1] {
                let cell = Int(cells[k])
                let i0 = corners[4 * cell]
                let i1 = corners[4 * cell + 1]
                let i2 = corners[4 * cell + 2]
                let i3 = corners[4 * cell + 3]
                let t = LinearTetrahedron(
                  input.points[Int(i0)], input.points[Int(i1)], input.points[Int(i2)], input.points[Int(i3)])
                var own = t.g3
                if Int(i0) == row { own = t.g0 } else if Int(i1) == row { own = t.g1 }
                if Int(i2) == row { own = t.g2 }
                var flux = own * t.volume
                if let scalar { flux *= scalar[cell] }
                if let tensor { flux = tensorTimes(tensor, cell, flux) }
                add(i0, flux.dot(t.g0), sums, seen, &found)
                add(i1, flux.dot(t.g1), sums, seen, &found)
                add(i2, flux.dot(t.g2), sums, seen, &found)
                add(i3, flux.dot(t.g3), sums, seen, &found)
              }
              found.sort()
              for c in found {
                column.append(c)
                value.append(sums[Int(c)])
                seen[Int(c)] = false
              }
              lengths.append(Int32(truncatingIfNeeded: found.count))
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private func add(
    _ c: Int32, _ v: Double, _ sums: UnsafeMutableBufferPointer<Double>,
    _ seen: UnsafeMutableBufferPointer<Bool>, _ found: inout [Int32]
  ) {
    let i = Int(c)
    if seen[i] {
      sums[i] += v
    } else {
      seen[i] = true
      sums[i] = v
      found.append(c)
    }
  }
}
