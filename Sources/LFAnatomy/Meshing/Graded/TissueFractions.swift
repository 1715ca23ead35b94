/// How much of each tissue a tetrahedron holds: shares that sum to 1, in the order of ``Tissue``.
public struct TissueFractions: Equatable, Sendable {
  private var shares: SIMD8<Float>

  /// The share of the tissue with a number from 0, in the order of ``Tissue``.
  ///
  /// - Parameter number: 0…4.
  public subscript(number: Int) -> Double { Double(shares[number]) }

  /// The share of a tissue.
  ///
  /// - Parameter tissue: The tissue.
  public subscript(tissue: Tissue) -> Double { Double(shares[Int(tissue.rawValue) - 1]) }

  /// All of one tissue.
  init(_ tissue: Tissue) {
    shares = SIMD8()
    shares[Int(tissue.rawValue) - 1] = 1
  }

  private init(counting tissues: some Sequence<Tissue>) {
    var sums = SIMD8<Float>()
    for tissue in tissues { sums[Int(tissue.rawValue) - 1] += 1 }
    shares = sums / sums.sum()
  }

  /// The tissue with the largest share; the first of equals.
  public var largest: Tissue {
    Tissue.allCases.max { (self[$0], $1.rawValue) < (self[$1], $0.rawValue) } ?? .torso
  }

  /// Whether there is more than one tissue.
  public var isMixed: Bool { shares.max() < 1 }

  /// The isotropic conductivity by arithmetic mean: flow along the border, S/m.
  ///
  /// - Parameter conductivities: One value a tissue, in the order of ``Tissue``.
  /// - Returns: The mean.
  public func arithmetic(_ conductivities: [Double]) -> Double {
    conductivities.indices.reduce(0) { $0 + self[$1] * conductivities[$1] }
  }

  /// The isotropic conductivity by harmonic mean: flow across the border, S/m.
  ///
  /// - Parameter conductivities: One value a tissue, in the order of ``Tissue``.
  /// - Returns: The mean.
  public func harmonic(_ conductivities: [Double]) -> Double {
    1 / conductivities.indices.reduce(0) { $0 + self[$1] / conductivities[$1] }
  }

  /// Barycentric places spread evenly over a tetrahedron: the middles of the upright cells of a division by 4.
  private static let samples: [SIMD4<Double>] = {
    var result: [SIMD4<Double>] = []
    let n = 3
    for a in 0...n {
      for b in 0...n - a {
        for c in 0...n - a - b {
          let counts = SIMD4(Double(a), Double(b), Double(c), Double(n - a - b - c))
          result.append((counts + 0.25) / Double(n + 1))
        }
      }
    }
    return result
  }()

  /// Barycentric places close to the corners.
  private static let corners = (0..<4).map { corner in
    var place = SIMD4<Double>(repeating: 0.08)
    place[corner] = 0.76
    return place
  }

  /// The shares in every tetrahedron of a mesh: one tissue where no border is near; where one is, four samples close to
  /// the corners, and where these differ, 20.
  ///
  /// The distance to the skin is interpolated from its vertices: it is smooth, dear, and only the lungs' border,
  /// which follows the skin, depends on it.
  static func of(_ work: MeshWork, _ map: some TissueMap, skin: [Double]) -> [TissueFractions] {
    let places = Places(work, map, skin: skin)
    var result = places.tissues.map { TissueFractions($0) }
    let found = places.tissues(of: places.near, at: corners, map)
    let cut = places.near.enumerated().filter { k, number in
      found[(4 * k)..<(4 * k + 4)].contains { $0 != places.tissues[number] }
    }.map(\.element)
    let all = places.tissues(of: cut, at: samples, map)
    for (k, number) in cut.enumerated() {
      result[number] = TissueFractions(counting: all[(samples.count * k)..<(samples.count * (k + 1))])
    }
    return result
  }
}

/// What tells the tissue at a place of a mesh without asking for it: no border comes nearer to a vertex, or to a
/// tetrahedron's centre, than its distances say.
private struct Places {
  private let work: MeshWork
  private let skin: [Double]
  private let vertices: [TissueDistances]
  /// The tissue at the centre of each tetrahedron.
  private(set) var tissues: [Tissue] = []
  /// The tetrahedra that a border may pass through, in order.
  private(set) var near: [Int] = []
  /// How far from its centre a tetrahedron is sure to be all of the tissue there, mm.
  private var free: [Double]

  init(_ work: MeshWork, _ map: some TissueMap, skin: [Double]) {
    self.work = work
    self.skin = skin
    vertices = map.distances(at: work.points, skin: skin)
    free = [Double](repeating: 0, count: work.cells.count)
    tissues.reserveCapacity(work.cells.count)
    for (number, cell) in work.cells.enumerated() {
      var clear: Int?
      for k in 0..<4 where clear == nil {
        let (corner, reach) = (work.points[Int(cell[k])], vertices[Int(cell[k])].nearestInterface)
        var isClear = true
        for m in 0..<4 where (work.points[Int(cell[m])] - corner).length > reach { isClear = false }
        if isClear { clear = k }
      }
      tissues.append(vertices[Int(cell[clear ?? 0])].tissue)
      if clear == nil { near.append(number) }
    }
    let found = map.distances(
      at: near.map { place(Self.middle, in: work.cells[$0]) },
      skin: near.map { depth(Self.middle, in: work.cells[$0]) })
    for (number, distances) in zip(near, found) {
      tissues[number] = distances.tissue
      free[number] = distances.nearestInterface
    }
  }

  private static let middle = SIMD4(repeating: 0.25)

  private func place(_ share: SIMD4<Double>, in cell: SIMD4<Int32>) -> SIMD3<Double> {
    work.points[Int(cell.x)] * share.x + work.points[Int(cell.y)] * share.y
      + work.points[Int(cell.z)] * share.z + work.points[Int(cell.w)] * share.w
  }

  private func depth(_ share: SIMD4<Double>, in cell: SIMD4<Int32>) -> Double {
    (SIMD4(skin[Int(cell.x)], skin[Int(cell.y)], skin[Int(cell.z)], skin[Int(cell.w)]) * share).sum()
  }

  /// The tissues at barycentric places of some tetrahedra near borders, tetrahedron by tetrahedron.
  func tissues(of cells: [Int], at shares: [SIMD4<Double>], _ map: some TissueMap) -> [Tissue] {
    var result: [Tissue] = []
    result.reserveCapacity(cells.count * shares.count)
    var start = 0
    while start < cells.count {
      // In batches: a few megabytes of samples at a time.
      let batch = cells[start..<min(start + 16384, cells.count)]
      start += batch.count
      var (open, places, depths) = ([Int](), [SIMD3<Double>](), [Double]())
      for number in batch {
        let cell = work.cells[number]
        let centre = place(Self.middle, in: cell)
        for share in shares {
          let place = place(share, in: cell)
          let known = known(place, share, in: number, centre)
          if known == nil {
            open.append(result.count)
            places.append(place)
            depths.append(depth(share, in: cell))
          }
          result.append(known ?? .torso)
        }
      }
      for (i, distances) in zip(open, map.distances(at: places, skin: depths)) {
        result[i] = distances.tissue
      }
    }
    return result
  }

  /// The tissue of a place that the tetrahedron's centre or the corner next to it tells; `nil` when neither does.
  private func known(
    _ place: SIMD3<Double>, _ share: SIMD4<Double>, in number: Int, _ centre: SIMD3<Double>
  ) -> Tissue? {
    if (place - centre).length < free[number] { return tissues[number] }
    var corner = 0
    for k in 1..<4 where share[k] > share[corner] { corner = k }
    let vertex = Int(work.cells[number][corner])
    let distances = vertices[vertex]
    return (place - work.points[vertex]).length < distances.nearestInterface ? distances.tissue : nil
  }
}
