public import LFAccuracy

/// A bound on one measure.
public struct Limit: Equatable, Sendable {
  /// Which parts it is on.
  public enum Part: String, CaseIterable, Sendable {
    /// All of it together.
    case overall
    /// Each lead.
    case lead
    /// Each electrode.
    case electrode
    /// Each part of the heart, or each tissue.
    case region
  }

  /// Which cases it is on.
  public enum Over: String, CaseIterable, Sendable {
    /// Each case.
    case each
    /// The mean over all cases of one golden conductivity.
    case mean
  }

  /// What is bounded.
  public var measure: Measure
  /// Of which parts.
  public var part: Part
  /// Their names; `nil` for all of the kind.
  public var names: [String]?
  /// The largest value that passes.
  public var most: Double?
  /// The smallest value that passes.
  public var least: Double?
  /// Of each case, or of the mean over the cases of each golden conductivity.
  public var over: Over
  /// The golden conductivities that it is for; `nil` for all.
  public var conductivity: String?

  /// Makes a limit.
  ///
  /// - Parameters:
  ///   - measure: What is bounded.
  ///   - part: Of which parts.
  ///   - names: Their names; `nil` for all of the kind.
  ///   - most: The largest value that passes.
  ///   - least: The smallest value that passes.
  ///   - over: Of each case or of the mean over cases.
  ///   - conductivity: The golden conductivities that it is for.
  public init(
    _ measure: Measure, _ part: Part = .overall, names: [String]? = nil, most: Double? = nil,
    least: Double? = nil, over: Over = .each, conductivity: String? = nil
  ) {
    self.measure = measure
    self.part = part
    self.names = names
    self.most = most
    self.least = least
    self.over = over
    self.conductivity = conductivity
  }

  /// Whether a value passes; what is no number never does.
  ///
  /// - Parameter value: The value.
  /// - Returns: Whether it passes.
  public func allows(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    if let most, value > most { return false }
    if let least, value < least { return false }
    return true
  }

  /// The bound for people: `at most 5.00°`.
  public var text: String {
    [most.map { "at most " + measure.text($0) }, least.map { "at least " + measure.text($0) }]
      .compactMap { $0 }.joined(separator: ", ")
  }

  /// Whether anything of the measure's group (gradients, ECGs, surfaces) was measured in a case.
  func concerns(_ report: AccuracyReport) -> Bool {
    let group = measure.name.prefix { $0 != "." } + "."
    return report.measurements.contains { $0.measure.hasPrefix(group) }
  }

  func isOn(_ scope: Measurement.Scope) -> Bool {
    guard scope.kind == part.rawValue else { return false }
    guard let names else { return true }
    return scope.name.map(names.contains) ?? false
  }
}

extension Measurement.Scope {
  /// A part by its kind and name.
  init(_ part: Limit.Part, _ name: String) {
    self =
      switch part {
      case .overall: .overall
      case .lead: .lead(name)
      case .electrode: .electrode(name)
      case .region: .region(name)
      }
  }
}
