public import LFLeadField
public import LFSolve

/// A conductor of tetrahedra, each of one tissue and one conductivity, checked and ready to be solved on.
public struct TorsoModel: Sendable {
  /// The points that cells use, m, LPS.
  public let points: [SIMD3<Double>]
  /// Four points a cell, of positive volume.
  public let tetrahedra: [Int32]
  /// The tissue of each cell: an index into `tissueNames`.
  public let tissue: [Int32]
  /// The tissues that occur, in the order in which they are first met.
  public let tissueNames: [String]
  /// The conductivity of each cell, S/m.
  public let conductivity: CellConductivity
  /// The conductivities by tissue as a table: cell arrays are averaged by volume.
  public let table: ConductivityModel
  /// The number of each point in the mesh it came from.
  public let sourcePoint: [Int32]
  /// The number of each cell in the mesh it came from.
  public let sourceCell: [Int32]
  /// The boundary.
  public let boundary: BoundarySurface
  let around: NodeCells

  /// The corners of a cell.
  ///
  /// - Parameter cell: The cell's number.
  /// - Returns: Four points, m.
  func corners(_ cell: Int) -> (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    (
      points[Int(tetrahedra[4 * cell])], points[Int(tetrahedra[4 * cell + 1])],
      points[Int(tetrahedra[4 * cell + 2])], points[Int(tetrahedra[4 * cell + 3])]
    )
  }

  /// A cell as an element.
  ///
  /// - Parameter cell: The cell's number.
  /// - Returns: Its shape functions' gradients and volume, the numbers of its corners, its centroid, m.
  func element(_ cell: Int) -> (shape: LinearTetrahedron, nodes: SIMD4<Int>, middle: SIMD3<Double>) {
    let (a, b, c, d) = corners(cell)
    let nodes = SIMD4(
      Int(tetrahedra[4 * cell]), Int(tetrahedra[4 * cell + 1]), Int(tetrahedra[4 * cell + 2]),
      Int(tetrahedra[4 * cell + 3]))
    return (LinearTetrahedron(a, b, c, d), nodes, (a + b + c + d) / 4)
  }

  /// The index of a tissue; `nil` when no cell is of it.
  ///
  /// - Parameter name: The tissue's name.
  /// - Returns: The index into `tissueNames`.
  public func index(ofTissue name: String) -> Int32? {
    tissueNames.firstIndex(of: name).map { Int32($0) }
  }

  /// How many cells there are.
  public var cellCount: Int { tissue.count }
}
