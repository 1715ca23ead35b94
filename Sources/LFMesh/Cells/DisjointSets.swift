/// Sets that grow together: which points are joined by cells.
public struct DisjointSets: Sendable {
  private var parent: [Int32]

  /// Sets of one member each.
  ///
  /// - Parameter count: How many.
  public init(_ count: Int) { parent = (0..<count).map { Int32(truncatingIfNeeded: $0) } }

  /// The set of a member.
  ///
  /// - Parameter i: The member.
  /// - Returns: The lowest member of its set.
  public mutating func find(_ i: Int) -> Int {
    var i = i
    while Int(parent[i]) != i {
      parent[i] = parent[Int(parent[i])]
      i = Int(parent[i])
    }
    return i
  }

  /// Makes one of the sets of two members.
  ///
  /// - Parameters:
  ///   - i: One member.
  ///   - j: The other.
  public mutating func join(_ i: Int, _ j: Int) {
    let a = find(i)
    let b = find(j)
    if a != b { parent[max(a, b)] = Int32(truncatingIfNeeded: min(a, b)) }
  }
}
