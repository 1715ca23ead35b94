public import LFCore

/// A unit of time that files come in.
public enum TimeUnit: String, CaseIterable, Sendable {
  /// Milliseconds.
  case milliseconds = "ms"
  /// Seconds.
  case seconds = "s"
  /// Microseconds.
  case microseconds = "us"

  /// Milliseconds in one of this unit.
  public var inMilliseconds: Double {
    switch self {
    case .milliseconds: 1
    case .seconds: 1000
    case .microseconds: 1e-3
    }
  }

  /// A unit as files write it: `ms`, `sec`, `seconds`, `µs` …; `nil` for others.
  ///
  /// - Parameter text: The text.
  public init?(written text: String) {
    switch text.lowercased() {
    case "ms", "msec", "millisecond", "milliseconds": self = .milliseconds
    case "s", "sec", "second", "seconds": self = .seconds
    case "us", "µs", "μs", "microsecond", "microseconds": self = .microseconds
    default: return nil
    }
  }

  /// The unit in which a span of time makes sense, when there is only one.
  ///
  /// - Parameters:
  ///   - span: The span in the unit looked for.
  ///   - plausible: What such a span can be, ms.
  ///   - what: What is looked at, for the error: `activation times`.
  /// - Returns: The unit.
  /// - Throws: `LFError` with code `badData` when none or several fit.
  public static func inferred(
    from span: Double, plausible: ClosedRange<Double>, _ what: String
  ) throws(LFError) -> TimeUnit {
    let fitting = allCases.filter { plausible.contains(span * $0.inMilliseconds) }
    guard fitting.count == 1 else {
      throw LFError(
        .badData, "states no unit of time, and \(what) that span \(Float(span)) fit none for sure",
        hint: "say --time-unit ms, s or us")
    }
    return fitting[0]
  }
}
