public import LFAccuracy

/// A bound on how much worse a measure may be than an earlier report has it, over the cases that both have.
public struct RelativeLimit: Equatable, Sendable {
  /// What must be so to pass.
  public enum Requirement: String, CaseIterable, Sendable {
    /// The cases' mean is not worse by more than allowed.
    case estimate
    /// The mean of all anatomies like these is not, at the confidence asked for: few cases seldom show that.
    case confidence
  }

  /// What is compared; its smaller deviation from the ideal is the better.
  public var measure: Measure
  /// The share by which the mean may be worse: 0.02 is 2 %.
  public var worse: Double
  /// Of the interval that bootstrap over anatomies gives.
  public var confidence: Double
  /// What must be so to pass.
  public var requirement: Requirement

  /// Makes a limit.
  ///
  /// - Parameters:
  ///   - measure: What is compared.
  ///   - worse: The share by which the mean may be worse.
  ///   - confidence: Of the interval, 0.5…0.999.
  ///   - requirement: What must be so to pass.
  public init(
    _ measure: Measure, worse: Double, confidence: Double = 0.95, requirement: Requirement = .estimate
  ) {
    self.measure = measure
    self.worse = worse
    self.confidence = confidence
    self.requirement = requirement
  }
}
