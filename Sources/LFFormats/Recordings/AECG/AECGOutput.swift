import LFCore
import LFRecording

/// Writes an annotated ECG of one rhythm series.
struct AECGOutput {
  private let recording: ECGRecording
  private let codes: IntegerCodes
  private static let bits = 32

  init(_ recording: ECGRecording, gain: Double?, _ diagnostics: inout Diagnostics) throws(LFError) {
    self.recording = recording
    var codes = try IntegerCodes(recording, bits: Self.bits, gain: gain)
    let invalid = codes.fillInvalid()
    if invalid > 0 { diagnostics.warn("aECG has no invalid samples: \(invalid) are written as 0") }
    self.codes = codes
  }

  func write(to path: String) throws(LFError) {
    var output = try FileOutput(path)
    try output.write(head)
    for lead in codes.leads {
      let isVoltage = lead.unit == "mV"
      let scale: Double = isVoltage ? 1000 : 1
      let unit = isVoltage ? "uV" : Self.escaped(lead.unit)
      let code = LeadName.standard.contains(lead.name) ? AECGName.lead + lead.name.uppercased() : lead.name
      try output.write(
        """
              <component><sequence>
                <code code="\(Self.escaped(code))" codeSystem="\(AECGName.deviceCode)" codeSystemName="MDC"/>
                <value xsi:type="SLIST_PQ">
                  <origin value="\(Self.number(lead.grid.origin * scale))" unit="\(unit)"/>
                  <scale value="\(Self.number(lead.grid.step * scale))" unit="\(unit)"/>
                  <digits>
        """)
      for (i, value) in lead.codes.enumerated() {
        try output.write(i == 0 ? "\(value)" : i % 20 == 0 ? "\n\(value)" : " \(value)")
      }
      try output.write("</digits>\n        </value>\n      </sequence></component>\n")
    }
    try output.write("    </sequenceSet></component>\n  </series></component>\n</AnnotatedECG>\n")
    try output.flush()
  }

  private var head: String {
    let identity = ContentIdentity(recording)
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <AnnotatedECG xmlns="\(AECGName.namespace)" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" type="Observation">
        <id root="\(identity.uuid(0))"/>
        <code code="93000" codeSystem="2.16.840.1.113883.6.12" codeSystemName="CPT-4"/>

      """
    let comments = recording.allNotes.map(\.singleLine)
    if !comments.isEmpty { text += "  <text>\(Self.escaped(comments.joined(separator: "\n")))</text>\n" }
    text += """
        \(interval)
        <componentOf><timepointEvent><componentOf><subjectAssignment>
          <subject><trialSubject><id root="\(identity.uuid(1))"/></trialSubject></subject>
          <componentOf><clinicalTrial><id root="\(identity.uuid(2))"/></clinicalTrial></componentOf>
        </subjectAssignment></componentOf></timepointEvent></componentOf>
        <component><series>
          <id root="\(identity.uuid(3))"/>
          <code code="RHYTHM" codeSystem="\(AECGName.actCode)"/>
          \(interval)

      """
    text += filters
    let increment = Self.number(1 / recording.samplingRate)
    let (code, kind, start) =
      recording.start.map { (AECGName.absolute, "GLIST_TS", "value=\"\($0.dateDigits)\($0.timeDigits)\"") }
      ?? (AECGName.relative, "GLIST_PQ", "value=\"0\" unit=\"s\"")
    return text + """
          <component><sequenceSet>
            <component><sequence>
              <code code="\(code)" codeSystem="\(AECGName.actCode)"/>
              <value xsi:type="\(kind)"><head \(start)/><increment value="\(increment)" unit="s"/></value>
            </sequence></component>

      """
  }

  /// When the recording was made; a time that is not known has no value.
  private var interval: String {
    guard let start = recording.start else { return "<effectiveTime nullFlavor=\"UNK\"/>" }
    return
      "<effectiveTime><low value=\"\(start.dateDigits)\(start.timeDigits)\" inclusive=\"true\"/></effectiveTime>"
  }

  private var filters: String {
    let filter = recording.filter
    let all = [
      (AECGName.filters.highPass, filter?.highPass), (AECGName.filters.lowPass, filter?.lowPass),
      (AECGName.filters.notch, filter?.notch),
    ]
    return all.compactMap { names, frequency in
      frequency.map {
        """
            <controlVariable><controlVariable>
              <code code="\(AECGName.control)\(names.0)" codeSystem="\(AECGName.deviceCode)" codeSystemName="MDC"/>
              <component><controlVariable>
                <code code="\(AECGName.control)\(names.1)" codeSystem="\(AECGName.deviceCode)" codeSystemName="MDC"/>
                <value xsi:type="PQ" value="\(Self.number($0))" unit="Hz"/>
              </controlVariable></component>
            </controlVariable></controlVariable>

        """
      }
    }.joined()
  }

  /// A number without the noise of its last digit.
  private static func number(_ value: Double) -> String {
    let rounded = (value * 1e9).rounded() / 1e9
    let plain = abs(rounded - value) <= 1e-13 * abs(value) ? rounded : value
    return plain == plain.rounded() && abs(plain) < 1e15 ? "\(Int(plain))" : "\(plain)"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
