import LFAccuracy
public import LFCore

extension CaseResult {
  /// A case's record on disk: what it was made from, and everything that a report needs of it.
  ///
  /// - Parameter key: What the result depends on; another key makes the record void.
  /// - Returns: One JSON object.
  public func record(key: String) -> JSONValue {
    var entries: [String: JSONValue] = ["key": .text(key), "case": .object(json(verdict: nil))]
    if let report { entries["pictures"] = PictureRecord.json(report) }
    return .object(entries)
  }

  /// Reads a record back.
  ///
  /// - Parameters:
  ///   - path: The record.
  ///   - key: What the result must depend on.
  /// - Returns: The case; `nil` when there is no record, or one of something else.
  public static func recorded(at path: String, key: String) -> CaseResult? {
    guard let file = try? MappedFile(path), let root = try? JSONReader.read(file, limit: 1 << 28),
      root["key"]?.text == key, let node = root["case"], let result = try? CaseResult(node),
      var report = result.report
    else { return nil }
    if let pictures = root["pictures"] { PictureRecord.take(pictures, into: &report) }
    var whole = result
    whole.outcome = .measured(report)
    return whole
  }

  /// The case for machines.
  ///
  /// - Parameter verdict: What the gate says of it.
  /// - Returns: The members of an object.
  public func json(verdict: CaseVerdict?) -> [String: JSONValue] {
    var entries: [String: JSONValue] = [
      "name": .text(name), "warnings": .list(warnings.map { .text($0) }),
      "files": .object(
        Dictionary(
          files.map { ($0.role, .object(["path": .text($0.path), "sha256": .text($0.sha256)])) },
          uniquingKeysWith: { a, _ in a })),
    ]
    switch outcome {
    case .measured(let report): entries.merge(report.json) { a, _ in a }
    case .failed(let reason): entries["failure"] = .text(reason)
    }
    if let verdict {
      entries["verdict"] = .text(verdict.isPassed ? "passed" : "failed")
      entries["reasons"] = .list(verdict.reasons.map { .text($0) })
      entries["checks"] = .list(verdict.checks.map(\.json))
    }
    return entries
  }

  /// Reads a case of a report.
  ///
  /// - Parameter node: Its object.
  /// - Throws: `LFError` with code `badData` when it is none.
  public init(_ node: JSONNode) throws(LFError) {
    let outcome: Outcome
    if let reason = node["failure"]?.text {
      outcome = .failed(reason)
    } else {
      outcome = .measured(try AccuracyReport(node))
    }
    let files: [File] = (node["files"]?.members ?? []).compactMap { role, value in
      guard let path = value["path"]?.text, let sha = value["sha256"]?.text else { return nil }
      return File(role: role, path: path, sha256: sha)
    }
    self.init(
      name: node["name"]?.text ?? "case", files: files, outcome: outcome,
      warnings: (node["warnings"]?.list ?? []).compactMap(\.text))
  }
}

extension Check {
  /// The check for machines.
  public var json: JSONValue {
    var entries: [String: JSONValue] = [
      "measure": .text(limit.measure.name), "of": .text(scope.kind), "over": .text(limit.over.rawValue),
      "value": value.map { .number($0) } ?? .null, "passed": .bool(isPassed),
    ]
    if let name = scope.name { entries["name"] = .text(name) }
    if let most = limit.most { entries["most"] = .number(most) }
    if let least = limit.least { entries["least"] = .number(least) }
    return .object(entries)
  }
}
