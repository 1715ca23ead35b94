public import LFAnatomy
public import LFCore
public import LFLeadField
public import LFPredictors
import LFShapeCode

/// The lead field by the learned operator, for a heart that was encoded.
public struct SurrogateLeadField: LeadFieldPredictor {
  /// `surrogate`.
  public let method = "surrogate"
  /// What to read about the method.
  public let references =
    "operator network on latent anatomy codes, after \"Learning geometry-dependent lead-field operators for forward"
    + " ECG modeling\", arXiv:2602.22367"

  /// The heart.
  public let encoding: HeartEncoding
  private let features: AnatomyFeatures
  private let item: LeadFieldOperator

  /// A predictor for one heart.
  ///
  /// - Parameters:
  ///   - encoding: The heart.
  ///   - shape: The shape model that encoded it.
  ///   - item: The operator, trained with that shape model.
  public init(_ encoding: HeartEncoding, _ shape: ShapeModel, _ item: LeadFieldOperator) {
    self.encoding = encoding
    self.item = item
    features = AnatomyFeatures(encoding.anatomy, shape.prior)
  }

  /// Z in ohm and ∇Z in ohm/m of each electrode, with its deviation; electrodes that were placed add what their place costs.
  ///
  /// - Parameters:
  ///   - anatomy: The heart that was encoded, electrodes, conductivities.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: Potentials, gradients and the gradients' deviations.
  /// - Throws: `LFError` with code `badData` when a place coincides with an electrode.
  public func samples(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples {
    let electrodes = anatomy.electrodes.electrodes
    let positions = electrodes.map(\.position)
    var found = item.predict(features, at: places, electrodes: positions, progress: progress)
    let placed = electrodes.indices.filter { electrodes[$0].origin == .placed }
    if !placed.isEmpty { addPlacement(&found, placed, electrodes, places) }
    guard found.gradient.allSatisfy(\.isFinite) else {
      throw LFError(
        .badData, "the field has no bound at a place where it is wanted", at: .init(file: anatomy.heart.file),
        hint: "electrodes lie on the skin, not at points of the mesh")
    }
    return FieldSamples(
      count: places.count, potential: found.potential, gradient: found.gradient, deviation: found.deviation)
  }

  /// What a deviation of a placed electrode's position, along the skin, changes: its square is added. Taken at every
  /// eighth place, and from there as a share of the field's size, which it changes evenly.
  private func addPlacement(
    _ found: inout LeadFieldOperator.Prediction, _ placed: [Int], _ electrodes: [Electrode],
    _ places: [SIMD3<Double>]
  ) {
    let n = places.count
    guard n > 0 else { return }
    let step = max(1, n / 512)
    let few = stride(from: 0, to: n, by: step).map(\.self)
    let here = few.map { places[$0] }
    let normals = encoding.anatomy.skinNormals(placed.map { electrodes[$0].position })
    for (number, e) in placed.enumerated() {
      let standard = Electrode.standardNames.firstIndex(of: electrodes[e].name)
      let spread = standard.map { encoding.code.landmarkDeviations[$0] } ?? 20
      let normal = normals[number]
      let side = abs(normal.z) < 0.9 ? SIMD3(0.0, 0, 1) : SIMD3(1.0, 0, 0)
      let along = side - normal * (side * normal).sum()
      let a = along / max((along * along).sum().squareRoot(), 1e-9)
      let b = SIMD3(
        normal.y * a.z - normal.z * a.y, normal.z * a.x - normal.x * a.z, normal.x * a.y - normal.y * a.x)
      let moved = encoding.onSkin([a, b].map { electrodes[e].position + $0 * spread })
      let other = item.predict(features, at: here, electrodes: moved)
      var (change, size) = (0.0, 0.0)
      for (k, i) in few.enumerated() {
        for axis in 0..<3 {
          let g = Double(found.gradient[3 * (e * n + i) + axis])
          size += g * g
          for m in 0..<2 {
            let d = Double(other.gradient[3 * (m * few.count + k) + axis]) - g
            change += d * d
          }
        }
      }
      let share = size > 0 ? change / size / 3 : 0
      for i in 0..<n {
        let at = 3 * (e * n + i)
        let (x, y, z) = (found.gradient[at], found.gradient[at + 1], found.gradient[at + 2])
        let square = x * x + y * y + z * z
        let own = found.deviation[e * n + i]
        found.deviation[e * n + i] = (own * own + Float(share) * square).squareRoot()
      }
    }
  }
}
