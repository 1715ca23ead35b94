import LFCore
import LFMesh

/// Systematic defects of a predicted field: signs, exchanges, a scale, a turn, a wrong order. Each explains an error that
/// the averages only show as large.
struct FieldFindings {
  private(set) var all: [Finding] = []

  /// A factor this close to 1 is no defect.
  private static let scaleTolerance = 0.008
  /// A turn this small is no defect, degrees.
  private static let turnTolerance = 0.5
  /// An explanation must leave at most this share of the error.
  private static let left = 0.5

  init(
    _ field: FieldComparison, _ prediction: LeadGradients, _ golden: LeadGradients,
    _ electrodes: LeadGradients,
    _ goldenElectrodes: LeadGradients, _ weights: [Double], _ mesh: Mesh, _ places: SamplePlaces
  ) {
    all += Roughness.findings(prediction, golden, weights, mesh, places)
    guard all.isEmpty else { return }
    all += MatchFindings.find("electrode", electrodes, goldenElectrodes, weights)
    // A wrong electrode makes every lead wrong that it is in: they need no findings of their own.
    if all.isEmpty { all += MatchFindings.find("lead", prediction, golden, weights) }
    guard all.isEmpty, field.overall.relativeL2.isFinite else { return }
    scale(field.overall)
    turn(field.overall, prediction, golden, weights)
  }

  private mutating func scale(_ m: FieldMeasures) {
    guard m.bestScale > 0, abs(1 / m.bestScale - 1) > Self.scaleTolerance,
      m.relativeL2Scaled < Self.left * m.relativeL2
    else { return }
    let factor = 1 / m.bestScale
    let left =
      "without that \(m.relativeL2Scaled.percent()) of L2 error would be left instead of \(m.relativeL2.percent())"
    if abs(factor / 1000 - 1) < 0.2 || abs(factor / 0.001 - 1) < 0.2 {
      all.append(
        Finding(
          .unit, .fault,
          "the field is \(factor > 1 ? "1000 times" : "a thousandth of") the golden one, as Ω/\(factor > 1 ? "km" : "mm")"
            + " for Ω/m (factor \(factor > 1 ? factor.fixed(1) : factor.fixed(6))); \(left)"))
    } else {
      all.append(
        Finding(.scale, .fault, "the whole field is \(factor.fixed(4)) times the golden one; \(left)"))
    }
  }

  private mutating func turn(
    _ m: FieldMeasures, _ prediction: LeadGradients, _ golden: LeadGradients, _ weights: [Double]
  ) {
    var products = [SIMD3<Double>](repeating: SIMD3(), count: 3)
    let pairs = golden.names.indices.compactMap { lead in
      prediction.names.firstIndex(of: golden.names[lead]).map { (lead, $0) }
    }
    for (lead, own) in pairs {
      for point in 0..<golden.count where weights[point] > 0 {
        let (a, b) = (golden.vector(lead, point), prediction.vector(own, point))
        for axis in 0..<3 { products[axis] += weights[point] * a[axis] * b }
      }
    }
    let turn = Turn(products: products)
    guard turn.degrees > Self.turnTolerance else { return }
    var (before, after) = (0.0, 0.0)
    for (lead, own) in pairs {
      for point in 0..<golden.count where weights[point] > 0 {
        let (a, b) = (golden.vector(lead, point), prediction.vector(own, point))
        let weight = weights[point] * a.length
        before += weight * b.angle(to: a)
        after += weight * b.angle(to: turn(a))
      }
    }
    guard after < Self.left * before else { return }
    let axis = turn.axis
    all.append(
      Finding(
        .rotation, .fault,
        "the whole field is turned by \(turn.degrees.fixed(2))° about (\(axis.x.fixed(2)), \(axis.y.fixed(2)),"
          + " \(axis.z.fixed(2))); without that \((m.angleByMagnitude * after / max(before, 1e-300)).fixed(2))° of the"
          + " \(m.angleByMagnitude.fixed(2))° (weighted by |∇Z|) would be left"))
  }
}
