/// Where long work reports how far it is. Libraries call it; the command line draws it, on a terminal only.
public struct WorkProgress: Sendable {
  /// Takes the name of the step and the fraction done, 0…1.
  public typealias Report = @Sendable (_ step: String, _ fraction: Double) -> Void

  private let report: Report

  /// Makes a progress that calls `report`.
  ///
  /// - Parameter report: Called from the working thread, often: it must be cheap.
  public init(_ report: @escaping Report) { self.report = report }

  /// Reports nowhere.
  public static let silent = WorkProgress { _, _ in }

  /// Reports the fraction done of a step.
  ///
  /// - Parameters:
  ///   - step: What is being done, as a user would say it: `reading torso.vtu`.
  ///   - fraction: 0…1.
  public func callAsFunction(_ step: String, _ fraction: Double) { report(step, fraction) }
}
