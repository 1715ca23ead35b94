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

extension MeshSummary {
  /// The summary of no mesh.
  public init() {
    self.init(points: 0, cells: 0, cellTypes: [:], bounds: nil, pointData: [], cellData: [], fieldData: [])
  }

  /// The summary of two parts of one mesh; field data are those of the first.
  ///
  /// - Parameter other: The other part.
  /// - Returns: Both together.
  public func adding(_ other: MeshSummary) -> MeshSummary {
    var sum = self
    sum.points += other.points
    sum.cells += other.cells
    sum.cellTypes.merge(other.cellTypes, uniquingKeysWith: +)
    sum.bounds = Self.joined(bounds, other.bounds)
    sum.pointData = Self.joined(pointData, other.pointData)
    sum.cellData = Self.joined(cellData, other.cellData)
    return sum
  }

  private static func joined(_ a: [Double]?, _ b: [Double]?) -> [Double]? {
    guard let a, let b else { return a ?? b }
    return a.indices.map { $0 % 2 == 0 ? min(a[$0], b[$0]) : max(a[$0], b[$0]) }
  }

  private static func joined(_ a: [ArraySummary], _ b: [ArraySummary]) -> [ArraySummary] {
    var result = a
    for more in b {
      if let i = result.firstIndex(where: { $0.name == more.name && $0.type == more.type }) {
        result[i].tuples += more.tuples
        result[i].statistics = result[i].statistics.map { $0.adding(more.statistics) }
      } else {
        result.append(more)
      }
    }
    return result
  }
}
