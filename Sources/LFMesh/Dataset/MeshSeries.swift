/// Meshes in time: a .pvd collection, or one file with several time steps.
public struct MeshSeries: Equatable, Sendable {
  /// One mesh of a series.
  public struct Entry: Equatable, Sendable {
    /// The time.
    public var time: Double
    /// The part's name or number, as the collection gives it; empty when it gives none.
    public var part: String
    /// The part's group, as the collection gives it; empty when it gives none.
    public var group: String
    /// The mesh.
    public var mesh: Mesh

    /// Makes an entry.
    ///
    /// - Parameters:
    ///   - time: The time.
    ///   - part: The part's name or number.
    ///   - group: The part's group.
    ///   - mesh: The mesh.
    public init(time: Double, part: String = "", group: String = "", mesh: Mesh) {
      self.time = time
      self.part = part
      self.group = group
      self.mesh = mesh
    }
  }

  /// The meshes in file order.
  public var entries: [Entry]

  /// Makes a series.
  ///
  /// - Parameter entries: The meshes in file order.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// The distinct times, sorted.
  public var times: [Double] { Array(Set(entries.map(\.time))).sorted() }

  /// All parts of the first time.
  public var firstStep: [Mesh] {
    guard let first = times.first else { return [] }
    return entries.filter { $0.time == first }.map(\.mesh)
  }
}
