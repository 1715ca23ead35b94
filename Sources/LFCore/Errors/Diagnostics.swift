/// Warnings gathered on the way: values that the command prints, and that `--strict` turns into a refusal.
public struct Diagnostics: Sendable {
  /// The warnings, oldest first, each once.
  public private(set) var warnings: [String] = []

  /// Makes an empty collection.
  public init() {}

  /// Adds a warning, unless it was given before.
  ///
  /// - Parameters:
  ///   - message: What the user should know.
  ///   - place: Where.
  public mutating func warn(_ message: String, at place: LFError.Place = LFError.Place()) {
    let text = (place.description.isEmpty ? message : place.description + ": " + message).singleLine
    if !warnings.contains(text) { warnings.append(text) }
  }
}
