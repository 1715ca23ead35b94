import LFCore

/// The tetrahedra round each vertex, one list behind the other.
struct VertexStars {
  private(set) var starts: [Int32]
  private(set) var cells: [Int32]

  init(_ cells: [SIMD4<Int32>], vertices: Int) {
    var starts = [Int32](repeating: 0, count: vertices + 1)
    for cell in cells { for m in 0..<4 { starts[Int(cell[m]) + 1] += 1 } }
    for v in 0..<vertices { starts[v + 1] += starts[v] }
    var next = starts
    var list = [Int32](repeating: 0, count: 4 * cells.count)
    for (number, cell) in cells.enumerated() {
      for m in 0..<4 {
        let v = Int(cell[m])
        list[Int(next[v])] = Int32(number)
        next[v] += 1
      }
    }
    self.starts = starts
    self.cells = list
  }

  /// The numbers of the tetrahedra at a vertex.
  func of(_ vertex: Int) -> ArraySlice<Int32> { cells[Int(starts[vertex])..<Int(starts[vertex + 1])] }
}

/// The shape of a tetrahedron as volume over the cube of its mean edge: 1 if regular, 0 if flat, below if inverted.
@inline(__always)
func tetrahedronShape(
  _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>, _ d: SIMD3<Double>
) -> Double {
  let (u, v, w) = (b - a, c - a, d - a)
  let volume = u.cross(v).dot(w)
  let (x, y, z) = (c - b, d - c, b - d)
  let square = (u * u + v * v + w * w + x * x + y * y + z * z).sum() / 6
  return Double(2).squareRoot() * volume / (square * square.squareRoot())
}
