/// One case of a suite: what is predicted, and what it is held against.
public struct SuiteCase: Equatable, Sendable {
  /// Its name, of letters, digits, `.`, `_` and `-`.
  public var name: String
  /// The heart.
  public var heart: String
  /// The electrodes; those that the heart's file carries when `nil`.
  public var electrodes: String?
  /// The skin's surface, if it was segmented.
  public var skin: String?
  /// The lungs' surface, if they were segmented.
  public var lungs: String?
  /// The golden lead field.
  public var golden: String
  /// `standard`, `homogeneous` or a file; the golden file's own when `nil`.
  public var conductivity: String?

  /// Whether the conductivities stand in a file.
  public var isConductivityFile: Bool {
    conductivity.map { !["standard", "homogeneous"].contains($0) } ?? false
  }
}
