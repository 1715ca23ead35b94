extension RecordingTime {
  /// The time so much later, over midnights too.
  ///
  /// - Parameter seconds: How much later, s, taken to the millisecond; negative for earlier.
  /// - Returns: The time, `nil` when it is out of the years 1…9999.
  public func later(_ seconds: Double) -> RecordingTime? {
    guard abs(seconds) < 1e12 else { return nil }
    let delta = Int((seconds * 1000).rounded())
    // Seconds of 60 stay where nothing is added.
    if delta == 0 { return self }
    let day = 86_400_000
    var clock = (hour * 60 + minute) * 60_000 + milliseconds + delta
    let days = clock >= 0 ? clock / day : -((day - 1 - clock) / day)
    clock -= days * day
    let date = Self.date(ofDay: Self.dayNumber(year, month, self.day) + days)
    return RecordingTime(
      year: date.year, month: date.month, day: date.day, hour: clock / 3_600_000,
      minute: clock / 60_000 % 60, milliseconds: clock % 60_000)
  }

  /// Days since 1 March of year 0: years that begin in March have their leap day last.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1
  }

  private static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
    guard number >= 0 else { return (0, 1, 1) }
    var year = (10_000 * number + 14_780) / 3_652_425
    if dayNumber(year, 3, 1) > number { year -= 1 }
    let rest = number - dayNumber(year, 3, 1)
    let month = (100 * rest + 52) / 3060
    let day = rest - (month * 306 + 5) / 10 + 1
    return month < 10 ? (year, month + 3, day) : (year + 1, month - 9, day)
  }
}
