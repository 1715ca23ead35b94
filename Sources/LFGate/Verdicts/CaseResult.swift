public import LFAccuracy

/// One case of a run: its files and what was found.
public struct CaseResult: Equatable, Sendable {
  /// A file with its digest.
  public struct File: Equatable, Sendable {
    /// `prediction`, `golden`, `heart` or `electrodes`.
    public var role: String
    /// As the user or the suite names it.
    public var path: String
    /// SHA-256 of its bytes.
    public var sha256: String

    /// Makes a file's facts.
    ///
    /// - Parameters:
    ///   - role: What it is for.
    ///   - path: As the user or the suite names it.
    ///   - sha256: SHA-256 of its bytes.
    public init(role: String, path: String, sha256: String) {
      self.role = role
      self.path = path
      self.sha256 = sha256
    }
  }

  /// What came of it.
  public enum Outcome: Equatable, Sendable {
    /// Numbers.
    case measured(AccuracyReport)
    /// No numbers, and why.
    case failed(String)
  }

  /// The case's name.
  public var name: String
  /// The files that went in.
  public var files: [File]
  /// What came of it.
  public var outcome: Outcome
  /// What the reader should know.
  public var warnings: [String]

  /// Makes a result.
  ///
  /// - Parameters:
  ///   - name: The case's name.
  ///   - files: The files that went in.
  ///   - outcome: What came of it.
  ///   - warnings: What the reader should know.
  public init(name: String, files: [File], outcome: Outcome, warnings: [String] = []) {
    self.name = name
    self.files = files
    self.outcome = outcome
    self.warnings = warnings
  }

  /// The golden file.
  public var golden: File? { files.first { $0.role == "golden" } }

  /// The numbers, if there are some.
  public var report: AccuracyReport? {
    if case .measured(let report) = outcome { return report }
    return nil
  }
}
