/// Voltages of leads in time.
public struct Electrocardiogram: Equatable, Sendable {
  /// The leads' names.
  public var leads: [String]
  /// The times, ms.
  public var times: [Double]
  /// Lead × time, mV.
  public var voltages: [[Double]]

  /// Makes an ECG.
  ///
  /// - Parameters:
  ///   - leads: The leads' names.
  ///   - times: The times, ms.
  ///   - voltages: Lead × time, mV.
  public init(leads: [String], times: [Double], voltages: [[Double]]) {
    self.leads = leads
    self.times = times
    self.voltages = voltages
  }
}
