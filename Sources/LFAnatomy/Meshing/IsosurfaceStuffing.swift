import LFCore

/// Fills a solid with well-shaped tetrahedra, after Labelle and Shewchuk, "Isosurface stuffing" (SIGGRAPH 2007).
///
/// A body-centred lattice is laid over the solid; lattice vertices close to the surface are moved onto it, the
/// remaining tetrahedra that the surface crosses are cut. Angles stay bounded whatever the shape. Parts thinner
/// than about the spacing may be missed.
struct IsosurfaceStuffing {
  /// How near, in shares of the edge, a crossing must be for a vertex to be moved onto it: the paper's values.
  private static let longReach = 0.24999
  private static let shortReach = 0.41189

  private let lattice: BodyCentredLattice
  private var points: [SIMD3<Double>]
  /// Signed distances at the lattice's vertices; 0 for those moved onto the surface.
  private var values: [Double]
  private var cells: [SIMD4<Int32>]
  private var cuts: [UInt64: Int32] = [:]
  private var output: [SIMD4<Int32>] = []

  /// Meshes a solid.
  ///
  /// - Parameters:
  ///   - solid: The solid.
  ///   - low: One corner of a box that holds it, mm.
  ///   - high: The other corner.
  ///   - spacing: The lattice's cube side, mm.
  /// - Returns: The mesh.
  static func mesh(
    _ solid: any Solid, low: SIMD3<Double>, high: SIMD3<Double>, spacing: Double
  ) -> TetrahedralMesh {
    var stuffing = IsosurfaceStuffing(solid, BodyCentredLattice(low: low, high: high, spacing: spacing))
    stuffing.warp()
    for cell in stuffing.cells { stuffing.fill(cell) }
    return stuffing.compacted()
  }

  private init(_ solid: any Solid, _ lattice: BodyCentredLattice) {
    self.lattice = lattice
    points = lattice.vertices
    values = solid.signedDistances(at: points)
    cells = lattice.tetrahedra(values.map { $0 < 0 })
  }

  /// Where the surface crosses the edge from a (inside) to b (outside), as a share of it: the values' own zero.
  private func share(_ a: Int, _ b: Int) -> Double { values[a] / (values[a] - values[b]) }

  private func crosses(_ a: Int, _ b: Int) -> Bool {
    (values[a] < 0 && values[b] > 0) || (values[a] > 0 && values[b] < 0)
  }

  /// Moves vertices that a crossing is too close to onto that crossing, one after the other.
  private mutating func warp() {
    var edges: [(Int32, Int32)] = []
    for cell in cells {
      for (m, n) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] where crosses(Int(cell[m]), Int(cell[n]))
      {
        edges.append((cell[m], cell[n]))
        edges.append((cell[n], cell[m]))
      }
    }
    edges.sort { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }
    let original = points
    var i = 0
    while i < edges.count {
      let vertex = edges[i].0
      let v = Int(vertex)
      var best = Double.infinity
      var target = points[v]
      while i < edges.count, edges[i].0 == vertex {
        let w = Int(edges[i].1)
        i += 1
        guard crosses(v, w) else { continue }
        let s = share(v, w)
        let long = lattice.isLong(v, w)
        guard s < (long ? Self.longReach : Self.shortReach) else { continue }
        let crossing = original[v] + (original[w] - original[v]) * s
        let distance = (crossing - original[v]).length
        if distance < best {
          best = distance
          target = crossing
        }
      }
      if best < .infinity {
        points[v] = target
        values[v] = 0
      }
    }
  }

  /// The point where the surface crosses an edge, made once for all tetrahedra that share it.
  private mutating func cut(_ a: Int32, _ b: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: min(a, b))) << 32 | UInt64(UInt32(bitPattern: max(a, b)))
    if let known = cuts[key] { return known }
    let number = Int32(points.count)
    points.append(points[Int(a)] + (points[Int(b)] - points[Int(a)]) * share(Int(a), Int(b)))
    cuts[key] = number
    return number
  }

  private mutating func fill(_ cell: SIMD4<Int32>) {
    var inside: [Int32] = []
    var on: [Int32] = []
    var outside: [Int32] = []
    for m in 0..<4 {
      let value = values[Int(cell[m])]
      if value < 0 {
        inside.append(cell[m])
      } else if value > 0 {
        outside.append(cell[m])
      } else {
        on.append(cell[m])
      }
    }
    guard !inside.isEmpty else { return }
    if outside.isEmpty { return add(cell.x, cell.y, cell.z, cell.w) }
    inside.sort()
    let p = inside
    switch (inside.count, outside.count) {
    case (1, _):
      let rest = on + outside.map { cut(p[0], $0) }
      add(p[0], rest[0], rest[1], rest[2])
    case (2, 1):
      // A pyramid over the quadrilateral on the face that is cut.
      let (c0, c1) = (cut(p[0], outside[0]), cut(p[1], outside[0]))
      let (a, b, c, d) = quadrilateral(p[0], p[1], c1, c0)
      add(on[0], a, b, c)
      add(on[0], a, c, d)
    case (2, 2):
      let (n, m) = (outside[0], outside[1])
      prism([p[0], cut(p[0], n), cut(p[0], m)], [p[1], cut(p[1], n), cut(p[1], m)], freeFace: true)
    default:
      let n = outside[0]
      prism(p, p.map { cut($0, n) }, freeFace: false)
    }
  }

  /// A quadrilateral turned so that its diagonal runs from its first corner; `a`, `b` are lattice vertices.
  ///
  /// Both tetrahedra at a face must choose alike, so only the face's own corners count.
  private func quadrilateral(_ a: Int32, _ b: Int32, _ c: Int32, _ d: Int32) -> (Int32, Int32, Int32, Int32) {
    diagonalFromFirst(a, b, c, d) ? (a, b, c, d) : (b, c, d, a)
  }

  private func diagonalFromFirst(_ a: Int32, _ b: Int32, _ c: Int32, _ d: Int32) -> Bool {
    let one = (points[Int(a)] - points[Int(c)]).length
    let other = (points[Int(b)] - points[Int(d)]).length
    if abs(one - other) > 1e-9 * (one + other) { return one < other }
    return a < b
  }

  /// Three tetrahedra between two triangles whose corners correspond.
  ///
  /// With a free face (the quadrilateral 1, 2 of both triangles lies on the surface) its diagonal is chosen to fit.
  private mutating func prism(_ a: [Int32], _ b: [Int32], freeFace: Bool) {
    // forward[i]: the diagonal of the side between edges i and i + 1 starts at a[i].
    var forward = [false, false, false]
    for i in 0..<3 {
      let j = (i + 1) % 3
      // Sides always name the lattice vertices first, in the order of their numbers.
      if freeFace {
        forward[i] =
          switch i {
          case 0: diagonalFromFirst(a[0], b[0], b[1], a[1])
          case 2: !diagonalFromFirst(a[0], b[0], b[2], a[2])
          default: true
          }
      } else {
        let ordered = a[i] < a[j]
        let first =
          ordered ? diagonalFromFirst(a[i], a[j], b[j], b[i]) : !diagonalFromFirst(a[j], a[i], b[i], b[j])
        forward[i] = first
      }
    }
    if freeFace {
      if forward[0] == forward[2] {
        forward[1] = !forward[0]
      } else {
        forward[1] =
          (points[Int(a[1])] - points[Int(b[2])]).length < (points[Int(b[1])] - points[Int(a[2])]).length
      }
    }
    guard forward[0] != forward[1] || forward[1] != forward[2] else { return star(a, b, forward[0]) }
    // A corner of a where both diagonals end there, and the walk from it, gives the three tetrahedra.
    for i in 0..<3 where forward[i] && !forward[(i + 2) % 3] {
      let (j, k) = ((i + 1) % 3, (i + 2) % 3)
      add(a[i], b[0], b[1], b[2])
      if forward[j] {
        // The diagonal a[j]–b[k].
        add(a[i], a[j], b[j], b[k])
        add(a[i], a[j], a[k], b[k])
      } else {
        // The diagonal a[k]–b[j].
        add(a[i], a[k], b[j], b[k])
        add(a[i], a[j], a[k], b[j])
      }
      return
    }
  }

  /// A prism whose three diagonals run round in a circle cannot be cut without a point inside.
  private mutating func star(_ a: [Int32], _ b: [Int32], _ forward: Bool) {
    let middle = Int32(points.count)
    points.append((a + b).reduce(SIMD3<Double>()) { $0 + points[Int($1)] } / 6)
    add(middle, a[0], a[1], a[2])
    add(middle, b[0], b[1], b[2])
    for i in 0..<3 {
      let j = (i + 1) % 3
      if forward {
        add(middle, a[i], a[j], b[j])
        add(middle, a[i], b[j], b[i])
      } else {
        add(middle, a[j], b[j], b[i])
        add(middle, a[j], b[i], a[i])
      }
    }
  }

  /// Adds a tetrahedron, turned to positive volume.
  private mutating func add(_ a: Int32, _ b: Int32, _ c: Int32, _ d: Int32) {
    let (p, q, r, s) = (points[Int(a)], points[Int(b)], points[Int(c)], points[Int(d)])
    let positive = (q - p).cross(r - p).dot(s - p) > 0
    output.append(positive ? SIMD4(a, b, c, d) : SIMD4(a, c, b, d))
  }

  /// Only the points in use, in the order of their numbers.
  private func compacted() -> TetrahedralMesh {
    var number = [Int32](repeating: -1, count: points.count)
    for cell in output { for m in 0..<4 { number[Int(cell[m])] = 0 } }
    var kept: [SIMD3<Double>] = []
    for i in number.indices where number[i] == 0 {
      number[i] = Int32(kept.count)
      kept.append(points[i])
    }
    return TetrahedralMesh(
      points: kept,
      cells: output.map {
        SIMD4(number[Int($0.x)], number[Int($0.y)], number[Int($0.z)], number[Int($0.w)])
      })
  }
}
