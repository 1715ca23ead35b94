import LFAnatomy
public import LFCore
public import LFLeadField
public import LFShapeCode
import LFSolve
public import LFSurrogate

/// One anatomy as a harmonic expansion learns from it.
///
/// The error of coefficients is a quadratic form: with the rest g = ∇Z − ∇Z_t that the inferred torso's field leaves,
/// |Σ a_k ∇u_k − g|² = |g|² − 2 aᵀh + aᵀG a, mean over the heart's places. G, h and |g|² are all that learning needs.
public struct HarmonicCase: Sendable {
  /// What inference makes of an anatomy.
  public struct Variant: Sendable {
    /// The electrodes' rows; the ten standard ones are the first.
    public var rows: HarmonicExpansion.Rows
    /// Products of the functions' gradients with each electrode's rest: electrode × function, ohm/m².
    public var products: [Double]
    /// Mean square of each electrode's rest, (ohm/m)².
    public var rests: [Double]
    /// Products of the first ten electrodes' rests with one another: 10 × 10, (ohm/m)².
    public var restSquares: [Double]
    /// Mean of each electrode's potential less the inferred one, ohm.
    public var potentials: [Double]
    /// The first ten electrodes' fields on the inferred torso; `nil` when they were let go.
    public var inferred: FieldSamples?
  }

  /// Places, electrodes, lead fields; `nil` when it was kept for learning only.
  public let solved: SolvedCase?
  /// The heart's functions at its places; `nil` when they were let go.
  public let basis: HarmonicBasis?
  /// How many functions there are.
  public let count: Int
  /// Gram matrix of the functions' gradients, 1/m², mean over places.
  public let gram: [Double]
  /// Products of the first ten electrodes' gradients with one another: 10 × 10, (ohm/m)².
  public let squares: [Double]
  /// Mean square of each electrode's gradient, (ohm/m)².
  public let sizes: [Double]
  /// Means of the functions over places.
  public let means: [Double]
  /// What inference makes of the anatomy: told of the ten standard electrodes by name, and of the heart alone. With the
  /// heart alone the ten standard ones lie where they are most probable, and are compared with those of the same name.
  public let variants: [Variant]
  /// The same told of the ten electrodes and of the whole skin, the whole lungs, and both; empty when it was kept for
  /// learning only.
  public let surfaceVariants: [Variant]

  /// Reads a file of `lftrain data`, infers its anatomy, solves on the inferred torsos and for its heart's functions.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - seed: Its seed.
  ///   - shape: The shape model.
  ///   - inference: Its inference.
  ///   - expansion: Says degree and conductivities.
  ///   - keepsFields: Whether predictions will be asked for.
  /// - Throws: `LFError` when the file is not such a one, or the heart cannot be solved.
  public init(
    _ path: String, seed: UInt64, _ shape: ShapeModel, _ inference: CodeInference,
    _ expansion: HarmonicExpansion, keepsFields: Bool
  ) throws(LFError) {
    let solved = try SolvedCase(path, seed: seed)
    self.solved = keepsFields ? solved : nil
    let (anatomies, _) = solved.inferred(shape, inference)
    guard anatomies.count >= 2 else {
      throw LFError(.badData, "has an anatomy that cannot be encoded", at: .init(file: path))
    }
    let n = solved.heartPlaces
    let places = Array(solved.places.prefix(n))
    let basis = try HarmonicBasis(
      anatomies[0].anatomy, degree: expansion.degree, conductivity: expansion.conductivity, at: places)
    self.basis = keepsFields ? basis : nil
    count = basis.count
    let (k, electrodes, all) = (basis.count, solved.electrodes.count, solved.places.count)
    let share = 1 / Double(max(n, 1))
    func product(_ a: [Float], _ i: Int, _ b: [Float], _ j: Int) -> Double {
      var sum = 0.0
      for t in 0..<(3 * n) { sum += Double(a[i + t]) * Double(b[j + t]) }
      return sum * share
    }
    func mean(_ a: [Float], _ start: Int) -> Double {
      var sum = 0.0
      for i in 0..<n { sum += Double(a[start + i]) }
      return sum * share
    }
    func table(_ size: Int, _ value: (Int, Int) -> Double) -> [Double] {
      var result = [Double](repeating: 0, count: size * size)
      for i in 0..<size {
        for j in 0...i {
          result[i * size + j] = value(i, j)
          result[j * size + i] = result[i * size + j]
        }
      }
      return result
    }
    gram = table(k) { product(basis.gradient, 3 * n * $0, basis.gradient, 3 * n * $1) }
    let field = solved.gradient
    squares = table(10) { product(field, 3 * all * $0, field, 3 * all * $1) }
    sizes = (0..<electrodes).map { (e: Int) -> Double in product(field, 3 * all * e, field, 3 * all * e) }
    means = (0..<k).map { (f: Int) -> Double in mean(basis.potential, f * n) }
    var variants: [Variant] = []
    let positions = solved.electrodes.map(\.position)
    let withSurfaces = keepsFields ? try solved.inferredWithSurfaces(shape, inference) : []
    for (anatomy, electrodes) in [
      (anatomies[0].anatomy, positions), (anatomies[1].anatomy, anatomies[1].anatomy.landmarks),
    ] + withSurfaces.map({ ($0, Array(positions.prefix(10))) }) {
      let torso = try InferredTorso(
        anatomy, electrodes: electrodes, conductivity: expansion.conductivity,
        density: HarmonicLeadField.trainingDensity)
      let inferred = try torso.samples(at: places)
      let m = electrodes.count
      var rest = [Float](repeating: 0, count: 3 * n * m)
      for e in 0..<m {
        for i in 0..<(3 * n) {
          rest[3 * n * e + i] = field[3 * all * e + i] - inferred.gradient[3 * n * e + i]
        }
      }
      var products: [Double] = []
      for e in 0..<m {
        for f in 0..<k { products.append(product(basis.gradient, 3 * n * f, rest, 3 * n * e)) }
      }
      let potential = inferred.potential ?? []
      variants.append(
        Variant(
          rows: expansion.rows(AnatomyFeatures(anatomy, shape.prior), electrodes),
          products: products,
          rests: (0..<m).map { product(rest, 3 * n * $0, rest, 3 * n * $0) },
          restSquares: table(10) { product(rest, 3 * n * $0, rest, 3 * n * $1) },
          potentials: (0..<m).map { mean(solved.potential, $0 * all) - mean(potential, $0 * n) },
          inferred: keepsFields
            ? FieldSamples(
              count: n, potential: Array(potential.prefix(10 * n)),
              gradient: Array(inferred.gradient.prefix(30 * n))) : nil))
    }
    self.variants = Array(variants.prefix(2))
    surfaceVariants = Array(variants.dropFirst(2))
  }

  /// Relative square error of the best coefficients, mean over the first ten electrodes.
  ///
  /// - Parameter variant: Of which variant.
  /// - Returns: The error.
  public func floor(_ variant: Int) -> Double {
    let one = variants[variant]
    var matrix = SymmetricMatrix(count)
    matrix.values = gram
    let ridge = (0..<count).reduce(0) { $0 + gram[$1 * count + $1] } / Double(count) * 1e-9
    for i in 0..<count { matrix[i, i] += ridge }
    return (0..<10).reduce(0.0) { sum, e in
      let h = Array(one.products[(e * count)..<((e + 1) * count)])
      guard let a = matrix.solve(h) else { return .nan }
      return sum + 0.1 * (one.rests[e] - zip(a, h).reduce(0) { $0 + $1.0 * $1.1 }) / sizes[e]
    }
  }

  init(
    count: Int, gram: [Double], squares: [Double], sizes: [Double], means: [Double], variants: [Variant]
  ) {
    solved = nil
    basis = nil
    self.count = count
    self.gram = gram
    self.squares = squares
    self.sizes = sizes
    self.means = means
    self.variants = variants
    surfaceVariants = []
  }
}
