/// The range of a signal in eight characters, chosen so that its step is told as exactly as they can.
struct EDFRange {
  /// The physical minimum and maximum as text.
  private(set) var physical = (min: "", max: "")
  /// The digital maximum; the minimum is its negative.
  private(set) var digital = 1
  /// Whether the texts tell the values to half a step, or a millionth of the range.
  private(set) var isTold = false

  /// Looks for a range.
  ///
  /// - Parameters:
  ///   - step: The step of a code.
  ///   - origin: The value of code 0.
  ///   - largest: The largest code that is used.
  ///   - limit: The largest code that there may be.
  init(step: Double, origin: Double, largest: Int, limit: Int) {
    var best = Double.infinity
    // Eight characters hold seven digits with a sign.
    let limit = max(largest, min(limit, Int(max(min((9_999_999 - abs(origin)) / step, 1e9), 0))))
    for digital in stride(from: limit, through: max(largest, limit - 5000, 1), by: -1) {
      let (low, high) = (origin - Double(digital) * step, origin + Double(digital) * step)
      let texts = (Self.text(low), Self.text(high))
      let error = abs((Double(texts.0) ?? .infinity) - low) + abs((Double(texts.1) ?? .infinity) - high)
      if error < best || digital == limit {
        (best, self.digital, physical) = (error, digital, texts)
        // Of an infinite range nothing is told.
        isTold = error.isFinite && error <= max(step, 2e-6 * (high - low))
      }
      if error <= 1e-9 * step { return }
    }
  }

  /// The text of a number in eight characters at most.
  static func text(_ value: Double) -> String {
    for decimals in stride(from: 7, through: 0, by: -1) {
      let power = (0..<decimals).reduce(1.0) { value, _ in value * 10 }
      guard abs(value) * power < 1e15 else { continue }
      let text = plain((value * power).rounded() / power)
      if text.utf8.count <= 8 { return text }
    }
    return value < 0 ? "-9999999" : "99999999"
  }

  /// A number without an exponent.
  static func plain(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    let text = "\(value)"
    guard text.contains("e") else { return text }
    // Below 1e-4: digits of a tiny number.
    let units = Int((abs(value) * 1e12).rounded())
    var digits = "\(units % 1_000_000_000_000)"
    digits = String(repeating: "0", count: 12 - digits.utf8.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return (value < 0 ? "-" : "") + "\(units / 1_000_000_000_000)." + (digits.isEmpty ? "0" : digits)
  }
}
