public import LFCore
public import LFLeadField

/// Which leads an ECG has, by name.
public enum LeadChoice {
  /// The leads made of electrodes that an ECG is to have.
  ///
  /// - Parameters:
  ///   - names: Names of leads, or of electrodes for their potentials against Wilson's terminal (the mean of all
  ///     electrodes where RA, LA or LL is missing); when not given, all leads of the lead field, or all electrodes
  ///     when it has none.
  ///   - matrix: The lead field's leads.
  /// - Returns: The leads.
  /// - Throws: `LFError` with code `usage` for a name that neither a lead nor an electrode has.
  public static func matrix(_ names: [String]?, of matrix: LeadMatrix) throws(LFError) -> LeadMatrix {
    if names == nil, !matrix.names.isEmpty { return matrix }
    let wanted = names ?? matrix.electrodes
    var rows: [[Double]] = []
    var found: [String] = []
    for name in wanted {
      if let lead = index(of: name, in: matrix.names) {
        rows.append(matrix.weights[lead])
        found.append(matrix.names[lead])
      } else if let electrode = index(of: name, in: matrix.electrodes) {
        rows.append(row(of: electrode, matrix.electrodes))
        found.append(matrix.electrodes[electrode])
      } else {
        throw LFError(
          .usage, "has neither a lead nor an electrode \"\(name.singleLine)\"",
          hint: "its leads are \(matrix.names.joined(separator: " "))")
      }
    }
    guard Set(found).count == found.count else {
      throw LFError(.usage, "is asked for a lead twice", hint: "mend --leads")
    }
    return LeadMatrix(names: found, electrodes: matrix.electrodes, weights: rows)
  }

  private static func index(of name: String, in names: [String]) -> Int? {
    names.firstIndex(of: name) ?? names.firstIndex { $0.lowercased() == name.lowercased() }
  }

  private static func row(of electrode: Int, _ electrodes: [String]) -> [Double] {
    let limbs = ["RA", "LA", "LL"].compactMap { electrodes.firstIndex(of: $0) }
    let terminal = limbs.count == 3 ? limbs : Array(electrodes.indices)
    var row = [Double](repeating: 0, count: electrodes.count)
    for e in terminal { row[e] -= 1 / Double(terminal.count) }
    row[electrode] += 1
    return row
  }
}
