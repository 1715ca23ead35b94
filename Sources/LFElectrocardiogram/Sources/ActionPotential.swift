import Foundation

/// The course of the transmembrane voltage at a place that is activated and repolarises at given times: a smooth
/// step up, a plateau, a slower step down.
///
/// V_m(t) = rest + amplitude / (1 + e^(−(t − dep)/upstroke)) / (1 + e^((t − rep)/downstroke)).
public struct ActionPotential: Equatable, Sendable {
  /// The resting voltage, mV.
  public var rest = -85.0
  /// The plateau above rest, mV.
  public var amplitude = 100.0
  /// The time constant of the upstroke, ms.
  public var upstroke = 2.0
  /// The time constant of repolarisation, ms.
  public var downstroke = 15.0

  /// Makes the standard course.
  public init() {}

  /// The voltage.
  ///
  /// - Parameters:
  ///   - time: The time, ms.
  ///   - depolarisation: When the place is activated, ms.
  ///   - repolarisation: When it is half repolarised, ms.
  /// - Returns: The voltage, mV.
  public func voltage(at time: Double, depolarisation: Double, repolarisation: Double) -> Double {
    let up = 1 / (1 + exp(-(time - depolarisation) / upstroke))
    let down = 1 / (1 + exp((time - repolarisation) / downstroke))
    return rest + amplitude * up * down
  }
}
