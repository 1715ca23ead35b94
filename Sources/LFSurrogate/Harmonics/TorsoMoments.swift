public import LFAnatomy
public import LFCore
import LFFullOrder
public import LFLeadField
public import LFShapeCode

/// What a decoded torso makes of its electrodes' fields, as coefficients of the heart's scattered harmonics.
///
/// The decoded anatomy is meshed coarsely, and one solution a test field gives every electrode's moments
/// (``HeartMoments``); the coefficients are those with which the heart's functions have the same ones. What
/// is left of their error is the code's, and some of that can be learned (``HarmonicExpansion``).
public struct TorsoMoments: Sendable {
  private let moments: HeartMoments
  private let origin: SIMD3<Double>
  private let bulk: Double

  /// How coarse the mesh may be: coefficients are means over the heart, and smooth out what a mesh leaves.
  public static let density = MeshDensity.standard.refined(0.6)

  /// Solves for the test fields' potentials on a decoded torso.
  ///
  /// - Parameters:
  ///   - anatomy: The decoded anatomy, with the patient's own heart where that is known.
  ///   - degree: The highest degree of the harmonics.
  ///   - conductivity: The conductivities.
  ///   - fibres: The muscle's fibres, where the conductivities need them.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when the torso cannot be meshed or solved.
  public init(
    _ anatomy: DecodedAnatomy, degree: Int, conductivity: ConductivityModel, fibres: MuscleFibres? = nil,
    progress: WorkProgress = .silent
  ) throws(LFError) {
    progress("meshing the inferred torso", 0)
    origin = anatomy.code.origin
    bulk = conductivity.tissues["torso"] ?? 0.2
    let map = DecodedTissues(anatomy)
    moments = try withSoundMesh(Self.density) { (density) throws(LFError) in
      let model = try TorsoModel(
        AnatomyMesh(map, density: density), conductivity, fibres, origin: anatomy.code.origin)
      return try HeartMoments(
        model, in: Tissue.myocardium.conductivityName, center: .zero, degree: degree,
        scale: HarmonicBasis.scale, progress: progress)
    }
  }

  /// Coefficients of electrodes.
  ///
  /// Moments of high degree say little more than noise: coefficients are held to the size that they should have by a
  /// ridge.
  ///
  /// - Parameters:
  ///   - electrodes: The electrodes that the basis was solved for, LPS, mm.
  ///   - scales: The size that each coefficient should have: electrode × function, ohm.
  ///   - basis: The heart's functions.
  /// - Returns: Coefficients in units of their scales: electrode × function.
  /// - Throws: `LFError` with code `badData` when an electrode has no finite place.
  public func coefficients(
    _ electrodes: [SIMD3<Double>], scales: [Double], _ basis: HarmonicBasis
  ) throws(LFError) -> [Double] {
    let wanted = try moments(electrodes.map { $0 - origin }, bulk: bulk)
    let (k, all) = (basis.count, basis.count + electrodes.count)
    // A test field's own size makes its moment a number of the size of one.
    let sizes = (0..<k).map { max(abs(basis.moments[$0 * all + $0]), .leastNormalMagnitude).squareRoot() }
    var result: [Double] = []
    for e in electrodes.indices {
      let rest = (0..<k).map { (wanted[e * k + $0] - basis.moments[$0 * all + k + e]) / sizes[$0] }
      let strength = scales[e * k..<e * k + 3].reduce(0, +) / 3 * sizes[0..<3].reduce(0, +) / 3
      var normal = SymmetricMatrix(k)
      var right = [Double](repeating: 0, count: k)
      let matrix = (0..<k).map { t in
        (0..<k).map { f in basis.moments[t * all + f] / sizes[t] * scales[e * k + f] / strength }
      }
      for i in 0..<k {
        for j in 0...i {
          let sum = (0..<k).reduce(0.0) { $0 + matrix[$1][i] * matrix[$1][j] }
          normal[i, j] = sum
          normal[j, i] = sum
        }
        normal[i, i] += Self.ridge
        right[i] = (0..<k).reduce(0.0) { $0 + matrix[$1][i] * rest[$1] / strength }
      }
      result += normal.solve(right) ?? [Double](repeating: 0, count: k)
    }
    return result
  }

  /// The square of how far a moment may be from its value, of a coefficient's own.
  private static let ridge = 3e-4
}
