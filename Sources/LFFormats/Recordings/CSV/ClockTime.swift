/// A time as hours, minutes and seconds, with or without a date: `0:00.003`, `2026-01-31 10:00:00.5`,
/// `1/31/2026 10:00:00 AM`.
struct ClockTime {
  static let day = 86_400.0

  /// Since midnight, or whatever the clock counts from, s.
  let seconds: Double
  /// The decimals of the seconds.
  let decimals: Int
  /// What stands beside the time; empty without a date.
  let date: String
  /// Whether it may be a time of day: hours, minutes and seconds within a day.
  let isOfDay: Bool

  /// Reads a time; `nil` when it is none.
  init?(_ text: String) {
    let words = text.split(whereSeparator: { " T[]'".contains($0) })
    guard let time = words.last(where: { $0.contains(":") }) else { return nil }
    let parts = time.split(separator: ":")
    guard (2...3).contains(parts.count) else { return nil }
    var seconds = 0.0
    for part in parts {
      guard let value = Double(part), value >= 0, value < 1e6 else { return nil }
      seconds = seconds * 60 + value
    }
    let half = words.last.map { $0.uppercased() }
    if half == "AM" || half == "PM" {
      seconds = seconds.truncatingRemainder(dividingBy: Self.day / 2) + (half == "PM" ? Self.day / 2 : 0)
    }
    self.seconds = seconds
    let last = parts[parts.count - 1]
    decimals = last.lastIndex(of: ".").map { last.distance(from: $0, to: last.endIndex) - 1 } ?? 0
    date = words.filter { !$0.contains(":") && $0.contains(where: \.isNumber) }.joined(separator: " ")
    isOfDay = parts.count == 3 && seconds < Self.day
  }

  /// Whether a midnight lies between this time and a later one: clocks go back then, by almost a day, and dates change.
  func isBeforeMidnight(of next: ClockTime) -> Bool {
    isOfDay && next.isOfDay && seconds - next.seconds > Self.day / 2 && (date.isEmpty || date != next.date)
  }
}
