extension Double {
  /// The number with a fixed count of decimals, as tables and pictures show it.
  ///
  /// - Parameter digits: Decimals, 0…9.
  /// - Returns: The text, without an exponent below 1e9; `nan`, `inf` and larger numbers as Swift writes them.
  public func fixed(_ digits: Int) -> String {
    guard isFinite, abs(self) < 1e9 else { return "\(self)" }
    var power = 1
    for _ in 0..<digits { power *= 10 }
    let whole = Int((abs(self) * Double(power)).rounded())
    let sign = self < 0 && whole > 0 ? "-" : ""
    guard digits > 0 else { return sign + "\(whole)" }
    let fraction = String(whole % power)
    return sign + "\(whole / power)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// A share as per cent: 0.0377 is `3.77 %`.
  ///
  /// - Parameter digits: Decimals.
  /// - Returns: The text.
  public func percent(_ digits: Int = 2) -> String { (100 * self).fixed(digits) + " %" }
}
