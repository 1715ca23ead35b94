/// Cells as lists of point numbers: cell i has the points `connectivity[offsets[i] ..< offsets[i + 1]]`.
public struct CellArray: Equatable, Sendable {
  /// Where each cell begins, one more than there are cells; the first is 0.
  public var offsets: [Int64]
  /// Point numbers, cell after cell.
  public var connectivity: [Int64]

  /// Makes cells.
  ///
  /// - Parameters:
  ///   - offsets: Where each cell begins, and the end; the first is 0.
  ///   - connectivity: Point numbers.
  public init(offsets: [Int64] = [0], connectivity: [Int64] = []) {
    self.offsets = offsets
    self.connectivity = connectivity
  }

  /// How many cells there are.
  public var count: Int { max(offsets.count - 1, 0) }

  /// The points of one cell.
  ///
  /// - Parameter cell: The cell's number, from 0.
  public subscript(cell: Int) -> ArraySlice<Int64> {
    connectivity[Int(offsets[cell])..<Int(offsets[cell + 1])]
  }
}
