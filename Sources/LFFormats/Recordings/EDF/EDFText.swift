import LFCore
import LFRecording

/// Texts in the few characters of ASCII that EDF's header has for them.
enum EDFText {
  /// A text cut to a width, other characters than ASCII's as `?`.
  static func cut(_ text: String, _ width: Int) -> String {
    let ascii = text.unicodeScalars.lazy.map { (32..<127).contains($0.value) ? Character($0) : "?" }
    return String(ascii.prefix(width))
  }

  /// The labels of leads, no two alike, and their units; what is lost is told.
  ///
  /// - Parameters:
  ///   - leads: The leads.
  ///   - diagnostics: Takes a warning of each text that is written otherwise.
  /// - Returns: A label and a unit a lead.
  static func labels(
    of leads: [IntegerCodes.Lead], _ diagnostics: inout Diagnostics
  ) -> [(label: String, unit: String)] {
    // What readers take for no signal.
    var seen: Set<String> = ["EDF Annotations", "BDF Annotations"]
    var labels: [(label: String, unit: String)] = []
    for lead in leads {
      let isStandard = LeadName.standard.contains(lead.name)
      let whole = isStandard ? "ECG " + lead.name : lead.name
      var label = cut(whole, 16)
      // A remark that loses its end may leave the name of one of the twelve.
      if !isStandard, label != whole, LeadName.canonical(label) != LeadName.canonical(whole) {
        label = String(label.map { "([,".contains($0) ? " " : $0 })
      }
      let first = label
      var n = 2
      while !seen.insert(label).inserted {
        label = cut(first, 16 - " \(n)".count) + " \(n)"
        n += 1
      }
      let unit = cut(lead.unit, 8)
      for (what, text, written, width) in [
        ("the name of lead", whole, label, 16), ("the unit", lead.unit, unit, 8),
      ] where text != written {
        diagnostics.warn(
          "\(what) \"\(text.shown)\" is written as \"\(written)\": EDF has \(width) characters of ASCII for it"
        )
      }
      labels.append((label, unit))
    }
    return labels
  }
}
