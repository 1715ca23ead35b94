import LFCore

/// One number of a check: what was measured, of what part, and the value.
public struct Measurement: Equatable, Sendable {
  /// What a measurement is of.
  public enum Scope: Hashable, Sendable {
    /// All of it.
    case overall
    /// One lead.
    case lead(String)
    /// One electrode: its unipolar field less the mean of all electrodes'.
    case electrode(String)
    /// One part of the heart, or one tissue.
    case region(String)

    /// `overall`, `lead`, `electrode` or `region`.
    public var kind: String {
      switch self {
      case .overall: "overall"
      case .lead: "lead"
      case .electrode: "electrode"
      case .region: "region"
      }
    }

    /// The part's name; `nil` for all of it.
    public var name: String? {
      switch self {
      case .overall: nil
      case .lead(let name), .electrode(let name), .region(let name): name
      }
    }

    /// The scope for people: `lead V1`.
    public var text: String {
      guard let name else { return kind }
      return name.hasPrefix(kind) ? name.singleLine : "\(kind) \(name.singleLine)"
    }
  }

  /// The measure's name with its group: `gradient.angleMean`, `ecg.pooled`, `surface.mean`.
  public var measure: String
  /// What it is of.
  public var scope: Scope
  /// The value, in the measure's unit; not a number when nothing could be measured.
  public var value: Double

  /// Makes a measurement.
  ///
  /// - Parameters:
  ///   - measure: The measure's name.
  ///   - scope: What it is of.
  ///   - value: The value.
  public init(_ measure: String, _ scope: Scope, _ value: Double) {
    self.measure = measure
    self.scope = scope
    self.value = value
  }
}
