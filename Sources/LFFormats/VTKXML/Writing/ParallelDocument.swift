import LFCore
import LFMesh

/// A parallel file: an index and one piece beside it, in a folder named after the index.
enum ParallelDocument {
  static func write(_ mesh: Mesh, to path: String, index temporary: String, _ options: WriteOptions)
    throws(LFError)
  {
    let suffix = String(FormatRegistry.pathExtension(of: path).dropFirst())
    try CompanionFolder.make(of: path) { (folder) throws(LFError) in
      try write(mesh, in: &folder, suffix: suffix, index: temporary, options)
    }
  }

  private static func write(
    _ mesh: Mesh, in folder: inout CompanionFolder, suffix: String, index temporary: String,
    _ options: WriteOptions
  ) throws(LFError) {
    try folder.write("\(folder.stem)_0.\(suffix)") { path throws(LFError) in
      try MeshDocument.write(mesh, to: path, options)
    }
    let mesh = TextArrays.asBytes(mesh)
    let elements = MeshElements(mesh)
    var grid = OutputElement("P" + elements.kind, elements.gridAttributes + [("GhostLevel", "0")])
    grid.children = [
      .element(declared("PPointData", MeshElements.marks(mesh.pointData), mesh.pointData.arrays)),
      .element(declared("PCellData", MeshElements.marks(mesh.cellData), mesh.cellData.arrays)),
    ]
    switch mesh.geometry {
    case .unstructured(let grid_): grid.children.append(.element(declared("PPoints", [], [grid_.points])))
    case .poly(let poly): grid.children.append(.element(declared("PPoints", [], [poly.points])))
    case .structured(let grid_): grid.children.append(.element(declared("PPoints", [], [grid_.points])))
    case .rectilinear(let grid_):
      grid.children.append(.element(declared("PCoordinates", [], grid_.coordinates)))
    case .image: break
    }
    var source = [(name: "Source", value: "\(folder.stem)/\(folder.stem)_0.\(suffix)")]
    if let extent = elements.pieceAttributes.first(where: { $0.name == "Extent" }) {
      source.insert(extent, at: 0)
    }
    grid.children.append(.element(OutputElement("Piece", source)))
    // Readers do not look for field data in the pieces.
    if let fields = MeshElements.fieldData(mesh.fieldData) { grid.children.insert(.element(fields), at: 0) }
    var inline = options
    if inline.encoding != .ascii { inline.encoding = .base64 }
    try DocumentWriter(
      kind: grid.name, content: grid, minimumVersion: elements.minimumVersion, options: inline
    ).write(to: temporary)
  }

  /// Arrays by name, type and components, without values.
  private static func declared(
    _ name: String, _ attributes: [(name: String, value: String)], _ arrays: [DataArray]
  ) -> OutputElement {
    OutputElement(
      name, attributes,
      arrays.map { .element(OutputElement("PDataArray", OutputArray($0).attributes)) })
  }
}
