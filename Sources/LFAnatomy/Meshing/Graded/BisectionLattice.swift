import LFCore

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
  /// The least depth that each vertex is known to have below the skin, mm; 0 when it may be near or outside.
  private(set) var depths: [Double] = []
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
  private var leaves: [[Cell]] = []

  /// Four packed places, and the least depth below the skin that the middle of its parent's cut edge has, mm.
  private struct Cell {
    var places: SIMD4<UInt64>
    var depth: Double
  }

  /// Makes a lattice.
  ///
  /// - Parameters:
  ///   - request: The box and the sizes.
  ///   - wanted: The wanted edge lengths at places, mm.
  ///   - skin: Signed distances to the skin at places, mm: what lies outside is left out. It is only asked for
  ///     places that are not known to be deep inside from their parents.
  init(
    _ request: Request, wanted: ([SIMD3<Double>]) -> [Double], skin: ([SIMD3<Double>]) -> [Double]
  ) {
    unit = request.cube / Double(Self.unitsPerCube)
    let extent = request.high - request.low
    let count = (extent / request.cube).rounded(.up)
    origin = request.low - (count * request.cube - extent) / 2
    var current = Self.kuhn(SIMD3(Int(count.x), Int(count.y), Int(count.z)))
    for generation in 0..<Self.maximalGenerations where !current.isEmpty {
      current = refine(current, generation, request, wanted, skin)
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

  private static func kuhn(_ count: SIMD3<Int>) -> [Cell] {
    let s = unitsPerCube
    let axes = [pack(s, 0, 0), pack(0, s, 0), pack(0, 0, s)]
    let orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    var cells: [Cell] = []
    for k in 0..<count.z {
      for j in 0..<count.y {
        for i in 0..<count.x {
          let a = pack(i * s, j * s, k * s)
          for (x, y, z) in orders {
            let far = a + axes[x] + axes[y]
            cells.append(Cell(places: SIMD4(a, a + axes[x], far, far + axes[z]), depth: 0))
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

  /// Bisects what is too large in a generation; keeps the rest as leaves, less what is outside the skin.
  private mutating func refine(
    _ cells: [Cell], _ generation: Int, _ request: Request, _ wanted: ([SIMD3<Double>]) -> [Double],
    _ skin: ([SIMD3<Double>]) -> [Double]
  ) -> [Cell] {
    let scale = request.cube / Double(1 << (generation / 3))
    // Length of the edge that is cut, and a radius that holds all descendants' middles: sums of half diagonals.
    let length = scale * Self.cutLengths[generation % 3]
    let radius = scale * Self.reaches[generation % 3]
    var table = CoordinateTable(capacity: cells.count / 4)
    var depths: [Double] = []
    let numbers = cells.map { cell in
      let number = table.number(Self.cutEdge(cell.places, generation))
      if Int(number) == depths.count { depths.append(0) }
      // The way from the parent's middle to this one is at most half a side of the parent's cube.
      depths[Int(number)] = max(depths[Int(number)], cell.depth - scale * 0.87)
      return number
    }
    let places = table.places.map { point($0) }
    let sizes = wanted(places)
    let open = places.indices.filter { depths[$0] <= 0 }
    let found = skin(open.map { places[$0] })
    for (k, i) in open.enumerated() { depths[i] = -found[k] }
    // The mean edge of the three shapes is about 1/1.37 of the edge that is cut.
    let least = length / 1.37 + request.gradient * radius
    var kept: [Cell] = []
    var next: [Cell] = []
    for (cell, number) in zip(cells, numbers) {
      let depth = depths[Int(number)]
      // All of the tetrahedron is within √3/2 of the length from the middle of its longest edge.
      if depth < -0.9 * length { continue }
      if sizes[Int(number)] < least {
        let (one, other) = Self.split(cell.places, generation)
        next.append(Cell(places: one, depth: depth))
        next.append(Cell(places: other, depth: depth))
      } else {
        kept.append(Cell(places: cell.places, depth: depth - 0.9 * length))
      }
    }
    leaves.append(kept)
    return next
  }

  /// Bisects until no edge has a vertex in its middle, then numbers the vertices.
  private mutating func number() {
    var table = CoordinateTable(capacity: 1 << 17)
    for cells in leaves { for t in cells { for m in 0..<4 { _ = table.number(t.places[m]) } } }
    let edges = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    var changed = true
    while changed {
      changed = false
      for generation in 0..<leaves.count {
        let cells = leaves[generation]
        var kept: [Cell] = []
        kept.reserveCapacity(cells.count)
        for cell in cells {
          let t = cell.places
          let hanging = edges.contains { (a, b) in
            let sum = t[a] + t[b]
            // Neighbours in the lattice have no place between them.
            return sum & 1 == 0 && (sum >> Self.bits) & 1 == 0 && (sum >> (2 * Self.bits)) & 1 == 0
              && table.contains(sum >> 1)
          }
          guard hanging else {
            kept.append(cell)
            continue
          }
          let (one, other) = Self.split(t, generation)
          _ = table.number(Self.cutEdge(t, generation))
          if generation + 1 == leaves.count { leaves.append([]) }
          leaves[generation + 1] += [
            Cell(places: one, depth: cell.depth), Cell(places: other, depth: cell.depth),
          ]
          changed = true
        }
        leaves[generation] = kept
      }
    }
    points = table.places.map { point($0) }
    depths = [Double](repeating: 0, count: points.count)
    cells.reserveCapacity(leaves.reduce(0) { $0 + $1.count })
    for generation in leaves {
      for cell in generation {
        let t = cell.places
        let (a, b, c, d) = (table.number(t.x), table.number(t.y), table.number(t.z), table.number(t.w))
        let (p, q, r, s) = (points[Int(a)], points[Int(b)], points[Int(c)], points[Int(d)])
        for v in [a, b, c, d] { depths[Int(v)] = max(depths[Int(v)], cell.depth) }
        cells.append((q - p).cross(r - p).dot(s - p) > 0 ? SIMD4(a, b, c, d) : SIMD4(a, c, b, d))
      }
    }
    leaves = []
  }
}
