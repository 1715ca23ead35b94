public import LFCore

/// A unit of the transmembrane voltage.
public enum VoltageUnit: String, CaseIterable, Sendable {
  /// Millivolts.
  case millivolts = "mV"
  /// Volts.
  case volts = "V"
  /// Microvolts.
  case microvolts = "uV"

  /// Millivolts in one of this unit.
  public var inMillivolts: Double {
    switch self {
    case .millivolts: 1
    case .volts: 1000
    case .microvolts: 1e-3
    }
  }

  /// No cell has a transmembrane voltage beyond this, mV; shocks are not computed here.
  public static let limit = 400.0
  /// A series whose voltages differ by less than this holds no beat, mV.
  private static let leastSpan = 5.0

  /// A unit as files write it; `nil` for others.
  ///
  /// - Parameter text: The text.
  public init?(written text: String) {
    switch text.lowercased() {
    case "mv", "millivolt", "millivolts": self = .millivolts
    case "v", "volt", "volts": self = .volts
    case "uv", "µv", "μv", "microvolt", "microvolts": self = .microvolts
    default: return nil
    }
  }

  /// The unit of voltages that lie in a range: the one stated if it can be, else the only one that can.
  ///
  /// - Parameters:
  ///   - low: The lowest V_m, in its unit.
  ///   - high: The highest.
  ///   - stated: The unit that the file or the user states.
  /// - Returns: The unit.
  /// - Throws: `LFError` with code `badData` when V_m cannot be in that unit, or in none for sure.
  public static func checked(low: Float, high: Float, stated: VoltageUnit?) throws(LFError) -> VoltageUnit {
    let (low, high) = (Double(low), Double(high))
    func fits(_ unit: VoltageUnit) -> Bool {
      let scale = unit.inMillivolts
      return max(abs(low), abs(high)) * scale <= limit && (high - low) * scale >= leastSpan
    }
    if let stated {
      guard max(abs(low), abs(high)) * stated.inMillivolts <= limit else {
        throw LFError(
          .badData, "V_m from \(Float(low)) to \(Float(high)) \(stated.rawValue) is impossible",
          hint: allCases.first(where: fits).map { "the unit is likely \($0.rawValue): give --voltage-unit" }
            ?? "is it the transmembrane voltage?")
      }
      return stated
    }
    if fits(.millivolts) { return .millivolts }
    // Models without dimension go from 0 to 1: that is no voltage of any unit.
    if fits(.volts), low < -0.02 { return .volts }
    if fits(.microvolts) { return .microvolts }
    if high == low, abs(low) <= limit { return .millivolts }
    throw LFError(
      .badData, "V_m from \(Float(low)) to \(Float(high)) fits no unit of voltage",
      hint: "scale it to mV, or give --voltage-unit mV, V or uV")
  }
}
