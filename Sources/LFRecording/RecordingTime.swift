/// A date and time as a device's clock shows it, without a time zone.
public struct RecordingTime: Equatable, Sendable {
  /// The year, 1…9999.
  public let year: Int
  /// The month, 1…12.
  public let month: Int
  /// The day, 1…31.
  public let day: Int
  /// The hour, 0…23.
  public let hour: Int
  /// The minute, 0…59.
  public let minute: Int
  /// Seconds with their fraction in milliseconds, 0…60999.
  public let milliseconds: Int

  /// Makes a time; `nil` when there is no such date or time.
  ///
  /// - Parameters:
  ///   - year: The year.
  ///   - month: The month.
  ///   - day: The day.
  ///   - hour: The hour.
  ///   - minute: The minute.
  ///   - milliseconds: Seconds with their fraction, ms.
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, milliseconds: Int = 0
  ) {
    guard (1...9999).contains(year), (1...12).contains(month), (0...23).contains(hour),
      (0...59).contains(minute), (0...60_999).contains(milliseconds)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[month - 1]).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.milliseconds = milliseconds
  }

  /// Reads `YYYYMMDD[HH[MM[SS[.fff…]]]]`, as DICOM and HL7 write it, with what follows (a zone) left out; `nil` when
  /// it is none.
  ///
  /// - Parameter digits: The text.
  public init?(digits: String) {
    let text = Array(digits.utf8)
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= text.count else { return nil }
      var value = 0
      for byte in text[start..<(start + count)] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte) - 48
      }
      return value
    }
    guard let year = number(0, 4), let month = number(4, 2), let day = number(6, 2) else { return nil }
    var milliseconds = (number(12, 2) ?? 0) * 1000
    if text.count > 15, text[14] == UInt8(ascii: ".") {
      var weight = 100
      for byte in text[15...] {
        guard (48...57).contains(byte) else { break }
        milliseconds += (Int(byte) - 48) * weight
        weight /= 10
      }
    }
    self.init(
      year: year, month: month, day: day, hour: number(8, 2) ?? 0, minute: number(10, 2) ?? 0,
      milliseconds: milliseconds)
  }

  /// `YYYYMMDD`.
  public var dateDigits: String { Self.padded(year, 4) + Self.padded(month, 2) + Self.padded(day, 2) }

  /// `HHMMSS.fff`.
  public var timeDigits: String {
    Self.padded(hour, 2) + Self.padded(minute, 2) + Self.padded(milliseconds / 1000, 2) + "."
      + Self.padded(milliseconds % 1000, 3)
  }

  /// `YYYY-MM-DDTHH:MM:SS.fff`.
  public var description: String {
    let date = [Self.padded(year, 4), Self.padded(month, 2), Self.padded(day, 2)].joined(separator: "-")
    let time = [Self.padded(hour, 2), Self.padded(minute, 2), Self.padded(milliseconds / 1000, 2)]
    return date + "T" + time.joined(separator: ":") + "." + Self.padded(milliseconds % 1000, 3)
  }

  /// A number with leading zeros.
  ///
  /// - Parameters:
  ///   - value: The number; not negative.
  ///   - width: The digits at least.
  /// - Returns: The text.
  public static func padded(_ value: Int, _ width: Int) -> String {
    let text = "\(value)"
    return String(repeating: "0", count: max(width - text.utf8.count, 0)) + text
  }
}
