import LFLeadField

/// The golden leads and electrodes that a prediction has too.
struct CommonLeads {
  /// The golden leads that the prediction has.
  var matrix: LeadMatrix
  /// The golden electrodes that the prediction has.
  var electrodes: [String]
  /// Those with their numbers in both.
  var rows: [(name: String, own: Int, golden: Int)]
  /// What it lacks.
  var findings: [Finding] = []

  init(_ prediction: LeadField, _ golden: LeadField) {
    matrix = golden.leads
    let kept = golden.leads.names.indices.filter { prediction.leads.names.contains(golden.leads.names[$0]) }
    matrix.names = kept.map { golden.leads.names[$0] }
    matrix.weights = kept.map { golden.leads.weights[$0] }
    let names = prediction.electrodes.map(\.name)
    rows = golden.electrodes.enumerated().compactMap { number, electrode in
      names.firstIndex(of: electrode.name).map { (electrode.name, $0, number) }
    }
    electrodes = rows.map(\.name)
    let leads = golden.leads.names.filter { !matrix.names.contains($0) }
    if !leads.isEmpty {
      findings.append(
        Finding(
          .missingLead, .fault, "lacks the lead\(leads.count > 1 ? "s" : "") \(leads.joined(separator: ", "))"
        ))
    }
    let poles = golden.electrodes.map(\.name).filter { !electrodes.contains($0) }
    if !poles.isEmpty {
      findings.append(
        Finding(
          .missingLead, .notice,
          "lacks the electrode\(poles.count > 1 ? "s" : "") \(poles.joined(separator: ", "))"))
    }
  }
}
