/// The names of the twelve leads, and how files write them.
public enum LeadName {
  /// The twelve leads in their usual order.
  public static let standard = ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"]

  /// The canonical name of a lead: `ECG I`, `MDC_ECG_LEAD_AVR`, `Lead I (Einthoven)` are I, aVR, I.
  ///
  /// - Parameter title: As a file writes it.
  /// - Returns: One of `standard`, `nil` for all other names.
  public static func canonical(_ title: String) -> String? {
    var text = title.uppercased()
    if let bracket = text.firstIndex(where: { "([,".contains($0) }) { text = String(text[..<bracket]) }
    text = trimmed(text)
    var shortened = true
    while shortened {
      shortened = false
      for prefix in ["MDC_ECG_LEAD_", "ECG", "EKG", "LEAD", "CHANNEL"]
      where text.hasPrefix(prefix) && text.count > prefix.count {
        text = trimmed(String(text.dropFirst(prefix.count)))
        shortened = true
      }
    }
    return byUpperCase[text]
  }

  private static let byUpperCase = Dictionary(uniqueKeysWithValues: standard.map { ($0.uppercased(), $0) })

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    let blank: (Character) -> Bool = { $0.isWhitespace || "_-:.".contains($0) }
    while rest.first.map(blank) == true { rest.removeFirst() }
    while rest.last.map(blank) == true { rest.removeLast() }
    return String(rest)
  }
}
