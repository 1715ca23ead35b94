/// The faces of the polyhedra among the cells of an unstructured grid, in the form of VTK 9.4 and later
/// (file version 2.3); the older face streams convert to and from it without loss.
public struct PolyhedronFaces: Equatable, Sendable {
  /// All faces, as cells of points.
  public var faces: CellArray
  /// One entry a cell of the grid: the numbers of its faces, none for cells that are no polyhedra.
  public var facesOfCell: CellArray

  /// Makes faces.
  ///
  /// - Parameters:
  ///   - faces: All faces.
  ///   - facesOfCell: The numbers of each cell's faces.
  public init(faces: CellArray, facesOfCell: CellArray) {
    self.faces = faces
    self.facesOfCell = facesOfCell
  }
}
