import CKernels
import LFCore
import LFFullOrder
public import LFLeadField
public import LFNetwork
public import LFShapeCode

/// What inference leaves of a lead field's error in the heart, learned as scattered harmonics of the heart.
///
///     Z = Z_t + c₀ + Σ a_k u_k,   a_k = N_k(electrode, code) · s^l / (σ (2l + 1) r^(l+1))
///
/// Z_t is the field on the inferred torso (``InferredTorso``), u_k are the scattered harmonics (``HarmonicBasis``). r is
/// the electrode's distance from the heart's centre and s the scale of the harmonics: a point source's expansion has
/// coefficients of that size, so what N learns is of the size of one. Several networks, trained from different seeds, are
/// averaged.
public struct HarmonicExpansion: Sendable {
  /// The highest degree of the harmonics.
  public let degree: Int
  /// The networks.
  public var members: [DenseNetwork]
  /// The conductivities that they were trained with.
  public var conductivity: ConductivityModel
  /// What makes the usual error an honest standard deviation of a component.
  public var calibration: DeviationCalibration

  private let harmonics: SolidHarmonics

  /// An expansion.
  ///
  /// - Parameters:
  ///   - degree: The highest degree.
  ///   - members: Networks of as many outputs as `outputs(degree:)` says.
  ///   - conductivity: The conductivities that they were trained with.
  ///   - calibration: The factors on the usual error.
  public init(
    degree: Int, members: [DenseNetwork], conductivity: ConductivityModel,
    calibration: DeviationCalibration = DeviationCalibration()
  ) {
    precondition(members.allSatisfy { $0.outputs == Self.outputs(degree: degree) })
    self.degree = degree
    self.members = members
    self.conductivity = conductivity
    self.calibration = calibration
    harmonics = SolidHarmonics(degree: degree, scale: 1)
  }

  /// How many functions there are.
  ///
  /// - Parameter degree: The highest degree.
  /// - Returns: (L + 1)² − 1.
  public static func functions(degree: Int) -> Int { (degree + 1) * (degree + 1) - 1 }

  /// How many numbers a network gives: one a function, the constant, the logarithm of the
  /// relative square error, which prediction does not use.
  ///
  /// - Parameter degree: The highest degree.
  /// - Returns: The count.
  public static func outputs(degree: Int) -> Int { functions(degree: degree) + 2 }

  /// How many numbers a network takes: the electrode's, its direction's harmonics, the code's.
  ///
  /// - Parameters:
  ///   - degree: The highest degree.
  ///   - layout: How codes are laid out.
  /// - Returns: The count.
  public static func inputs(degree: Int, _ layout: CodeLayout) -> Int {
    AnatomyFeatures.electrodeCount + functions(degree: degree) + AnatomyFeatures.codeCount(layout)
  }

  /// What a network is told of electrodes, and how its outputs become coefficients.
  public struct Rows: Sendable {
    /// The inputs, electrode by electrode.
    public var inputs: [Float]
    /// What each output is multiplied with: electrode × function, ohm.
    public var scales: [Double]
    /// 1/(4πσr): electrode, ohm.
    public var potentials: [Double]
    /// Whether only the heart told of the torso.
    public var isHeartOnly: Bool
    /// What shares of the variance of skin and lungs their segmented surfaces took.
    public var surfacesTell: SIMD2<Double>

    /// Rows.
    ///
    /// - Parameters:
    ///   - inputs: The inputs, electrode by electrode.
    ///   - scales: What each output is multiplied with: electrode × function, ohm.
    ///   - potentials: 1/(4πσr): electrode, ohm.
    ///   - isHeartOnly: Whether only the heart told of the torso.
    ///   - surfacesTell: What shares of the variance of skin and lungs their segmented surfaces took.
    public init(
      inputs: [Float], scales: [Double], potentials: [Double], isHeartOnly: Bool,
      surfacesTell: SIMD2<Double> = .zero
    ) {
      self.inputs = inputs
      self.scales = scales
      self.potentials = potentials
      self.isHeartOnly = isHeartOnly
      self.surfacesTell = surfacesTell
    }

    /// The rows of the first electrodes.
    ///
    /// - Parameter count: How many, not more than there are.
    /// - Returns: Their rows.
    public func first(_ count: Int) -> Rows {
      func part<T>(_ list: [T]) -> [T] { Array(list.prefix(list.count / potentials.count * count)) }
      return Rows(
        inputs: part(inputs), scales: part(scales), potentials: part(potentials), isHeartOnly: isHeartOnly,
        surfacesTell: surfacesTell)
    }
  }

  /// The rows of electrodes.
  ///
  /// - Parameters:
  ///   - features: The anatomy.
  ///   - electrodes: The electrodes, LPS, mm.
  /// - Returns: The rows.
  public func rows(_ features: AnatomyFeatures, _ electrodes: [SIMD3<Double>]) -> Rows {
    let numbers = features.electrodes(electrodes)
    let own = AnatomyFeatures.electrodeCount
    var rows = Rows(
      inputs: [], scales: [], potentials: [],
      isHeartOnly: features.anatomy.code.isOfHeartOnly, surfacesTell: features.anatomy.code.surfacesTell)
    let sigma = conductivity.tissues["torso"] ?? 0.2
    let places = electrodes.map { electrode in
      let p = electrode - features.anatomy.code.origin
      return (p, r: max((p * p).sum().squareRoot(), 1))
    }
    for (_, r) in places {
      let share = HarmonicBasis.scale / r
      for l in harmonics.degrees {
        var power = 1.0
        for _ in 0..<l { power *= share }
        rows.scales.append(power / (sigma * Double(2 * l + 1) * r * 1e-3))
      }
      rows.potentials.append(1 / (4 * .pi * sigma * r * 1e-3))
    }
    for (e, (p, r)) in places.enumerated() {
      rows.inputs += numbers[(own * e)..<(own * (e + 1))]
      rows.inputs += harmonics.values(at: p / r).map { Float($0) }
      rows.inputs += features.code
    }
    return rows
  }

  /// The fields of electrodes at the places of a basis.
  ///
  /// The field is linear in the coefficients, so the members' mean field is that of their mean coefficients; their
  /// spread is summed up place by place, and no member's whole field is ever held.
  ///
  /// - Parameters:
  ///   - rows: The electrodes' rows.
  ///   - basis: The heart's functions at places.
  ///   - inferred: The electrodes' fields on the inferred torso at the same places.
  ///   - correcting: Whether what was learned of the error is added; without, only deviations are made of it.
  /// - Returns: Potentials, gradients and their deviations.
  public func predict(
    _ rows: Rows, _ basis: HarmonicBasis, _ inferred: FieldSamples, correcting: Bool = true
  ) -> LeadFieldOperator.Prediction {
    let (n, m, k) = (basis.places, rows.potentials.count, basis.count)
    let width = Self.outputs(degree: degree)
    let share = 1 / Double(members.count)
    var mean = [Float](repeating: 0, count: m * k)
    var constant = [Double](repeating: 0, count: m)
    // Electrode × member × function.
    var gaps = [Float](repeating: 0, count: m * members.count * k)
    for (number, member) in members.enumerated() {
      let output = member(rows.inputs)
      for e in 0..<m {
        for f in 0..<k {
          let value = Double(output[e * width + f]) * rows.scales[e * k + f]
          mean[e * k + f] += Float(share * value)
          gaps[(e * members.count + number) * k + f] = Float(value)
        }
        constant[e] += share * rows.potentials[e] * Double(output[e * width + k])
      }
    }
    for e in 0..<m {
      for number in members.indices {
        for f in 0..<k { gaps[(e * members.count + number) * k + f] -= mean[e * k + f] }
      }
    }
    var field = LeadFieldOperator.Prediction(
      potential: inferred.potential ?? [Float](repeating: 0, count: n * m), gradient: inferred.gradient,
      deviation: [Float](repeating: 0, count: n * m))
    if correcting { add(mean, constant, basis, to: &field) }
    let factor = calibration.factor(isHeartOnly: rows.isHeartOnly, surfaces: rows.surfacesTell)
    spread(&field, gaps, basis, m, Float(factor))
    return field
  }

  /// Adds functions and constants to fields.
  private func add(
    _ mean: [Float], _ constant: [Double], _ basis: HarmonicBasis,
    to field: inout LeadFieldOperator.Prediction
  ) {
    let (n, m, k) = (basis.places, constant.count, basis.count)
    for e in 0..<m {
      let own = Float(constant[e])
      for i in 0..<n { field.potential[e * n + i] += own }
    }
    DenseSum.add(mean, m, k, basis.gradient, 3 * n, to: &field.gradient)
    DenseSum.add(mean, m, k, basis.potential, n, to: &field.potential)
  }

  /// A component's share of the square of a field's usual relative error, one in ten. What networks expect of a single
  /// field is too sure of itself both ways: on validation anatomies the tails are shortest without it.
  private static let usual: Float = 0.01 / 3

  /// The deviation from the usual error and the members' spread.
  private func spread(
    _ field: inout LeadFieldOperator.Prediction, _ gaps: [Float],
    _ basis: HarmonicBasis, _ m: Int, _ factor: Float
  ) {
    let (n, k, count) = (basis.places, basis.count, members.count)
    let gradient = field.gradient
    gaps.withUnsafeBufferPointer { gaps in
      gradient.withUnsafeBufferPointer { gradient in
        basis.gradient.withUnsafeBufferPointer { functions in
          field.deviation.withUnsafeMutableBufferPointer { deviation in
            guard let g0 = gaps.baseAddress, let f0 = gradient.baseAddress, let b0 = functions.baseAddress,
              let d0 = deviation.baseAddress
            else { return }
            nonisolated(unsafe) let (apart, mean, with, to) = (g0, f0, b0, d0)
            let piece = 1024
            Parallel.run(m) { e in
              let sizes = Self.squares(mean + 3 * e * n, n)
              let whole = Self.sum(sizes) / Float(max(n, 1))
              // Errors grow with the field, but not where it is weak.
              var fields = [Float](repeating: 0, count: count * 3 * piece)
              for start in stride(from: 0, to: n, by: piece) {
                let places = min(piece, n - start)
                fields.withUnsafeMutableBufferPointer { fields in
                  guard let fields = fields.baseAddress else { return }
                  lf_product_f32(
                    lf_matrix_f32(values: apart + e * count * k, row_step: k, column_step: 1),
                    lf_matrix_f32(values: with + 3 * start, row_step: 3 * n, column_step: 1), count,
                    3 * places, k, fields, 3 * piece, 0)
                  // Of all members at once, component by component: it is done in vectors.
                  for j in 0..<(3 * places) { fields[j] *= fields[j] }
                  for member in 1..<max(count, 1) {
                    let other = fields + 3 * member * piece
                    for j in 0..<(3 * places) { fields[j] += other[j] * other[j] }
                  }
                  for i in 0..<places {
                    let sum = fields[3 * i] + fields[3 * i + 1] + fields[3 * i + 2]
                    let variance =
                      Self.usual * (0.95 * sizes[start + i] + 0.05 * whole) + sum / Float(3 * count)
                    to[e * n + start + i] = factor * variance.squareRoot()
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The squared lengths of vectors.
  private static func squares(_ vectors: UnsafePointer<Float>, _ count: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { result, filled in
      for i in 0..<count {
        let (x, y, z) = (vectors[3 * i], vectors[3 * i + 1], vectors[3 * i + 2])
        result.initializeElement(at: i, to: x * x + y * y + z * z)
      }
      filled = count
    }
  }

  /// A sum in sixteen parts, which the compiler may not make of one by itself.
  private static func sum(_ values: [Float]) -> Float {
    var parts = SIMD16<Float>.zero
    let whole = values.count / 16 * 16
    values.withUnsafeBytes { bytes in
      for i in stride(from: 0, to: whole, by: 16) {
        parts += bytes.loadUnaligned(fromByteOffset: 4 * i, as: SIMD16<Float>.self)
      }
    }
    return parts.sum() + values[whole...].reduce(0, +)
  }
}
