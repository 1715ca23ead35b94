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

  /// The shares in every tetrahedron of a mesh: one sample where no border is near; where one is, four close to the
  /// corners, and where these differ, 20.
  ///
  /// The distance to the skin is interpolated from its vertices: it is smooth, dear, and only the lungs' border,
  /// which follows the skin, depends on it.
  static func of(_ work: MeshWork, _ map: some TissueMap, skin: [Double]) -> [TissueFractions] {
    let points = work.points
    let centres = work.cells.map { cell in
      (points[Int(cell.x)] + points[Int(cell.y)] + points[Int(cell.z)] + points[Int(cell.w)]) / 4
    }
    let depths = work.cells.map { cell in
      (skin[Int(cell.x)] + skin[Int(cell.y)] + skin[Int(cell.z)] + skin[Int(cell.w)]) / 4
    }
    let distances = map.distances(at: centres, skin: depths)
    var result = distances.map { TissueFractions($0.tissue) }
    var mixed: [Int] = []
    var cut: [Int] = []
    for (number, cell) in work.cells.enumerated() {
      let radius = (0..<4).reduce(0) { max($0, (points[Int(cell[$1])] - centres[number]).length) }
      if distances[number].nearestInterface < radius { mixed.append(number) }
    }
    for (number, found) in zip(mixed, tissues(of: mixed, at: corners, work, map, skin)) {
      guard found.contains(where: { $0 != distances[number].tissue }) else { continue }
      cut.append(number)
    }
    for (number, found) in zip(cut, tissues(of: cut, at: samples, work, map, skin)) {
      result[number] = TissueFractions(counting: found)
    }
    return result
  }

  /// The tissues at barycentric places of some tetrahedra.
  private static func tissues(
    of cells: [Int], at shares: [SIMD4<Double>], _ work: MeshWork, _ map: some TissueMap, _ skin: [Double]
  ) -> [[Tissue]] {
    var result: [[Tissue]] = []
    result.reserveCapacity(cells.count)
    var start = 0
    while start < cells.count {
      // In batches: a few megabytes of samples at a time.
      let batch = cells[start..<min(start + 4096, cells.count)]
      var places: [SIMD3<Double>] = []
      var depths: [Double] = []
      places.reserveCapacity(batch.count * shares.count)
      depths.reserveCapacity(batch.count * shares.count)
      for number in batch {
        let cell = work.cells[number]
        let (a, b, c, d) = (
          work.points[Int(cell.x)], work.points[Int(cell.y)], work.points[Int(cell.z)],
          work.points[Int(cell.w)]
        )
        let depth = SIMD4(skin[Int(cell.x)], skin[Int(cell.y)], skin[Int(cell.z)], skin[Int(cell.w)])
        for s in shares {
          places.append(a * s.x + b * s.y + c * s.z + d * s.w)
          depths.append((depth * s).sum())
        }
      }
      let found = map.distances(at: places, skin: depths)
      for k in 0..<batch.count {
        result.append(found[k * shares.count..<(k + 1) * shares.count].map(\.tissue))
      }
      start += batch.count
    }
    return result
  }
}
