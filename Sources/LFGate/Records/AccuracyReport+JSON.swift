public import LFAccuracy
public import LFCore

extension AccuracyReport {
  /// The report for machines; its schema is in `Formats/check`.
  public var json: [String: JSONValue] {
    var entries: [String: JSONValue] = [
      "subject": .text(subject.rawValue), "sampling": .text(sampling), "missing": .integer(Int64(missing)),
      "conductivity": conductivity.map { .text($0) } ?? .null,
      "findings": .list(findings.map(\.json)), "worst": .list(worst.map(\.json)),
      "angleHistogram": .list(angles.map { .number($0) }),
    ]
    for group in ["gradient", "ecg", "surface"] {
      guard let overall = object(group, .overall) else { continue }
      if group == "gradient" {
        entries[group] = .object(overall)
        for kind in ["lead", "electrode", "region"] { entries[kind + "s"] = list(kind, group, nested: true) }
      } else {
        var members = overall
        for kind in ["lead", "region"] where !scopes(kind, of: group).isEmpty {
          members[kind + "s"] = list(kind, group, nested: false)
        }
        entries[group] = .object(members)
      }
    }
    return entries
  }

  private func list(_ kind: String, _ group: String, nested: Bool) -> JSONValue {
    .list(
      scopes(kind, of: group).map { scope in
        let values = object(group, scope) ?? [:]
        let name: [String: JSONValue] = ["name": .text(scope.name ?? "")]
        return .object(
          nested ? name.merging([group: .object(values)]) { a, _ in a } : name.merging(values) { a, _ in a })
      })
  }

  private func object(_ group: String, _ scope: Measurement.Scope) -> [String: JSONValue]? {
    var members: [String: JSONValue] = [:]
    for item in measurements where item.scope == scope && item.measure.hasPrefix(group + ".") {
      members[String(item.measure.dropFirst(group.count + 1))] = .number(item.value)
    }
    return members.isEmpty ? nil : members
  }
}

extension Finding {
  /// The finding for machines.
  public var json: JSONValue {
    .object([
      "kind": .text(kind.rawValue), "severity": .text(severity.rawValue), "message": .text(message),
    ])
  }
}

extension WorstPoint {
  fileprivate var json: JSONValue {
    .object([
      "point": .integer(Int64(index)),
      "position": .list([.number(position.x), .number(position.y), .number(position.z)]),
      "lead": .text(lead), "region": .text(region), "angle": .number(angle),
      "relativeError": .number(relativeError),
    ])
  }
}
