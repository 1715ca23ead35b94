import LFCore

/// Units of voltage, and what they are in mV.
enum VoltageUnit {
  /// Units of one volt, as files write them: mV are 1 / `perVolt` × 1000.
  ///
  /// Numbers are multiplied by `times` and divided by `over`: both are whole, so that decimals stay decimals.
  struct Scale: Equatable {
    var times: Double
    var over: Double

    static let millivolts = Scale(times: 1, over: 1)

    func callAsFunction(_ value: Double) -> Double { value * times / over }
  }

  /// How numbers of a unit become mV; `nil` for what is no voltage.
  static func scale(_ unit: String) -> Scale? {
    switch unit {
    case "mV", "mv", "MV", "millivolt", "millivolts": .millivolts
    case "uV", "uv", "UV", "µV", "μV", "microvolt", "microvolts": Scale(times: 1, over: 1000)
    case "nV", "nv", "NV": Scale(times: 1, over: 1_000_000)
    case "V", "v", "volt", "volts": Scale(times: 1000, over: 1)
    default: nil
    }
  }
}
