import LFCore
import LFMesh

/// One mesh as a VTK XML file.
enum MeshDocument {
  static func write(_ mesh: Mesh, to path: String, _ options: WriteOptions) throws(LFError) {
    let elements = MeshElements(mesh)
    var piece = OutputElement("Piece", elements.pieceAttributes)
    piece.children = [
      .element(MeshElements.data("PointData", mesh.pointData)),
      .element(MeshElements.data("CellData", mesh.cellData)),
    ]
    piece.children += elements.geometry.map { .element($0) }
    var grid = OutputElement(elements.kind, elements.gridAttributes)
    if let fields = MeshElements.fieldData(mesh.fieldData) { grid.children.append(.element(fields)) }
    grid.children.append(.element(piece))
    try DocumentWriter(
      kind: elements.kind, content: grid, minimumVersion: elements.minimumVersion, options: options
    ).write(to: path)
  }
}
