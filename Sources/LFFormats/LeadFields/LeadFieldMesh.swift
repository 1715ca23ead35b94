import LFCore
import LFLeadField
public import LFMesh

/// A lead field as a mesh that ParaView opens: arrays for leads and electrodes on points and cells, everything
/// else as field data. The page is `Formats/lead-field-vtk/README.md`.
///
/// Only the unipolar arrays are read back: leads are their combinations, written for viewing.
public enum LeadFieldMesh {
  /// Names of the arrays that carry the lead field.
  enum Name {
    static let marker = "lead_field_contract"
    static let contract = "lfconvert lead field 1"
    static let inputActive = "lead_field_input_active"
    static let electrodes = "electrode_name"
    static let positions = "electrode_position"
    static let origins = "electrode_origin"
    static let leads = "lead_name"
    static let weights = "lead_weight"
    static let conductivityModel = "conductivity_model"
    static let tissues = "conductivity_tissue"
    static let conductivities = "conductivity"
    static let title = "lead_field_title"
    static let method = "lead_field_method"
    static let source = "lead_field_source"
    static let history = "lead_field_history"
    static let references = "lead_field_references"
    static let frame = "lead_field_frame"

    /// Every field array above: those are taken out of the mesh when the lead field is read.
    static let all: Set<String> = [
      marker, inputActive, electrodes, positions, origins, leads, weights, conductivityModel, tissues,
      conductivities, title, method, source, history, references, frame,
    ]

    static func potential(lead: String) -> String { LeadArrayName.potential(lead) }
    static func gradient(lead: String) -> String { LeadArrayName.gradient(lead) }
    static func potential(electrode: String) -> String { "unipolar lead field \(electrode)" }
    static func gradient(electrode: String) -> String { "unipolar lead field gradient \(electrode)" }
    static func deviation(electrode: String) -> String { "unipolar lead field deviation \(electrode)" }
  }

  /// Whether a mesh carries a lead field by this contract.
  ///
  /// - Parameter mesh: The mesh.
  /// - Returns: Whether the marker is there.
  public static func carriesLeadField(_ mesh: Mesh) -> Bool {
    mesh.fieldData.contains { $0.name == Name.marker && $0.values == .string([Name.contract]) }
  }
}
