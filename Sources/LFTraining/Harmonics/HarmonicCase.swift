import LFAnatomy
public import LFCore
import LFLeadField
public import LFShapeCode
public import LFSurrogate

/// One anatomy as a harmonic expansion learns from it.
///
/// The error of coefficients is a quadratic form: with the rest g = ∇Z − ∇u_e that the electrode's own function leaves,
/// |Σ a_k ∇u_k − g|² = |g|² − 2 aᵀh + aᵀG a, mean over the heart's places. G, h and |g|² are all that learning needs.
public struct HarmonicCase: Sendable {
  /// What inference makes of an anatomy.
  public struct Variant: Sendable {
    /// All electrodes.
    public var rows: HarmonicExpansion.Rows
  }

  /// So many of the ways in which an anatomy is inferred are learned from: each is a torso to be solved.
  static let variants = 3

  /// Places, electrodes, lead fields; `nil` when it was kept for learning only.
  public let solved: SolvedCase?
  /// The heart's functions at its places; `nil` when they were let go.
  public let basis: HarmonicBasis?
  /// How many functions there are.
  public let count: Int
  /// Gram matrix of the functions' gradients, 1/m², mean over places.
  public let gram: [Double]
  /// Products of the functions' gradients with each electrode's rest: electrode × function, ohm/m².
  public let products: [Double]
  /// Products of the first ten electrodes' gradients with one another: 10 × 10, (ohm/m)².
  public let squares: [Double]
  /// The same of their rests.
  public let restSquares: [Double]
  /// Mean square of each electrode's gradient, (ohm/m)².
  public let sizes: [Double]
  /// Mean square of each electrode's rest, (ohm/m)².
  public let rests: [Double]
  /// Means of the functions over places.
  public let means: [Double]
  /// Mean of each electrode's potential less its own function, ohm.
  public let potentials: [Double]
  /// What inference makes of the anatomy, in the order of `SolvedCase.inferred`.
  public let variants: [Variant]

  /// Reads a file of `lftrain data`, infers its anatomy and solves for its heart's functions.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - seed: Its seed.
  ///   - shape: The shape model.
  ///   - inference: Its inference.
  ///   - expansion: Says degree and conductivities.
  ///   - keepsBasis: Whether predictions will be asked for.
  /// - Throws: `LFError` when the file is not such a one, or the heart cannot be solved.
  public init(
    _ path: String, seed: UInt64, _ shape: ShapeModel, _ inference: CodeInference,
    _ expansion: HarmonicExpansion, keepsBasis: Bool
  ) throws(LFError) {
    let solved = try SolvedCase(path, seed: seed)
    self.solved = keepsBasis ? solved : nil
    let (anatomies, _) = solved.inferred(shape, inference)
    guard let first = anatomies.first else {
      throw LFError(.badData, "has an anatomy that cannot be encoded", at: .init(file: path))
    }
    let n = solved.heartPlaces
    let basis = try HarmonicBasis(
      first.anatomy, degree: expansion.degree, conductivity: expansion.conductivity,
      electrodes: solved.electrodes.map(\.position), at: Array(solved.places.prefix(n)))
    self.basis = keepsBasis ? basis : nil
    count = basis.count
    let (k, electrodes, all) = (basis.count, solved.electrodes.count, solved.places.count)
    let share = 1 / Double(max(n, 1))
    func product(_ a: [Float], _ i: Int, _ b: [Float], _ j: Int) -> Double {
      var sum = 0.0
      for t in 0..<(3 * n) { sum += Double(a[i + t]) * Double(b[j + t]) }
      return sum * share
    }
    var gram = [Double](repeating: 0, count: k * k)
    for i in 0..<k {
      for j in 0...i {
        gram[i * k + j] = product(basis.gradient, 3 * n * i, basis.gradient, 3 * n * j)
        gram[j * k + i] = gram[i * k + j]
      }
    }
    self.gram = gram
    let field = solved.gradient
    var rest = [Float](repeating: 0, count: 3 * n * electrodes)
    for e in 0..<electrodes {
      for i in 0..<(3 * n) {
        rest[3 * n * e + i] = field[3 * all * e + i] - basis.nearGradient[3 * n * e + i]
      }
    }
    func mean(_ a: [Float], _ start: Int) -> Double {
      var sum = 0.0
      for i in 0..<n { sum += Double(a[start + i]) }
      return sum * share
    }
    var products: [Double] = []
    for e in 0..<electrodes {
      for f in 0..<k { products.append(product(basis.gradient, 3 * n * f, rest, 3 * n * e)) }
    }
    self.products = products
    var squares: [Double] = []
    var restSquares: [Double] = []
    for e in 0..<10 {
      for other in 0..<10 {
        squares.append(product(field, 3 * all * e, field, 3 * all * other))
        restSquares.append(product(rest, 3 * n * e, rest, 3 * n * other))
      }
    }
    self.squares = squares
    self.restSquares = restSquares
    sizes = (0..<electrodes).map { (e: Int) -> Double in product(field, 3 * all * e, field, 3 * all * e) }
    rests = (0..<electrodes).map { (e: Int) -> Double in product(rest, 3 * n * e, rest, 3 * n * e) }
    means = (0..<k).map { (f: Int) -> Double in mean(basis.potential, f * n) }
    let potential = solved.potential
    potentials = (0..<electrodes).map { (e: Int) -> Double in
      mean(potential, e * all) - mean(basis.nearPotential, e * n)
    }
    let positions = solved.electrodes.map(\.position)
    var variants: [Variant] = []
    for (_, anatomy) in anatomies.prefix(Self.variants) {
      let torso = try TorsoMoments(anatomy, degree: expansion.degree, conductivity: expansion.conductivity)
      let rows = try expansion.rows(AnatomyFeatures(anatomy, shape.prior), torso, basis, positions)
      variants.append(Variant(rows: rows))
    }
    self.variants = variants
  }

  /// Relative square error of the best coefficients, mean over the first ten electrodes.
  public var floor: Double {
    var matrix = SymmetricMatrix(count)
    matrix.values = gram
    let ridge = (0..<count).reduce(0) { $0 + gram[$1 * count + $1] } / Double(count) * 1e-9
    for i in 0..<count { matrix[i, i] += ridge }
    return (0..<10).reduce(0.0) { sum, e in
      let h = Array(products[(e * count)..<((e + 1) * count)])
      guard let a = matrix.solve(h) else { return .nan }
      return sum + 0.1 * (rests[e] - zip(a, h).reduce(0) { $0 + $1.0 * $1.1 }) / sizes[e]
    }
  }

  init(
    count: Int, gram: [Double], products: [Double], squares: [Double], restSquares: [Double], sizes: [Double],
    rests: [Double], means: [Double], potentials: [Double], variants: [Variant]
  ) {
    solved = nil
    basis = nil
    self.count = count
    self.gram = gram
    self.products = products
    self.squares = squares
    self.restSquares = restSquares
    self.sizes = sizes
    self.rests = rests
    self.means = means
    self.potentials = potentials
    self.variants = variants
  }
}
