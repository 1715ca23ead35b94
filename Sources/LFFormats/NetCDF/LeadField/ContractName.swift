/// Names of the variables, dimensions and attributes of `Formats/lead-field.cdl`.
enum ContractName {
  static let contract = "lfconvert lead field 1"
  static let contractAttribute = "lead_field_contract"

  static let node = "node"
  static let cell = "cell"
  static let electrode = "electrode"
  static let lead = "lead"
  static let tissue = "tissue"
  static let space = "space"

  static let mesh = "mesh"
  static let axes = ["node_x", "node_y", "node_z"]
  static let spaceName = "space_direction"
  static let cellType = "cell_type"
  static let cellNode = "cell_node"
  static let cellNodeCount = "cell_node_count"
  static let cellNodeList = "cell_node_list"
  static let faceNodeCount = "face_node_count"
  static let faceNodeList = "face_node_list"
  static let cellFaceCount = "cell_face_count"
  static let cellFaceList = "cell_face_list"
  static let latticeAxes = ["lattice_x", "lattice_y", "lattice_z"]

  static let potential = "lead_field"
  static let gradient = "lead_field_gradient"
  static let cellPotential = "lead_field_at_cells"
  static let cellGradient = "lead_field_gradient_at_cells"
  static let deviation = "lead_field_gradient_deviation"
  static let cellDeviation = "lead_field_gradient_deviation_at_cells"

  static let electrodeName = "electrode_name"
  static let electrodePosition = "electrode_position"
  static let electrodeOrigin = "electrode_origin"
  static let leadName = "lead_name"
  static let leadWeight = "lead_weight"
  static let tissueName = "tissue_name"
  static let conductivity = "conductivity"

  /// Arrays of the input: their own name, their place among the others, what they belong to.
  static let inputName = "input_name"
  static let inputPlace = "input_order"
  static let inputOwner = "input_belongs_to"
  static let inputType = "input_type"
  static let componentNames = "input_component_names"
  static let unnamed = "input_unnamed_components"
  static let active = "input_active_"
  static let pointsName = "points_name"
}
