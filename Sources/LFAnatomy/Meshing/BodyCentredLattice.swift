/// A body-centred cubic lattice over a box: corners of cubes and their centres, and the tetrahedra between them.
///
/// Every tetrahedron has two opposite long edges (the cube's side h: corner to corner, centre to centre) and four
/// short ones (√3/2 h: corner to centre); all are congruent, with dihedral angles of 60° and 90°.
struct BodyCentredLattice {
  let origin: SIMD3<Double>
  /// The side of a cube, mm.
  let spacing: Double
  /// Cubes along each axis.
  let cubes: SIMD3<Int>

  private let cornerStride: SIMD3<Int>
  private let centreStride: SIMD3<Int>
  private let cornerCount: Int

  /// A lattice over a box, one cube wider on every side.
  init(low: SIMD3<Double>, high: SIMD3<Double>, spacing: Double) {
    self.spacing = spacing
    origin = low - SIMD3(repeating: spacing)
    let n = (high - low) / spacing
    cubes = SIMD3(Int(n.x.rounded(.up)), Int(n.y.rounded(.up)), Int(n.z.rounded(.up))) &+ 2
    let corners = cubes &+ 1
    cornerStride = SIMD3(1, corners.x, corners.x * corners.y)
    centreStride = SIMD3(1, cubes.x, cubes.x * cubes.y)
    cornerCount = corners.x * corners.y * corners.z
  }

  func corner(_ i: Int, _ j: Int, _ k: Int) -> Int {
    i + j * cornerStride.y + k * cornerStride.z
  }

  func centre(_ i: Int, _ j: Int, _ k: Int) -> Int {
    cornerCount + i + j * centreStride.y + k * centreStride.z
  }

  /// All vertices: corners first, then centres.
  var vertices: [SIMD3<Double>] {
    var result: [SIMD3<Double>] = []
    result.reserveCapacity(cornerCount + cubes.x * cubes.y * cubes.z)
    for k in 0...cubes.z {
      for j in 0...cubes.y {
        for i in 0...cubes.x { result.append(origin + SIMD3(Double(i), Double(j), Double(k)) * spacing) }
      }
    }
    for k in 0..<cubes.z {
      for j in 0..<cubes.y {
        for i in 0..<cubes.x {
          result.append(origin + SIMD3(Double(i) + 0.5, Double(j) + 0.5, Double(k) + 0.5) * spacing)
        }
      }
    }
    return result
  }

  /// Whether two neighbours are both corners or both centres: a long edge.
  func isLong(_ a: Int, _ b: Int) -> Bool { (a < cornerCount) == (b < cornerCount) }

  /// All tetrahedra with a vertex for which `keep` holds, of positive volume.
  func tetrahedra(_ keep: [Bool]) -> [SIMD4<Int32>] {
    var cells: [SIMD4<Int32>] = []
    func add(_ a: Int, _ b: Int, _ ring: [Int]) {
      // Four tetrahedra round the edge between two centres.
      for m in 0..<4 {
        let (c, d) = (ring[m], ring[(m + 1) % 4])
        if keep[a] || keep[b] || keep[c] || keep[d] {
          cells.append(SIMD4(Int32(a), Int32(b), Int32(c), Int32(d)))
        }
      }
    }
    for k in 0..<cubes.z {
      for j in 0..<cubes.y {
        for i in 0..<cubes.x {
          let a = centre(i, j, k)
          if i + 1 < cubes.x {
            add(
              a, centre(i + 1, j, k),
              [
                corner(i + 1, j, k), corner(i + 1, j + 1, k), corner(i + 1, j + 1, k + 1),
                corner(i + 1, j, k + 1),
              ])
          }
          if j + 1 < cubes.y {
            add(
              a, centre(i, j + 1, k),
              [
                corner(i, j + 1, k), corner(i, j + 1, k + 1), corner(i + 1, j + 1, k + 1),
                corner(i + 1, j + 1, k),
              ])
          }
          if k + 1 < cubes.z {
            add(
              a, centre(i, j, k + 1),
              [
                corner(i, j, k + 1), corner(i + 1, j, k + 1), corner(i + 1, j + 1, k + 1),
                corner(i, j + 1, k + 1),
              ])
          }
        }
      }
    }
    return cells
  }
}
