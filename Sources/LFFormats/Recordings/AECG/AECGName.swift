/// Names and code systems of HL7 aECG (PORT_MT020001).
enum AECGName {
  static let namespace = "urn:hl7-org:v3"
  static let relative = "TIME_RELATIVE"
  static let absolute = "TIME_ABSOLUTE"
  /// ActCode of HL7.
  static let actCode = "2.16.840.1.113883.5.4"
  /// Medical device communication, ISO/IEEE 11073-10101.
  static let deviceCode = "2.16.840.1.113883.6.24"
  static let lead = "MDC_ECG_LEAD_"
  static let control = "MDC_ECG_CTL_VBL_ATTR_FILTER_"
  /// The kinds of filter, and the code of their frequency.
  static let filters = (
    highPass: ("HIGH_PASS", "CUTOFF_FREQ"), lowPass: ("LOW_PASS", "CUTOFF_FREQ"),
    notch: ("NOTCH", "NOTCH_FREQ")
  )
}

extension XMLElement {
  /// The name without a prefix of a namespace.
  var localName: String { name.split(separator: ":").last.map(String.init) ?? name }

  /// The elements inside of a name, with any prefix.
  func all(_ name: String) -> [XMLElement] { children.filter { $0.localName == name } }

  /// The first element at the end of a path of names, with any prefix.
  func first(_ path: String...) -> XMLElement? {
    var element: XMLElement? = self
    for name in path { element = element?.children.first { $0.localName == name } }
    return element
  }

  /// The attribute `code` of the element `code` inside.
  var code: String { first("code")?["code"] ?? "" }
}
