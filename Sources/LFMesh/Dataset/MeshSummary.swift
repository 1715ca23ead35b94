/// What a mesh holds, in numbers: the content of `lfconvert info`.
public struct MeshSummary: Equatable, Sendable {
  /// One array's name, type, components and statistics.
  public struct ArraySummary: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The values' type.
    public var type: ScalarType
    /// Values a tuple.
    public var components: Int
    /// How many tuples.
    public var tuples: Int
    /// Smallest, largest, sum; `nil` for text.
    public var statistics: ArrayStatistics?
  }

  /// How many points.
  public var points: Int
  /// How many cells.
  public var cells: Int
  /// Cells by VTK's constant name in lower case.
  public var cellTypes: [String: Int]
  /// xmin, xmax, ymin, ymax, zmin, zmax over all points with three finite coordinates; `nil` when there is none.
  public var bounds: [Double]?
  /// Arrays on points.
  public var pointData: [ArraySummary]
  /// Arrays on cells.
  public var cellData: [ArraySummary]
  /// Arrays of the whole mesh.
  public var fieldData: [ArraySummary]
}
