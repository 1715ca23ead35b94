public import LFCore

extension LeadFieldReport {
  /// The report as a table for people.
  public var text: String {
    let head = ["lead", "angle mean", "median", "p95", "rel. L2", "scaled", "|g|/|g*|", "RDM", "MAG"]
    var rows = [Self.row("all", field.overall)]
    rows += field.perLead.map { Self.row($0.name, $0.measures) }
    var lines = ["gradient of the leads, \(sampling), \(field.overall.count) pairs of point and lead"]
    lines += TextTable.lines(head, rows)
    if field.overall.leftOut > 0 {
      lines.append("\(field.overall.leftOut) pairs left out, the field too weak there")
    }
    if let ecg = electrocardiogram {
      lines += ["", "ECG of the golden case's activation"]
      lines += TextTable.lines(
        ["lead", "rel. MSE", "correlation"],
        ecg.perLead.map {
          [$0.name, Self.percent($0.relativeMeanSquaredError), Self.fixed($0.correlation, 4)]
        })
      lines.append(
        "pooled relative MSE \(Self.percent(ecg.pooled)), mean over leads \(Self.percent(ecg.meanOverLeads))")
      lines.append(
        "at its best scale of \(Self.fixed(ecg.bestScale, 3)): pooled \(Self.percent(ecg.pooledScaled)),"
          + " mean over leads \(Self.percent(ecg.meanOverLeadsScaled))")
    }
    return lines.joined(separator: "\n")
  }

  private static func row(_ name: String, _ m: FieldMeasures) -> [String] {
    [
      name, fixed(m.angleMean, 2) + "°", fixed(m.angleMedian, 2) + "°", fixed(m.angle95, 2) + "°",
      fixed(m.relativeL2, 4), fixed(m.relativeL2Scaled, 4), fixed(m.magnitudeRatio, 3), fixed(m.rdm, 4),
      fixed(m.mag, 3),
    ]
  }

  private static func percent(_ share: Double) -> String { share.percent() }

  private static func fixed(_ value: Double, _ digits: Int) -> String { value.fixed(digits) }

  /// The report for machines; its schema is `Formats/check/check.schema.json`.
  public var json: JSONValue {
    var entries: [String: JSONValue] = [
      "sampling": .text(sampling), "missing": .integer(Int64(missing)),
      "gradient": Self.json(of: field.overall),
      "leads": .list(
        field.perLead.map { .object(["name": .text($0.name), "gradient": Self.json(of: $0.measures)]) }),
    ]
    if let ecg = electrocardiogram { entries["ecg"] = Self.json(of: ecg) }
    return .object(entries)
  }

  private static func json(of m: FieldMeasures) -> JSONValue {
    .object([
      "angleMean": .number(m.angleMean), "angleMedian": .number(m.angleMedian), "angle95": .number(m.angle95),
      "angleByMagnitude": .number(m.angleByMagnitude), "relativeL2": .number(m.relativeL2),
      "relativeL2Scaled": .number(m.relativeL2Scaled), "bestScale": .number(m.bestScale),
      "magnitudeRatio": .number(m.magnitudeRatio), "rdm": .number(m.rdm), "mag": .number(m.mag),
      "count": .integer(Int64(m.count)), "leftOut": .integer(Int64(m.leftOut)),
    ])
  }

  private static func json(of ecg: ElectrocardiogramComparison) -> JSONValue {
    .object([
      "pooled": .number(ecg.pooled), "meanOverLeads": .number(ecg.meanOverLeads),
      "pooledScaled": .number(ecg.pooledScaled), "meanOverLeadsScaled": .number(ecg.meanOverLeadsScaled),
      "bestScale": .number(ecg.bestScale),
      "leads": .list(
        ecg.perLead.map {
          .object([
            "name": .text($0.name), "relativeMeanSquaredError": .number($0.relativeMeanSquaredError),
            "correlation": .number($0.correlation),
          ])
        }),
    ])
  }
}
