import LFMesh

/// What the arrays of leads are called in a mesh that carries a lead field.
///
/// Leads are combinations of electrodes and written for viewing only. An array of such a name that a lead field's own
/// mesh still has was read from a file in which it is another combination than the file states.
public enum LeadArrayName {
  /// The array of a lead's potential.
  ///
  /// - Parameter lead: The lead.
  /// - Returns: The name.
  public static func potential(_ lead: String) -> String { "lead field \(lead)" }

  /// The array of a lead's gradient.
  ///
  /// - Parameter lead: The lead.
  /// - Returns: The name.
  public static func gradient(_ lead: String) -> String { "lead field gradient \(lead)" }
}

extension LeadField {
  /// Arrays of its mesh that call themselves a lead but are not what the electrodes make of it.
  public var strayLeads: [(lead: String, array: String)] {
    let present = Set((mesh.pointData.arrays + mesh.cellData.arrays).map(\.name))
    return leads.names.flatMap { lead in
      [LeadArrayName.gradient(lead), LeadArrayName.potential(lead)].filter(present.contains).map {
        (lead, $0)
      }
    }
  }
}
