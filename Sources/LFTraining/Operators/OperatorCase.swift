public import LFCore
public import LFLeadField
public import LFShapeCode
public import LFSurrogate

/// One anatomy as the operator learns from it: places, electrodes, gradients, and what inference makes of it.
public struct OperatorCase: Sendable {
  /// What inference makes of an anatomy, told more or less of it.
  public struct Variant: Sendable {
    /// What electrodes told.
    public var use: CodeInference.Use
    /// The anatomy as inferred.
    public var features: AnatomyFeatures
    /// The numbers of all places.
    public var places: [Float]
    /// The numbers of all electrodes.
    public var electrodes: [Float]
  }

  /// Places, electrodes, lead fields.
  public let solved: SolvedCase
  /// What inference makes of the anatomy.
  public let variants: [Variant]
  /// Mean residual of the heart's surface, mm.
  public let residual: Double
  /// The deviation of the decoded skin from the true one, mean over the electrodes' surroundings, mm, by variant.
  public let skinErrors: [Double]

  /// Reads a file that `lftrain data` made and infers its anatomy.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - seed: Its seed.
  ///   - shape: The shape model.
  ///   - inference: Its inference.
  /// - Throws: `LFError` when the file is not such a one.
  public init(_ path: String, seed: UInt64, _ shape: ShapeModel, _ inference: CodeInference) throws(LFError) {
    solved = try SolvedCase(path, seed: seed)
    let (anatomies, residual) = solved.inferred(shape, inference)
    self.residual = residual
    let probes = solved.electrodes.map(\.position)
    var variants: [Variant] = []
    var errors: [Double] = []
    for (use, anatomy) in anatomies {
      let features = AnatomyFeatures(anatomy, shape.prior)
      variants.append(
        Variant(
          use: use, features: features, places: features.places(solved.places),
          electrodes: features.electrodes(probes)))
      let d = anatomy.distances(probes)
      errors.append(probes.indices.reduce(0) { $0 + Double(abs(d[5 * $1])) } / Double(probes.count))
    }
    self.variants = variants
    skinErrors = errors
  }

  /// The electrodes, heart-centred LPS, mm.
  public var electrodes: [Electrode] { solved.electrodes }
  /// The places, heart-centred LPS, mm; those in the muscle first.
  public var places: [SIMD3<Double>] { solved.places }
  /// How many of them lie in the muscle.
  public var heartPlaces: Int { solved.heartPlaces }
  /// ∇Z, ohm/m: electrode × place × 3.
  public var gradient: [Float] { solved.gradient }
  /// Z, ohm: electrode × place.
  public var potential: [Float] { solved.potential }
}
