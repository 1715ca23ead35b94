/// A graded lattice of tetrahedra: Kuhn's six in each cube, bisected where the wanted edge length asks for it.
///
/// Maubach's rule: a tetrahedron x₀…x₃ of generation n is cut in the middle z of its edge x₀–x_k, k = 3 − n mod 3,
/// into (x₀…x_{k−1}, z, x_{k+1}…) and (x₁…x_k, z, x_{k+1}…). Only three shapes occur, whatever the depth, with
/// dihedral angles from 45° to 120°. Whether an edge is cut depends on its middle and length alone, in a way that
/// an edge is only cut when those that must be cut before it are: so neighbours agree without looking at each
/// other. Where the wanted length changes faster than promised, a last pass closes what is left.
struct BisectionLattice {
  /// What a lattice is made for.
  struct Request {
    var low: SIMD3<Double>
    var high: SIMD3<Double>
    /// The side of the cubes that are bisected, mm.
    var cube: Double
    /// How much the wanted length changes at most, mm per mm.
    var gradient: Double
  }

  /// The vertices, mm.
  private(set) var points: [SIMD3<Double>] = []
  /// The tetrahedra, of positive volume.
  private(set) var cells: [SIMD4<Int32>] = []

  private static let unitsPerCube = 256
  private static let bits: UInt64 = 21
  private static let maximalGenerations = 21

  private static let cutLengths = [Double(3).squareRoot(), Double(2).squareRoot(), 1]
  private static let reaches = [2.87, 2.37, 1.87]

  private let origin: SIMD3<Double>
  private let unit: Double
  /// Leaves by generation: four packed places each.
  private var leaves: [[SIMD4<UInt64>]] = []

  /// Makes a lattice.
  ///
  /// - Parameters:
  ///   - request: The box and the sizes.
  ///   - wanted: The wanted edge lengths at places, mm; a length below 0 says that nothing within reach of the
  ///     place is needed: `wanted(places, reach)`.
  init(_ request: Request, wanted: ([SIMD3<Double>], Double) -> [Double]) {
    unit = request.cube / Double(Self.unitsPerCube)
    let extent = request.high - request.low
    let count = (extent / request.cube).rounded(.up)
    origin = request.low - (count * request.cube - extent) / 2
    var current = Self.kuhn(SIMD3(Int(count.x), Int(count.y), Int(count.z)))
    for generation in 0..<Self.maximalGenerations where !current.isEmpty {
      current = refine(current, generation, request, wanted)
    }
    leaves.append(current)
    number()
  }

  private static func pack(_ i: Int, _ j: Int, _ k: Int) -> UInt64 {
    UInt64(i) | UInt64(j) << bits | UInt64(k) << (2 * bits)
  }

  private func point(_ place: UInt64) -> SIMD3<Double> {
    let low = (1 as UInt64) << Self.bits - 1
    let coordinates = SIMD3(
      Double(place & low), Double(place >> Self.bits & low), Double(place >> (2 * Self.bits)))
    return origin + coordinates * unit
  }

  /// The middle of two places: their sum never carries from one coordinate to the next.
  private static func middle(_ a: UInt64, _ b: UInt64) -> UInt64 { (a + b) >> 1 }

  private static func kuhn(_ count: SIMD3<Int>) -> [SIMD4<UInt64>] {
    let s = unitsPerCube
    let axes = [pack(s, 0, 0), pack(0, s, 0), pack(0, 0, s)]
    let orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    var cells: [SIMD4<UInt64>] = []
    for k in 0..<count.z {
      for j in 0..<count.y {
        for i in 0..<count.x {
          let a = pack(i * s, j * s, k * s)
          for (x, y, z) in orders {
            cells.append(SIMD4(a, a + axes[x], a + axes[x] + axes[y], a + axes[x] + axes[y] + axes[z]))
          }
        }
      }
    }
    return cells
  }

  private static func split(_ t: SIMD4<UInt64>, _ generation: Int) -> (SIMD4<UInt64>, SIMD4<UInt64>) {
    switch generation % 3 {
    case 0:
      let z = middle(t.x, t.w)
      return (SIMD4(t.x, t.y, t.z, z), SIMD4(t.y, t.z, t.w, z))
    case 1:
      let z = middle(t.x, t.z)
      return (SIMD4(t.x, t.y, z, t.w), SIMD4(t.y, t.z, z, t.w))
    default:
      let z = middle(t.x, t.y)
      return (SIMD4(t.x, z, t.z, t.w), SIMD4(t.y, z, t.z, t.w))
    }
  }

  private static func cutEdge(_ t: SIMD4<UInt64>, _ generation: Int) -> UInt64 {
    middle(t.x, generation % 3 == 0 ? t.w : generation % 3 == 1 ? t.z : t.y)
  }

  /// Bisects what is too large in a generation; keeps the rest as leaves, less what is out of reach.
  private mutating func refine(
    _ cells: [SIMD4<UInt64>], _ generation: Int, _ request: Request,
    _ wanted: ([SIMD3<Double>], Double) -> [Double]
  ) -> [SIMD4<UInt64>] {
    let scale = request.cube / Double(1 << (generation / 3))
    // Length of the edge that is cut, and a radius that holds all descendants' middles: sums of half diagonals.
    let length = scale * Self.cutLengths[generation % 3]
    let radius = scale * Self.reaches[generation % 3]
    var table = CoordinateTable(capacity: cells.count / 4)
    let numbers = cells.map { table.number(Self.cutEdge($0, generation)) }
    let sizes = wanted(table.places.map { point($0) }, 0.9 * length)
    // The mean edge of the three shapes is about 1/1.37 of the edge that is cut.
    let least = length / 1.37 + request.gradient * radius
    var kept: [SIMD4<UInt64>] = []
    var next: [SIMD4<UInt64>] = []
    for (cell, number) in zip(cells, numbers) {
      let size = sizes[Int(number)]
      if size < 0 { continue }
      if size < least {
        let (one, other) = Self.split(cell, generation)
        next.append(one)
        next.append(other)
      } else {
        kept.append(cell)
      }
    }
    leaves.append(kept)
    return next
  }

  /// Bisects until no edge has a vertex in its middle, then numbers the vertices.
  private mutating func number() {
    var table = CoordinateTable(capacity: 1 << 17)
    for cells in leaves { for t in cells { for m in 0..<4 { _ = table.number(t[m]) } } }
    let edges = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    var changed = true
    while changed {
      changed = false
      for generation in 0..<leaves.count {
        let cells = leaves[generation]
        var kept: [SIMD4<UInt64>] = []
        kept.reserveCapacity(cells.count)
        for t in cells {
          let hanging = edges.contains { (a, b) in
            let sum = t[a] + t[b]
            // Neighbours in the lattice have no place between them.
            return sum & 1 == 0 && (sum >> Self.bits) & 1 == 0 && (sum >> (2 * Self.bits)) & 1 == 0
              && table.contains(sum >> 1)
          }
          guard hanging else {
            kept.append(t)
            continue
          }
          let (one, other) = Self.split(t, generation)
          _ = table.number(Self.cutEdge(t, generation))
          if generation + 1 == leaves.count { leaves.append([]) }
          leaves[generation + 1] += [one, other]
          changed = true
        }
        leaves[generation] = kept
      }
    }
    points = table.places.map { point($0) }
    cells.reserveCapacity(leaves.reduce(0) { $0 + $1.count })
    for generation in leaves {
      for t in generation {
        let (a, b, c, d) = (table.number(t.x), table.number(t.y), table.number(t.z), table.number(t.w))
        let (p, q, r, s) = (points[Int(a)], points[Int(b)], points[Int(c)], points[Int(d)])
        cells.append((q - p).cross(r - p).dot(s - p) > 0 ? SIMD4(a, b, c, d) : SIMD4(a, c, b, d))
      }
    }
    leaves = []
  }
}
