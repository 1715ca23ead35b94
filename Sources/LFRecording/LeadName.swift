/// The names of the twelve leads, and how files write them.
public enum LeadName {
  /// The twelve leads in their usual order.
  public static let standard = ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"]

  /// The canonical name of a lead: `ECG I`, `MDC_ECG_LEAD_AVR`, `Lead I (Einthoven)` are I, aVR, I. A lead of the other
  /// polarity, `-aVR` or `aVR (inverted)`, is none of the twelve.
  ///
  /// - Parameter title: As a file writes it.
  /// - Returns: One of `standard`, `nil` for all other names.
  public static func canonical(_ title: String) -> String? {
    var text = title.uppercased()
    if let bracket = text.firstIndex(where: { "([,".contains($0) }) {
      guard !saysInverted(text[bracket...].dropFirst()) else { return nil }
      text = String(text[..<bracket])
    }
    guard sign(text) == nil else { return nil }
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

  /// The names of the leads of one file: the canonical ones, and `-aVR` for `Lead -AVR`. Where a lead comes several
  /// times, titles with a remark keep it as their name: of `II` and `II (raw)` the first is II.
  ///
  /// - Parameter titles: As the file writes them.
  /// - Returns: A name a title; they may still be alike.
  public static func names(of titles: [String]) -> [String] {
    let names = titles.map(canonical)
    let counts = Dictionary(names.lazy.compactMap { $0.map { ($0, 1) } }, uniquingKeysWith: +)
    return zip(titles, names).map { title, name in
      guard let name else { return turned(title) ?? title }
      return counts[name, default: 0] > 1 && title.contains(where: { "([,".contains($0) }) ? title : name
    }
  }

  private static let byUpperCase = Dictionary(uniqueKeysWithValues: standard.map { ($0.uppercased(), $0) })

  /// The minus that is a sign and no separator: in `-aVR`, `Lead -aVR`, `MDC_ECG_LEAD_-AVR`, but not `ECG-V1`, `ECG - V1`.
  private static func sign(_ text: String) -> String.Index? {
    text.indices.first { i in
      guard text[i] == "-" else { return false }
      guard i > text.startIndex else { return true }
      let (before, after) = (text[text.index(before: i)], text[text.index(after: i)...].first)
      return (before.isWhitespace || before == "_") && after?.isLetter == true
    }
  }

  /// One name for a lead of the other polarity, however a file writes it: `Lead -AVR` is `-aVR`.
  private static func turned(_ title: String) -> String? {
    guard let sign = sign(title) else { return nil }
    var plain = title
    plain.remove(at: sign)
    return canonical(plain).map { "-" + $0 }
  }

  /// Whether a remark behind a name, in capitals, says that the lead is turned over.
  private static func saysInverted(_ remark: Substring) -> Bool {
    remark.drop { $0.isWhitespace }.first == "-"
      || remark.split { !$0.isLetter }.contains { word in
        word == "INV" || ["INVERT", "INVERS", "NEG", "REVERS"].contains(where: word.hasPrefix)
      }
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    let blank: (Character) -> Bool = { $0.isWhitespace || "_-:.".contains($0) }
    while rest.first.map(blank) == true { rest.removeFirst() }
    while rest.last.map(blank) == true { rest.removeLast() }
    return String(rest)
  }
}
