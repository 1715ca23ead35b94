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
  /// An explanation must leave at most this share of the error to be a defect.
  private static let left = 0.5
  /// That of a scale: a good prediction's small error is half a scale now and then.
  private static let leftOfScale = 1.0 / 3
  /// And at most this one to be worth a line.
  private static let noticed = 0.92

  init(
    _ field: FieldComparison, _ prediction: LeadGradients, _ golden: LeadGradients,
    _ electrodes: LeadGradients,
    _ goldenElectrodes: LeadGradients, _ weights: [Double], _ mesh: Mesh, _ places: SamplePlaces,
    turned: FieldTurn
  ) {
    all += Roughness.findings(prediction, golden, weights, mesh, places)
    guard all.isEmpty else { return }
    all += MatchFindings.find(
      .electrode, electrodes.names,
      MatchErrors(
        electrodes.values, goldenElectrodes.values, count: electrodes.names.count, weights: weights,
        hasReference: true))
    // A wrong electrode makes every lead wrong that it is in: they need no findings of their own.
    if all.isEmpty {
      all += MatchFindings.find(
        .lead, golden.names,
        MatchErrors(
          prediction.keeping(golden.names).values, golden.values, count: golden.names.count, weights: weights,
          hasReference: false))
    }
    guard all.isEmpty, field.overall.relativeL2.isFinite else { return }
    scale(field.overall)
    turn(turned, field.overall)
  }

  private mutating func scale(_ m: FieldMeasures) {
    let factor = 1 / m.bestScale
    guard m.bestScale > 0, abs(factor - 1) > Self.scaleTolerance else { return }
    let left =
      "without that \(m.relativeL2Scaled.percent()) of L2 error would be left instead of \(m.relativeL2.percent())"
    if m.relativeL2Scaled >= Self.leftOfScale * m.relativeL2 {
      guard m.relativeL2Scaled < Self.noticed * m.relativeL2 else { return }
      all.append(
        Finding(
          .scale, .notice, "the field is \(factor.fixed(3)) times the golden one at the best fit; \(left)"))
    } else if abs(factor / 1000 - 1) < 0.2 || abs(factor / 0.001 - 1) < 0.2 {
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

  private mutating func turn(_ best: FieldTurn, _ m: FieldMeasures) {
    guard best.turn.degrees > Self.turnTolerance, best.share < Self.noticed else { return }
    let axis = best.turn.axis
    let isDefect = best.share < Self.left
    all.append(
      Finding(
        .rotation, isDefect ? .fault : .notice,
        "the whole field is turned by \(best.turn.degrees.fixed(2))°\(isDefect ? "" : " at the best fit") about"
          + " (\(axis.x.fixed(2)), \(axis.y.fixed(2)), \(axis.z.fixed(2))); without that"
          + " \((m.angleByMagnitude * best.share).fixed(2))° of the \(m.angleByMagnitude.fixed(2))° (weighted by |∇Z|)"
          + " would be left"))
  }
}
