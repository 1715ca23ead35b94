import LFCore

/// The units that a variable of a lead field may state: they are brought to the contract's.
enum ContractUnit: String {
  case length = "mm"
  case resistance = "ohm"
  case gradient = "ohm m-1"
  case conductivity = "S m-1"

  private static let lengths: [String: Double] = [
    "um": 1e-3, "µm": 1e-3, "mm": 1, "millimeter": 1, "millimetre": 1, "millimeters": 1, "millimetres": 1,
    "cm": 10,
    "centimeter": 10, "centimetre": 10, "m": 1000, "meter": 1000, "metre": 1000, "meters": 1000,
    "metres": 1000,
  ]
  private static let ohms: Set<String> = ["ohm", "ohms", "Ohm", "Ω", "V/A", "V A-1"]
  private static let siemens: [String: Double] = ["S": 1, "siemens": 1, "mS": 1e-3]

  /// What one of a unit is in the contract's.
  ///
  /// - Parameter text: The unit as UDUNITS has it: `ohm mm-1`, `ohm/mm`, `ohm mm^-1`.
  /// - Returns: The factor; `nil` for a unit that is not known.
  func factor(_ text: String) -> Double? {
    switch self {
    case .length: return Self.lengths[text]
    case .resistance: return Self.ohms.contains(text) ? 1 : nil
    case .gradient: return Self.perLength(text) { Self.ohms.contains($0) ? 1 : nil }
    case .conductivity: return Self.perLength(text) { Self.siemens[$0] }
    }
  }

  /// `a/m`, `a m-1` or `a m^-1`, per metre.
  private static func perLength(_ text: String, _ upper: (String) -> Double?) -> Double? {
    for (mark, end) in [("/", ""), (" ", "-1"), (" ", "^-1"), (".", "-1")] {
      guard text.hasSuffix(end), let cut = text.lastIndex(of: Character(mark)),
        let length = lengths[String(text[text.index(after: cut)...].dropLast(end.count))],
        let factor = upper(String(text[..<cut]))
      else { continue }
      // A factor that a decimal number has exactly is better than one of a quotient.
      return factor * (1000 / length)
    }
    return nil
  }
}
