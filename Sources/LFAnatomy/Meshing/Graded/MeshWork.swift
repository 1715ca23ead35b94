import LFCore

/// A mesh in the making: points that may still move, tetrahedra, and what the points are bound to.
struct MeshWork {
  /// What keeps a point where it is.
  enum Bond: UInt8 {
    case free
    /// On the skin: it may slide along it.
    case skin
    /// On a border between tissues inside.
    case interface
  }

  var points: [SIMD3<Double>]
  var cells: [SIMD4<Int32>]
  var bonds: [Bond]

  /// The worst shape of the tetrahedra round a vertex, were it at `place`.
  func worstShape(_ vertex: Int, at place: SIMD3<Double>, _ stars: VertexStars) -> Double {
    var worst = 1.0
    let own = Int32(vertex)
    for number in stars.of(vertex) {
      let cell = cells[Int(number)]
      let a = cell.x == own ? place : points[Int(cell.x)]
      let b = cell.y == own ? place : points[Int(cell.y)]
      let c = cell.z == own ? place : points[Int(cell.z)]
      let d = cell.w == own ? place : points[Int(cell.w)]
      worst = min(worst, tetrahedronShape(a, b, c, d))
    }
    return worst
  }

  /// Moves vertices that lie close to a surface onto it, nearest first, where the tetrahedra stay well shaped.
  ///
  /// - Parameters:
  ///   - targets: Vertices and the places on the surface.
  ///   - stars: The tetrahedra round each vertex.
  ///   - reach: The farthest move, in shares of the shortest edge at the vertex.
  ///   - least: The worst shape allowed.
  ///   - bond: What the moved vertices are bound to.
  /// - Returns: The vertices moved.
  mutating func snap(
    _ targets: [(vertex: Int, place: SIMD3<Double>)], _ stars: VertexStars, reach: Double, least: Double,
    bond: Bond
  ) -> [Int] {
    var moves: [(vertex: Int, place: SIMD3<Double>, share: Double)] = []
    for (vertex, place) in targets where bonds[vertex] == .free {
      let share = (place - points[vertex]).length / shortestEdge(vertex, stars)
      if share < reach { moves.append((vertex, place, share)) }
    }
    moves.sort { $0.share != $1.share ? $0.share < $1.share : $0.vertex < $1.vertex }
    var moved: [Int] = []
    for move in moves where worstShape(move.vertex, at: move.place, stars) >= least {
      points[move.vertex] = move.place
      bonds[move.vertex] = bond
      moved.append(move.vertex)
    }
    return moved
  }

  func shortestEdge(_ vertex: Int, _ stars: VertexStars) -> Double {
    var shortest = Double.infinity
    for number in stars.of(vertex) {
      let cell = cells[Int(number)]
      for m in 0..<4 where Int(cell[m]) != vertex {
        let gap = points[Int(cell[m])] - points[vertex]
        shortest = min(shortest, (gap * gap).sum())
      }
    }
    return shortest.squareRoot()
  }
}
