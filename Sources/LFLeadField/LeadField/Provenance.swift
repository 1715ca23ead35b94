/// How a lead field was made: the global attributes of its file.
public struct Provenance: Equatable, Sendable {
  /// One line that names the data set.
  public var title: String
  /// The predictor: `pseudo`, `ball`, …
  public var method: String
  /// The name of the file that the anatomy came from, without its folder.
  public var source: String
  /// What was done, oldest first, one line each.
  public var history: [String]
  /// What to read about the method.
  public var references: String

  /// Makes a provenance.
  ///
  /// - Parameters:
  ///   - title: One line that names the data set.
  ///   - method: The predictor.
  ///   - source: The file that the anatomy came from.
  ///   - history: What was done, oldest first.
  ///   - references: What to read about the method.
  public init(title: String, method: String, source: String, history: [String], references: String) {
    self.title = title
    self.method = method
    self.source = source
    self.history = history
    self.references = references
  }
}
