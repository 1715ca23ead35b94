public import LFAccuracy

/// What a prediction must keep to: bounds on measures, and no defects.
public struct Gate: Equatable, Sendable {
  /// How it is called.
  public var name: String
  /// Bounds on values.
  public var limits: [Limit]
  /// Bounds against an earlier report.
  public var relative: [RelativeLimit]
  /// Defects that do not fail it.
  public var tolerated: Set<Finding.Kind>

  /// Makes a gate.
  ///
  /// - Parameters:
  ///   - name: How it is called.
  ///   - limits: Bounds on values.
  ///   - relative: Bounds against an earlier report.
  ///   - tolerated: Defects that do not fail it.
  public init(
    name: String, limits: [Limit], relative: [RelativeLimit] = [], tolerated: Set<Finding.Kind> = []
  ) {
    self.name = name
    self.limits = limits
    self.relative = relative
    self.tolerated = tolerated
  }

  /// Whether it judges anything.
  public var isJudging: Bool { !limits.isEmpty || !relative.isEmpty }
}
