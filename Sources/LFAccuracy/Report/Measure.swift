import LFCore

/// The measures that checks know: the names that gates and reports use.
public struct Measure: Equatable, Sendable {
  /// The name with its group: `gradient.angleMean`.
  public let name: String
  /// What it is, for people.
  public let title: String
  /// How its values are written.
  public let unit: Unit
  /// The value of a perfect prediction.
  public let ideal: Double

  /// How values are written.
  public enum Unit: String, Sendable {
    /// Degrees.
    case degrees
    /// A share of 1, shown as per cent.
    case share
    /// Millimetres.
    case millimetres
    /// Milliseconds.
    case milliseconds
    /// A plain number.
    case number
  }

  /// A value for people.
  ///
  /// - Parameter value: The value.
  /// - Returns: The text, with its unit.
  public func text(_ value: Double) -> String {
    guard value.isFinite else { return "none" }
    return switch unit {
    case .degrees: value.fixed(2) + "°"
    case .share: value.percent()
    case .millimetres: value.fixed(2) + " mm"
    case .milliseconds: value.fixed(1) + " ms"
    case .number: value.fixed(4)
    }
  }

  /// All of them.
  public static let all: [Measure] = [
    Measure("gradient.angleMean", "mean angle", .degrees),
    Measure("gradient.angleMedian", "median angle", .degrees),
    Measure("gradient.angle95", "95th percentile of the angle", .degrees),
    Measure("gradient.angleByMagnitude", "mean angle weighted by |∇Z|", .degrees),
    Measure("gradient.relativeL2", "relative L2 error", .share),
    Measure("gradient.relativeL2Scaled", "relative L2 error at the best scale", .share),
    Measure("gradient.bestScale", "best scale", .number, ideal: 1),
    Measure("gradient.bestTurn", "turn of the whole field at the best fit", .degrees),
    Measure("gradient.magnitudeRatio", "median |g|/|g*|", .number, ideal: 1),
    Measure("gradient.count", "pairs of point and lead", .number),
    Measure("gradient.leftOut", "pairs left out, the field too weak", .number),
    Measure("gradient.rdm", "RDM", .number), Measure("gradient.mag", "MAG", .number, ideal: 1),
    Measure("ecg.pooled", "relative MSE of the ECG, all leads together", .share),
    Measure("ecg.meanOverLeads", "relative MSE of the ECG, mean over leads", .share),
    Measure("ecg.pooledScaled", "relative MSE of the ECG at the best scale", .share),
    Measure("ecg.meanOverLeadsScaled", "the same, mean over leads", .share),
    Measure("ecg.bestScale", "the ECG's best scale", .number, ideal: 1),
    Measure("ecg.relativeMeanSquaredError", "relative MSE of a lead", .share),
    Measure("ecg.correlation", "correlation of a lead", .number, ideal: 1),
    Measure("surface.mean", "mean distance of surfaces", .millimetres),
    Measure("surface.p95", "95th percentile of the distance", .millimetres),
    Measure("surface.dice", "Dice coefficient", .number, ideal: 1),
  ]

  /// The measure of a name.
  ///
  /// - Parameter name: The name with its group.
  /// - Returns: The measure, `nil` for an unknown name.
  public static func named(_ name: String) -> Measure? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  private init(_ name: String, _ title: String, _ unit: Unit, ideal: Double = 0) {
    self.name = name
    self.title = title
    self.unit = unit
    self.ideal = ideal
  }
}
