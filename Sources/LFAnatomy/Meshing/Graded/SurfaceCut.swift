import LFCore

/// Cuts a mesh along the zero of a value at its vertices and keeps what is below it, or both sides.
///
/// Faces that two tetrahedra share are cut alike because every diagonal runs through the vertex of the lowest number
/// (Dompierre and others 1999): such choices also never run round a prism.
struct SurfaceCut {
  private var work: MeshWork
  private var values: [Double]
  private let keepsBoth: Bool
  private let bond: MeshWork.Bond
  /// Where edges are cut, as a share of the way from the end below zero; edges that are not there by the values.
  private var shares: [Edge: Double]
  private var cuts: [Edge: Int32] = [:]
  private var output: [SIMD4<Int32>] = []

  /// An edge by its ends.
  struct Edge: Hashable {
    let below: Int32
    let above: Int32
  }

  /// Cuts a mesh.
  ///
  /// - Parameters:
  ///   - work: The mesh.
  ///   - values: One value a vertex, 0 for those on the surface.
  ///   - onSurface: Gives the places on the surface nearest to the points where edges were cut.
  /// - Returns: What is below zero, unused points left out; new points are bound to the skin.
  static func below(
    _ work: MeshWork, _ values: [Double], onSurface: ([SIMD3<Double>]) -> [SIMD3<Double>]
  ) -> MeshWork {
    var cut = SurfaceCut(work: work, values: values, keepsBoth: false, bond: .skin, shares: [:])
    cut.output.reserveCapacity(work.cells.count)
    for cell in work.cells { cut.fill(cell) }
    let old = work.points.count
    cut.project(from: old, onSurface)
    return cut.compacted()
  }

  /// Cuts a mesh and keeps all of it: points stay what they are, new ones come behind them.
  ///
  /// - Parameters:
  ///   - work: The mesh.
  ///   - values: One value a vertex, 0 for those on the surface.
  ///   - shares: Where crossed edges are cut.
  /// - Returns: The mesh, and the edges whose cuts are its new points, in their order.
  static func both(
    _ work: MeshWork, _ values: [Double], at shares: [Edge: Double]
  ) -> (work: MeshWork, edges: [Edge]) {
    var cut = SurfaceCut(work: work, values: values, keepsBoth: true, bond: .interface, shares: shares)
    cut.output.reserveCapacity(work.cells.count + 4 * shares.count)
    for cell in work.cells { cut.fill(cell) }
    cut.work.cells = cut.output
    return (cut.work, cut.cuts.sorted { $0.value < $1.value }.map(\.key))
  }

  private init(
    work: MeshWork, values: [Double], keepsBoth: Bool, bond: MeshWork.Bond, shares: [Edge: Double]
  ) {
    self.work = work
    self.values = values
    self.keepsBoth = keepsBoth
    self.bond = bond
    self.shares = shares
  }

  private mutating func cut(_ a: Int32, _ b: Int32) -> Int32 {
    let edge = values[Int(a)] < 0 ? Edge(below: a, above: b) : Edge(below: b, above: a)
    if let known = cuts[edge] { return known }
    let (below, above) = (Int(edge.below), Int(edge.above))
    let share = shares[edge] ?? values[below] / (values[below] - values[above])
    let number = Int32(work.points.count)
    work.points.append(work.points[below] + (work.points[above] - work.points[below]) * share)
    work.bonds.append(bond)
    cuts[edge] = number
    return number
  }

  private mutating func fill(_ cell: SIMD4<Int32>) {
    var below: [Int32] = []
    var on: [Int32] = []
    var above: [Int32] = []
    let v = SIMD4(values[Int(cell.x)], values[Int(cell.y)], values[Int(cell.z)], values[Int(cell.w)])
    if all(v .>= 0) {
      if keepsBoth { output.append(cell) }
      return
    }
    if all(v .<= 0) {
      output.append(cell)
      return
    }
    for m in 0..<4 {
      if v[m] < 0 {
        below.append(cell[m])
      } else if v[m] > 0 {
        above.append(cell[m])
      } else {
        on.append(cell[m])
      }
    }
    fill(below, on, above)
    if keepsBoth { fill(above, on, below) }
  }

  /// The part of a tetrahedron on the side of the vertices `p`.
  private mutating func fill(_ p: [Int32], _ on: [Int32], _ others: [Int32]) {
    switch (p.count, others.count) {
    case (1, _):
      let rest = on + others.map { cut(p[0], $0) }
      add(p[0], rest[0], rest[1], rest[2])
    case (2, 1):
      let quad = [p[0], p[1], cut(p[1], others[0]), cut(p[0], others[0])]
      let (a, b, c, d) = Self.fromLowest(quad)
      add(on[0], a, b, c)
      add(on[0], a, c, d)
    case (2, 2):
      prism(
        [p[0], cut(p[0], others[0]), cut(p[0], others[1])],
        [p[1], cut(p[1], others[0]), cut(p[1], others[1])])
    default:
      prism(p, p.map { cut($0, others[0]) })
    }
  }

  /// A quadrilateral turned so that its lowest vertex comes first.
  private static func fromLowest(_ q: [Int32]) -> (Int32, Int32, Int32, Int32) {
    let k = q.indices.min { q[$0] < q[$1] } ?? 0
    return (q[k], q[(k + 1) % 4], q[(k + 2) % 4], q[(k + 3) % 4])
  }

  /// Three tetrahedra from the lowest vertex: one to the triangle across, two to the halves of the side across.
  private mutating func prism(_ a: [Int32], _ b: [Int32]) {
    let all = a + b
    let k = all.indices.min { all[$0] < all[$1] } ?? 0
    let (near, far) = k < 3 ? (a, b) : (b, a)
    let i = k % 3
    let (j, l) = ((i + 1) % 3, (i + 2) % 3)
    add(near[i], far[0], far[1], far[2])
    let (p, q, r, s) = Self.fromLowest([near[j], near[l], far[l], far[j]])
    add(near[i], p, q, r)
    add(near[i], p, r, s)
  }

  private mutating func add(_ a: Int32, _ b: Int32, _ c: Int32, _ d: Int32) {
    let (p, q, r, s) = (
      work.points[Int(a)], work.points[Int(b)], work.points[Int(c)], work.points[Int(d)]
    )
    let positive = (q - p).cross(r - p).dot(s - p) > 0
    output.append(positive ? SIMD4(a, b, c, d) : SIMD4(a, c, b, d))
  }

  /// Puts the new points onto the surface itself, where no tetrahedron gets worse than half its shape.
  private mutating func project(from first: Int, _ onSurface: ([SIMD3<Double>]) -> [SIMD3<Double>]) {
    work.cells = output
    let stars = VertexStars(output, vertices: work.points.count)
    let places = onSurface(Array(work.points[first...]))
    for (k, place) in places.enumerated() {
      let v = first + k
      let now = work.worstShape(v, at: work.points[v], stars)
      if work.worstShape(v, at: place, stars) >= min(0.5 * now, 0.2) { work.points[v] = place }
    }
  }

  private func compacted() -> MeshWork {
    var number = [Int32](repeating: -1, count: work.points.count)
    for cell in output { for m in 0..<4 { number[Int(cell[m])] = 0 } }
    var result = MeshWork(points: [], cells: [], bonds: [])
    for i in number.indices where number[i] == 0 {
      number[i] = Int32(result.points.count)
      result.points.append(work.points[i])
      result.bonds.append(work.bonds[i])
    }
    result.cells = output.map {
      SIMD4(number[Int($0.x)], number[Int($0.y)], number[Int($0.z)], number[Int($0.w)])
    }
    return result
  }
}
