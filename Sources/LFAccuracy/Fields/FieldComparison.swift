public import LFCore

/// A predicted lead field against a golden one, over all leads and for each.
public struct FieldComparison: Equatable, Sendable {
  /// Over all leads together.
  public var overall: FieldMeasures
  /// For each lead, in the golden one's order.
  public var perLead: [(name: String, measures: FieldMeasures)]

  /// Compares gradients at the same points.
  ///
  /// - Parameters:
  ///   - prediction: The predicted gradients; its leads may stand in another order.
  ///   - golden: The golden gradients.
  ///   - weights: The volume that each point stands for, mm³; points of weight 0 do not count.
  /// - Throws: `LFError` with code `badData` when points or leads do not match, or a value is not finite.
  public init(
    _ prediction: LeadGradients, _ golden: LeadGradients, weights: [Double]
  ) throws(LFError) {
    guard prediction.count == golden.count, weights.count == golden.count, golden.count > 0 else {
      throw LFError(
        .badData, "has \(prediction.count) points where the golden lead field has \(golden.count)",
        hint: "compare fields at the same points")
    }
    let ordered = try Self.ordered(prediction, as: golden.names)
    try Self.checkFinite(ordered, "prediction")
    try Self.checkFinite(golden, "golden lead field")
    var sums = FieldSums()
    perLead = []
    for (lead, name) in golden.names.enumerated() {
      let one = FieldSums(ordered, golden, own: lead, lead: lead, weights: weights)
      perLead.append((name, one.measures))
      sums.add(one)
    }
    overall = sums.measures
  }

  /// Whether two comparisons found the same.
  ///
  /// - Parameters:
  ///   - a: One.
  ///   - b: The other.
  /// - Returns: Whether they are equal.
  public static func == (a: FieldComparison, b: FieldComparison) -> Bool {
    a.overall == b.overall && a.perLead.elementsEqual(b.perLead, by: ==)
  }

  private static func ordered(_ field: LeadGradients, as names: [String]) throws(LFError) -> LeadGradients {
    if field.names == names { return field }
    var values: [Double] = []
    values.reserveCapacity(3 * field.count * names.count)
    for name in names {
      guard let lead = field.names.firstIndex(of: name) else {
        throw LFError(
          .badData, "has no lead \(name.singleLine)", hint: "predict it with the golden case's electrodes")
      }
      values += field.values[3 * lead * field.count..<3 * (lead + 1) * field.count]
    }
    return LeadGradients(names: names, count: field.count, values: values)
  }

  private static func checkFinite(_ field: LeadGradients, _ what: String) throws(LFError) {
    guard let bad = field.values.firstIndex(where: { !$0.isFinite }) else { return }
    let (lead, point) = (bad / (3 * field.count), bad / 3 % field.count)
    throw LFError(
      .badData,
      "the \(what) has no finite gradient of lead \(field.names[lead].singleLine) at point \(point)",
      hint: "a field with such holes has no error to speak of")
  }
}
