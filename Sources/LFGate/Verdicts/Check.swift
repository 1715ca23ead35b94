public import LFAccuracy
import LFCore

/// One limit held against one value.
public struct Check: Equatable, Sendable {
  /// The limit.
  public var limit: Limit
  /// What was measured of what.
  public var scope: Measurement.Scope
  /// The value; `nil` when it was not measured, which does not pass.
  public var value: Double?

  /// Whether it passes.
  public var isPassed: Bool { value.map(limit.allows) ?? false }

  /// One line for people.
  public var text: String {
    let name = limit.measure.title + (scope == .overall ? "" : " of \(scope.text)")
    let isText = value.map { "is " + limit.measure.text($0) } ?? "was not measured"
    let cases = limit.conductivity.map { "\($0.singleLine) cases'" } ?? "cases'"
    return
      "\(limit.over == .mean ? "the \(cases) mean of the " : "")\(name) \(isText), allowed is \(limit.text)"
  }
}
