public import LFCore
public import LFMesh

/// Places where a field is wanted: the points of a mesh of any kind, brought to LPS, mm.
public struct FieldPlaces: Sendable {
  /// The mesh with all its arrays, LPS, mm.
  public let mesh: Mesh
  /// Its points, LPS, mm.
  public let points: [SIMD3<Double>]
  /// The file that it came from, as the user named it.
  public let file: String

  /// Takes a mesh's points for places.
  ///
  /// - Parameters:
  ///   - mesh: Points with or without cells.
  ///   - file: The file's name, for errors.
  ///   - usual: The frame and unit of a mesh that states none: the heart's.
  /// - Throws: `LFError` with code `badData` when there are no points or one of them is no place.
  public init(
    _ mesh: Mesh, file: String, usual: StatedFrame = .lpsMillimetres
  ) throws(LFError) {
    do throws(LFError) {
      let change = FrameChange(from: try StatedFrame.stated(in: mesh.fieldData) ?? usual)
      guard case .unstructured(let grid) = try mesh.unstructured().geometry else {
        throw LFError(.internalFault, "the mesh has no explicit cells")
      }
      points = try HeartMesh.points(of: grid).map(change.moved)
      var copy = mesh
      copy.fieldData.removeAll { $0.name == StatedFrame.arrayName }
      copy.geometry = .unstructured(change.apply(grid, points: points))
      var (turned, left): ([String], [String]) = ([], [])
      change.turnDirections(&copy.pointData, turned: &turned, left: &left)
      change.turnDirections(&copy.cellData, turned: &turned, left: &left)
      self.mesh = copy
      self.file = file
    } catch { throw error.inFile(file) }
  }
}
