import LFCore

/// What a file says of a person. Recordings have no place for it: it is told that it is left out.
enum PatientStatement {
  /// Warns once of what is stated.
  ///
  /// - Parameters:
  ///   - statements: What a field says of the person, and its text.
  ///   - diagnostics: Takes the warning.
  static func warn(of statements: [(what: String, text: String?)], _ diagnostics: inout Diagnostics) {
    let stated = statements.filter { isStated($0.text ?? "") }.map(\.what)
    guard !stated.isEmpty else { return }
    diagnostics.warn("states the patient's \(stated.joined(separator: ", ")), left out here")
  }

  /// Whether a text is more than what stands for nobody.
  private static func isStated(_ text: String) -> Bool {
    text.split { $0.isWhitespace || "^_=".contains($0) }.contains { !nobody.contains($0.lowercased()) }
  }

  private static let nobody: Set<String> = [
    "x", "xx", "xxx", "0", "-", "?", "u", "un", "unk", "unknown", "none", "na", "n/a", "null", "nobody",
    "anon", "anonym", "anonymous", "anonymized", "anonymised", "synthetic",
  ]
}
