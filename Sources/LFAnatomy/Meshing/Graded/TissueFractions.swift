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
    let sampler = TissueSampler(work, map, skin: skin)
    var result = sampler.tissues.map { TissueFractions($0) }
    let found = sampler.tissues(of: sampler.near, at: corners, map)
    let cut = sampler.near.enumerated().filter { k, number in
      found[(4 * k)..<(4 * k + 4)].contains { $0 != sampler.tissues[number] }
    }.map(\.element)
    let all = sampler.tissues(of: cut, at: samples, map)
    for (k, number) in cut.enumerated() {
      result[number] = TissueFractions(counting: all[(samples.count * k)..<(samples.count * (k + 1))])
    }
    return result
  }
}
