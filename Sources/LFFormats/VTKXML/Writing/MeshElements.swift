import LFCore
import LFMesh

/// The elements of a mesh in the file of its own kind.
struct MeshElements {
  /// The kind of file: `UnstructuredGrid`, `PolyData`, …
  let kind: String
  /// Attributes of the element below the root: the whole extent of lattices.
  let gridAttributes: [(name: String, value: String)]
  /// Attributes of the piece.
  let pieceAttributes: [(name: String, value: String)]
  /// Points and cells: elements of the piece, in file order, behind the data.
  let geometry: [OutputElement]
  /// Whether the data stand before the geometry; only VTK's custom, but kept.
  let minimumVersion: (major: Int, minor: Int)

  init(_ mesh: Mesh) {
    switch mesh.geometry {
    case .unstructured(let grid):
      kind = "UnstructuredGrid"
      gridAttributes = []
      pieceAttributes = [
        ("NumberOfPoints", "\(grid.points.tuples)"), ("NumberOfCells", "\(grid.cells.count)"),
      ]
      geometry = [Self.points(grid.points), Self.cells(grid)]
    case .poly(let poly):
      kind = "PolyData"
      gridAttributes = []
      pieceAttributes = [
        ("NumberOfPoints", "\(poly.points.tuples)"), ("NumberOfVerts", "\(poly.vertices.count)"),
        ("NumberOfLines", "\(poly.lines.count)"), ("NumberOfStrips", "\(poly.strips.count)"),
        ("NumberOfPolys", "\(poly.polygons.count)"),
      ]
      geometry = [
        Self.points(poly.points), Self.cells("Verts", poly.vertices), Self.cells("Lines", poly.lines),
        Self.cells("Strips", poly.strips), Self.cells("Polys", poly.polygons),
      ]
    case .image(let image):
      kind = "ImageData"
      gridAttributes = [
        ("WholeExtent", Self.text(image.extent)), ("Origin", Self.text(image.origin)),
        ("Spacing", Self.text(image.spacing)), ("Direction", Self.text(image.direction)),
      ]
      pieceAttributes = [("Extent", Self.text(image.extent))]
      geometry = []
    case .rectilinear(let grid):
      kind = "RectilinearGrid"
      gridAttributes = [("WholeExtent", Self.text(grid.extent))]
      pieceAttributes = [("Extent", Self.text(grid.extent))]
      geometry = [OutputElement("Coordinates", [], grid.coordinates.map { .array(OutputArray($0)) })]
    case .structured(let grid):
      kind = "StructuredGrid"
      gridAttributes = [("WholeExtent", Self.text(grid.extent))]
      pieceAttributes = [("Extent", Self.text(grid.extent))]
      geometry = [Self.points(grid.points)]
    }
    minimumVersion = Self.version(of: mesh)
  }

  /// `PointData` or `CellData` with the marks of active arrays.
  static func data(_ name: String, _ data: AttributeData) -> OutputElement {
    OutputElement(name, marks(data), data.arrays.map { .array(OutputArray($0)) })
  }

  /// The marks of active arrays, in VTK's order.
  static func marks(_ data: AttributeData) -> [(name: String, value: String)] {
    AttributeData.Role.allCases.compactMap { role in data.active[role].map { (role.rawValue, $0) } }
  }

  /// `FieldData`; `nil` when there is none.
  static func fieldData(_ arrays: [DataArray]) -> OutputElement? {
    arrays.isEmpty
      ? nil : OutputElement("FieldData", [], arrays.map { .array(OutputArray($0, withTuples: true)) })
  }

  static func points(_ points: DataArray) -> OutputElement {
    OutputElement("Points", [], [.array(OutputArray(points))])
  }

  private static func cells(_ name: String, _ cells: CellArray) -> OutputElement {
    OutputElement(
      name, [],
      [
        .array(OutputArray(name: "connectivity", ArrayPayload(.int64(cells.connectivity)))),
        .array(OutputArray(name: "offsets", ArrayPayload(endsOf: cells))),
      ])
  }

  private static func cells(_ grid: UnstructuredGrid) -> OutputElement {
    var element = cells("Cells", grid.cells)
    element.children.append(.array(OutputArray(name: "types", ArrayPayload(.uint8(grid.types)))))
    if let polyhedra = grid.polyhedra {
      let (faces, ends) = faceStream(polyhedra)
      element.children.append(.array(OutputArray(name: "faces", ArrayPayload(.int64(faces)))))
      element.children.append(.array(OutputArray(name: "faceoffsets", ArrayPayload(.int64(ends)))))
    }
    return element
  }

  /// The layout before file version 2.3, which every reader knows: per polyhedron the count of faces, then each
  /// face's count and points; ends by cell, −1 for cells that are no polyhedra.
  static func faceStream(_ polyhedra: PolyhedronFaces) -> (faces: [Int64], ends: [Int64]) {
    var faces: [Int64] = []
    var ends: [Int64] = []
    for cell in 0..<polyhedra.facesOfCell.count {
      let numbers = polyhedra.facesOfCell[cell]
      if numbers.isEmpty {
        ends.append(-1)
        continue
      }
      faces.append(Int64(numbers.count))
      for number in numbers {
        let points = polyhedra.faces[Int(number)]
        faces.append(Int64(points.count))
        faces += points
      }
      ends.append(Int64(faces.count))
    }
    return (faces, ends)
  }

  private static func text(_ extent: GridExtent) -> String { text(extent.bounds) }

  private static func text<T>(_ numbers: [T]) -> String { numbers.map { "\($0)" }.joined(separator: " ") }

  private static func version(of mesh: Mesh) -> (major: Int, minor: Int) {
    if case .unstructured(let grid) = mesh.geometry, grid.types.contains(where: HighOrderHexahedra.contains) {
      return (2, 2)
    }
    let hasGhosts = GhostLevels.isPresent(in: mesh.pointData) || GhostLevels.isPresent(in: mesh.cellData)
    return hasGhosts ? (2, 0) : (0, 1)
  }
}
