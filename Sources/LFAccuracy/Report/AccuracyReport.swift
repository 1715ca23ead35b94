public import LFRecording

/// What a check found, whatever was checked: numbers, findings, and what a picture needs.
public struct AccuracyReport: Equatable, Sendable {
  /// What was held against what.
  public enum Subject: String, Sendable {
    /// A lead field.
    case leadField
    /// An ECG.
    case ecg
    /// Surfaces of an anatomy.
    case anatomy
  }

  /// What was checked.
  public var subject: Subject
  /// How the prediction was brought to the golden places or times.
  public var sampling: String
  /// Golden places that the prediction does not reach.
  public var missing = 0
  /// The golden file's conductivities, for gates that depend on them.
  public var conductivity: String?
  /// All numbers.
  public var measurements: [Measurement] = []
  /// Defects and notices.
  public var findings: [Finding] = []
  /// The worst points, worst first.
  public var worst: [WorstPoint] = []
  /// The share of all pairs of point and lead with an angle of 0…1°, 1…2°, …; the last bin holds all that are larger.
  public var angles: [Double] = []
  /// Both ECGs, the prediction's first.
  public var traces: [ECGRecording] = []
  /// The heart's surface with the field and the error on it.
  public var view: FieldView?

  /// Makes a report without numbers.
  ///
  /// - Parameters:
  ///   - subject: What was checked.
  ///   - sampling: How the prediction was brought to the golden places or times.
  public init(_ subject: Subject, sampling: String) {
    self.subject = subject
    self.sampling = sampling
  }

  /// The measurement of a measure and scope.
  ///
  /// - Parameters:
  ///   - measure: The measure's name.
  ///   - scope: What it is of.
  /// - Returns: The value; `nil` when it was not measured.
  public func value(_ measure: String, _ scope: Measurement.Scope = .overall) -> Double? {
    measurements.first { $0.measure == measure && $0.scope == scope }?.value
  }

  /// The scopes of a kind that have a measurement of a group, in the report's order.
  ///
  /// - Parameters:
  ///   - kind: `lead`, `electrode` or `region`.
  ///   - group: The measure's group: `gradient`.
  /// - Returns: The scopes.
  public func scopes(_ kind: String, of group: String) -> [Measurement.Scope] {
    var seen: Set<Measurement.Scope> = []
    return measurements.compactMap {
      $0.scope.kind == kind && $0.measure.hasPrefix(group + ".") && seen.insert($0.scope).inserted
        ? $0.scope : nil
    }
  }

  /// Whether no defect was found.
  public var isSound: Bool { !findings.contains { $0.severity == .fault } }
}
