/// The title of a column: `I [mV]`, `time_s`, `Lead aVR (uV)`, `sample #`.
struct ColumnTitle {
  enum Role {
    case time
    case index
    case lead
  }

  /// The title without its unit.
  private(set) var name: String
  /// The unit, as it is written.
  var unit: String?

  init(_ title: String) {
    name = Self.unquoted(title)
    if let last = name.last, last == "]" || last == ")",
      let open = name.lastIndex(of: last == "]" ? "[" : "(")
    {
      let inside = String(name[name.index(after: open)...].dropLast()).trimmingBlanks
      let before = String(name[..<open]).trimmingBlanks
      if last == "]" || Self.isUnit(inside) {
        unit = inside
        name = before
      }
      return
    }
    for mark in ["_", "/", " "] {
      let parts = name.split(separator: Character(mark), omittingEmptySubsequences: false)
      guard parts.count > 1, let last = parts.last.map(String.init), Self.isUnit(last) else { continue }
      unit = last
      name = String(name.dropLast(last.count + 1)).trimmingBlanks
      return
    }
    if Self.seconds(name) != nil, name.utf8.count > 1 { unit = name }
  }

  /// A cell of a second line of titles, which holds units only; `nil` when it is a number.
  static func unit(_ cell: String) -> String? {
    var text = unquoted(cell)
    if let first = text.first, "[(".contains(first), text.count > 1 {
      text = String(text.dropFirst().dropLast())
    }
    return Double(text) == nil ? text : nil
  }

  /// Whether it is a number and no title: what states a unit names something, as `1 [mV]` does.
  var isNumber: Bool { unit == nil && Double(name) != nil }

  var role: Role {
    let lower = name.lowercased()
    if Self.timeNames.contains(lower) || (unit == name && Self.seconds(name) != nil) { return .time }
    if Self.indexNames.contains(lower) { return .index }
    return .lead
  }

  /// Seconds in a unit of time; `nil` for all other units.
  static func seconds(_ unit: String) -> Double? {
    switch unit.lowercased() {
    case "s", "sec", "secs", "second", "seconds": 1
    case "ms", "msec", "millisecond", "milliseconds": 1e-3
    case "us", "µs", "μs", "microsecond", "microseconds": 1e-6
    case "ns": 1e-9
    case "min", "minutes": 60
    default: nil
    }
  }

  private static func isUnit(_ text: String) -> Bool {
    seconds(text) != nil || VoltageUnit.scale(text) != nil
  }

  private static func unquoted(_ title: String) -> String {
    var text = title.trimmingBlanks
    while text.count > 1, let first = text.first, "'\"".contains(first), text.last == first {
      text = String(text.dropFirst().dropLast()).trimmingBlanks
    }
    return text
  }

  private static let timeNames: Set<String> = [
    "t", "time", "times", "elapsed time", "elapsed", "timestamp", "time stamp", "zeit", "temps", "tiempo",
  ]
  private static let indexNames: Set<String> = [
    "", "sample", "samples", "sample #", "sample number", "sample_number", "sample index", "sample_index",
    "index",
    "n", "#", "no", "nr", "unnamed: 0",
  ]
}
