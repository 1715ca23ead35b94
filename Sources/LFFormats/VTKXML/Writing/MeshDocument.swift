import LFCore
import LFMesh

/// One mesh as a VTK XML file.
enum MeshDocument {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - mesh: The mesh.
  ///   - path: The path of the file.
  ///   - options: Encoding and compression.
  ///   - promised: Arrays at points, behind the mesh's own, that are made while the file is written; the encoding must be
  ///     an appended one.
  /// - Throws: `LFError` with code `cannotCreate`, or what making promised arrays throws.
  static func write(
    _ mesh: Mesh, to path: String, _ options: WriteOptions, promised: SampleArrays? = nil
  ) throws(LFError) {
    let mesh = TextArrays.asBytes(mesh)
    let elements = MeshElements(mesh)
    var piece = OutputElement("Piece", elements.pieceAttributes)
    var points = MeshElements.data("PointData", mesh.pointData)
    points.children += (promised?.entries ?? []).map {
      .promised(PromisedArray(name: $0.name, components: $0.components, tuples: mesh.pointCount))
    }
    piece.children = [
      .element(points),
      .element(MeshElements.data("CellData", mesh.cellData)),
    ]
    piece.children += elements.geometry.map { .element($0) }
    var grid = OutputElement(elements.kind, elements.gridAttributes)
    if let fields = MeshElements.fieldData(mesh.fieldData) { grid.children.append(.element(fields)) }
    grid.children.append(.element(piece))
    try DocumentWriter(
      kind: elements.kind, content: grid, minimumVersion: elements.minimumVersion, options: options
    ).write(to: path) { (take) throws(LFError) in
      try promised?.make { (number, values) throws(LFError) in try take(number, ArrayPayload(values)) }
    }
  }
}
