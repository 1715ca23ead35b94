/// The measures of a part of the heart.
public struct NamedMeasures: Equatable, Sendable {
  /// The part's name.
  public var name: String
  /// Over its points and all leads.
  public var measures: FieldMeasures

  init(_ name: String, _ prediction: LeadGradients, _ golden: LeadGradients, weights: [Double]) {
    self.name = name
    var sums = FieldSums()
    for (lead, title) in golden.names.enumerated() {
      guard let own = prediction.names.firstIndex(of: title) else { continue }
      sums.add(FieldSums(prediction, golden, own: own, lead: lead, weights: weights))
    }
    measures = sums.measures
  }
}

extension FieldMeasures {
  /// The measures one by one.
  func measurements(_ scope: Measurement.Scope) -> [Measurement] {
    [
      ("angleMean", angleMean), ("angleMedian", angleMedian), ("angle95", angle95),
      ("angleByMagnitude", angleByMagnitude), ("relativeL2", relativeL2),
      ("relativeL2Scaled", relativeL2Scaled),
      ("bestScale", bestScale), ("magnitudeRatio", magnitudeRatio), ("rdm", rdm), ("mag", mag),
      ("count", Double(count)), ("leftOut", Double(leftOut)),
    ].map { Measurement("gradient." + $0, scope, $1) }
  }
}
