public import LFAccuracy
public import LFCore

extension AccuracyReport {
  /// Reads what `json` writes; other members are passed over.
  ///
  /// - Parameter node: The object.
  /// - Throws: `LFError` with code `badData` and the line when it is no report.
  public init(_ node: JSONNode) throws(LFError) {
    guard let word = node["subject"]?.text, let subject = Subject(rawValue: word),
      let sampling = node["sampling"]?.text
    else {
      throw LFError(
        .badData, "holds no report of lfconvert check", at: .init(line: node.line),
        hint: "give what check --report R.json wrote")
    }
    self.init(subject, sampling: sampling)
    let missing = node["missing"]?.number ?? 0
    self.missing = Int(min(max(missing, 0), 1e15))
    conductivity = node["conductivity"]?.text
    if let members = node["gradient"] { take(members, "gradient", .overall) }
    for (list, scope) in Self.lists {
      for item in node[list]?.list ?? [] {
        guard let name = item["name"]?.text, let members = item["gradient"] else { continue }
        take(members, "gradient", scope(name))
      }
    }
    for group in ["ecg", "surface"] {
      guard let members = node[group] else { continue }
      take(members, group, .overall)
      for (list, scope) in Self.lists {
        for item in members[list]?.list ?? [] {
          guard let name = item["name"]?.text else { continue }
          take(item, group, scope(name))
        }
      }
    }
    findings = (node["findings"]?.list ?? []).compactMap(Finding.init)
    worst = (node["worst"]?.list ?? []).compactMap(WorstPoint.init)
    angles = (node["angleHistogram"]?.list ?? []).compactMap(\.number)
  }

  private static let lists: [(String, @Sendable (String) -> Measurement.Scope)] = [
    ("leads", { .lead($0) }), ("electrodes", { .electrode($0) }), ("regions", { .region($0) }),
  ]

  /// Takes the numbers among the members; `null` is no number but was measured.
  private mutating func take(_ node: JSONNode, _ group: String, _ scope: Measurement.Scope) {
    for (name, value) in node.members ?? [] {
      switch value.value {
      case .number(let number): measurements.append(Measurement("\(group).\(name)", scope, number))
      case .null: measurements.append(Measurement("\(group).\(name)", scope, .nan))
      default: break
      }
    }
  }
}

extension Finding {
  fileprivate init?(_ node: JSONNode) {
    guard let kind = node["kind"]?.text.flatMap(Kind.init(rawValue:)),
      let severity = node["severity"]?.text.flatMap(Severity.init(rawValue:)),
      let message = node["message"]?.text
    else { return nil }
    self.init(kind, severity, message)
  }
}

extension WorstPoint {
  fileprivate init?(_ node: JSONNode) {
    guard let index = node["point"]?.number, abs(index) < 1e15, let p = node["position"]?.list, p.count == 3,
      let x = p[0].number, let y = p[1].number, let z = p[2].number, let lead = node["lead"]?.text,
      let region = node["region"]?.text, let angle = node["angle"]?.number,
      let error = node["relativeError"]?.number
    else { return nil }
    self.init(
      index: Int(index), position: SIMD3(x, y, z), lead: lead, region: region, angle: angle,
      relativeError: error)
  }
}
