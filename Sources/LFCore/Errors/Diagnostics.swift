/// Warnings gathered on the way: values that the command prints, and that `--strict` turns into a refusal.
public struct Diagnostics: Sendable {
  /// More warnings than anybody reads; those beyond are counted.
  public static let limit = 200

  /// Whether a warning forbids output (`--strict`).
  public let isStrict: Bool
  private var kept: [String] = []
  private var seen: Set<Int> = []
  private var more = 0

  /// Makes an empty collection.
  ///
  /// - Parameter isStrict: Whether a warning forbids output.
  public init(isStrict: Bool = false) { self.isStrict = isStrict }

  /// The warnings, oldest first, each once; beyond `limit` a last line says how many more there are.
  public var warnings: [String] {
    more == 0 ? kept : kept + ["and \(more) more \(more == 1 ? "warning" : "warnings")"]
  }

  /// Adds a warning, unless it was given before.
  ///
  /// - Parameters:
  ///   - message: What the user should know.
  ///   - place: Where.
  public mutating func warn(_ message: String, at place: LFError.Place = LFError.Place()) {
    let text = (place.description.isEmpty ? message : place.description + ": " + message).singleLine
    // Hashes, so that a file of a million faults does not hold a million texts.
    guard seen.insert(text.hashValue).inserted else { return }
    if kept.count < Self.limit { kept.append(text) } else { more += 1 }
  }

  /// Refuses output where a warning forbids it.
  ///
  /// - Parameter path: The output.
  /// - Throws: `LFError` with code `outsideDomain`, which names the first warning.
  public func refuseIfStrict(_ path: String) throws(LFError) {
    guard isStrict, let first = kept.first else { return }
    throw LFError(
      .outsideDomain, "not written because of --strict: \(first)", at: .init(file: path),
      hint: "mend the input or leave --strict out")
  }

  /// Adds the warnings of a part of the work.
  ///
  /// - Parameters:
  ///   - others: The warnings.
  ///   - place: Where they were given.
  public mutating func add(_ others: Diagnostics, at place: LFError.Place) {
    for text in others.kept { warn(text, at: place) }
    more += others.more
  }
}
