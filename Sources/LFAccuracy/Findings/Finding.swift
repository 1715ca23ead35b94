/// Something about a prediction that no average shows: a defect with a name, or what the reader should know.
public struct Finding: Equatable, Sendable {
  /// What was found.
  public enum Kind: String, CaseIterable, Sendable {
    /// Values that are no finite numbers.
    case notFinite
    /// Values that are exactly zero where the golden ones are not.
    case zero
    /// Leads of the golden file that the prediction lacks.
    case missingLead
    /// An electrode or lead with the opposite sign.
    case sign
    /// Electrodes or leads that stand for one another.
    case exchanged
    /// An array of a lead that is another combination of electrodes than its file states.
    case strayLead
    /// An electrode that holds another field than the golden one, where the others do not.
    case strayElectrode
    /// Values at cells that are not those at points of the same file.
    case cells
    /// One factor on the whole field or ECG.
    case scale
    /// The whole field turned.
    case rotation
    /// Lengths or voltages in another unit.
    case unit
    /// Points that were moved or turned.
    case moved
    /// Values that stand in another order than the points.
    case permuted
    /// What looks like another patient's.
    case otherPatient
    /// Other conductivities.
    case conductivities
    /// An ECG that begins earlier or later, or is of another length or rate.
    case timing
    /// Golden data that are not what their manifest says.
    case changedGolden
    /// How the two were brought together.
    case sampling
  }

  /// Whether the prediction can be trusted.
  public enum Severity: String, Sendable {
    /// A defect: no gate passes with it, unless it says that it tolerates this kind.
    case fault
    /// What the reader should know.
    case notice
  }

  /// What was found.
  public var kind: Kind
  /// How bad it is.
  public var severity: Severity
  /// One sentence that points at it.
  public var message: String

  /// Makes a finding.
  ///
  /// - Parameters:
  ///   - kind: What was found.
  ///   - severity: How bad it is.
  ///   - message: One sentence that points at it.
  public init(_ kind: Kind, _ severity: Severity, _ message: String) {
    self.kind = kind
    self.severity = severity
    self.message = message
  }
}
