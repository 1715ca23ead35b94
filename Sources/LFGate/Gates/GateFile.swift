import LFAccuracy
public import LFCore

/// Reads gates: `Formats/gate`.
public enum GateFile {
  private static let sizeLimit = 1 << 20

  /// Reads a file whole.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The gate.
  /// - Throws: `LFError` with code `badData` and the line, or `noInput`.
  public static func read(_ path: String) throws(LFError) -> Gate {
    let root = try JSONReader.read(try MappedFile(path), limit: sizeLimit)
    do throws(LFError) { return try gate(root) } catch { throw error.inFile(path) }
  }

  private static func gate(_ root: JSONNode) throws(LFError) -> Gate {
    let fields = try JSONFields(root, "the gate", known: ["name", "limits", "relative", "tolerate"])
    var gate = Gate(name: try fields.neededText("name"), limits: [])
    for node in try fields.list("limits") { gate.limits.append(try limit(node)) }
    for node in try fields.list("relative") { gate.relative.append(try relative(node)) }
    for word in try fields.texts("tolerate") ?? [] {
      gate.tolerated.insert(try choice(word, "tolerate", root, Finding.Kind.allCases))
    }
    guard gate.isJudging else {
      throw LFError(
        .badData, "the gate has no limits", at: .init(line: root.line), hint: "add one to \"limits\"")
    }
    return gate
  }

  private static func limit(_ node: JSONNode) throws(LFError) -> Limit {
    let fields = try JSONFields(
      node, "a limit", known: ["measure", "of", "only", "most", "least", "over", "conductivity"])
    var limit = Limit(try measure(fields))
    if let word = try fields.text("of") { limit.part = try choice(word, "of", node, Limit.Part.allCases) }
    if let word = try fields.text("over") { limit.over = try choice(word, "over", node, Limit.Over.allCases) }
    limit.names = try fields.texts("only")
    limit.most = try fields.number("most")
    limit.least = try fields.number("least")
    limit.conductivity = try fields.text("conductivity")
    guard limit.most != nil || limit.least != nil else {
      throw LFError(
        .badData, "a limit has no bound", at: .init(line: node.line), hint: "add \"most\" or \"least\"")
    }
    if limit.names != nil, limit.part == .overall {
      throw LFError(
        .badData, "a limit on all has \"only\"", at: .init(line: node.line),
        hint: "add \"of\": \"lead\", \"electrode\" or \"region\"")
    }
    return limit
  }

  private static func relative(_ node: JSONNode) throws(LFError) -> RelativeLimit {
    let fields = try JSONFields(
      node, "a relative limit", known: ["measure", "worse", "confidence", "require"])
    guard let worse = try fields.number("worse"), worse >= 0 else {
      throw LFError(
        .badData, "a relative limit lacks \"worse\"", at: .init(line: node.line),
        hint: "0.02 allows 2 % more error than before")
    }
    var limit = RelativeLimit(try measure(fields), worse: worse)
    if let confidence = try fields.number("confidence") {
      guard (0.5...0.999).contains(confidence) else {
        throw LFError(
          .badData, "a relative limit has a confidence of \(confidence)", at: .init(line: node.line),
          hint: "it is a share from 0.5 to 0.999")
      }
      limit.confidence = confidence
    }
    if let word = try fields.text("require") {
      limit.requirement = try choice(word, "require", node, RelativeLimit.Requirement.allCases)
    }
    return limit
  }

  private static func measure(_ fields: JSONFields) throws(LFError) -> Measure {
    let name = try fields.neededText("measure")
    guard let measure = Measure.named(name) else {
      throw LFError(
        .badData, "\"\(name.singleLine)\" is no measure", at: .init(line: fields.node.line),
        hint: "measures are \(Measure.all.map(\.name).joined(separator: ", "))")
    }
    return measure
  }

  private static func choice<T: RawRepresentable<String>>(
    _ word: String, _ name: String, _ node: JSONNode, _ all: [T]
  ) throws(LFError) -> T {
    guard let value = T(rawValue: word) else {
      throw LFError(
        .badData, "\"\(name)\" is \"\(word.singleLine)\"", at: .init(line: node.line),
        hint: "it is one of \(all.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }
}
