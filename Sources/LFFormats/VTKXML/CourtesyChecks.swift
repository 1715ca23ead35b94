import LFCore

/// What this reader takes without a question and other programs do not: told as warnings by `validate`.
struct CourtesyChecks {
  let file: String
  let kind: String

  /// Warns of each case once.
  func warn(of root: XMLElement, _ diagnostics: inout Diagnostics) {
    let suffix = FormatRegistry.pathExtension(of: file)
    if let own = VTKXMLFormat.suffixes[kind], suffix != own {
      warn("is a \(kind), which ParaView only opens when it is called .\(own)", root, &diagnostics)
    }
    visit(root, &diagnostics)
  }

  private func visit(_ element: XMLElement, _ diagnostics: inout Diagnostics) {
    switch element.name {
    case "PointData", "CellData", "PPointData", "PCellData": checkNames(element, &diagnostics)
    case "FieldData":
      checkNames(element, &diagnostics)
      // VTK reads such an array as empty.
      if let array = element.children.first(where: { $0["NumberOfTuples"] == nil }) {
        warn("states no NumberOfTuples, without which VTK reads no values", array, &diagnostics)
      }
    case "Cells", "Verts", "Lines", "Strips", "Polys":
      let types = element.children.filter { ["connectivity", "offsets"].contains($0["Name"]) }.map {
        $0["type"]
      }
      if Set(types).count > 1 {
        warn(
          "has connectivity and offsets of different types, which ParaView 5.8 refuses", element, &diagnostics
        )
      }
    default: break
    }
    for child in element.children { visit(child, &diagnostics) }
  }

  private func checkNames(_ parent: XMLElement, _ diagnostics: inout Diagnostics) {
    var names: Set<String> = []
    for array in parent.children where array["TimeStep"] == nil {
      guard let name = array["Name"], !name.isEmpty else {
        warn("has no name; VTK makes one up", array, &diagnostics)
        continue
      }
      if !names.insert(name).inserted {
        warn("appears twice; VTK keeps the last", array, &diagnostics)
      }
    }
  }

  private func warn(_ message: String, _ element: XMLElement, _ diagnostics: inout Diagnostics) {
    // A hostile file can have any number of arrays.
    guard diagnostics.warnings.count < 20 else { return }
    var place = element.place
    place.file = file
    diagnostics.warn(message, at: place)
  }
}
