/// The faces of linear solid cells: their corners in VTK's order, normals outwards.
enum CellFaces {
  /// The faces by VTK's number of the cell's type.
  static let solid: [UInt8: [[Int]]] = [
    10: [[0, 1, 3], [1, 2, 3], [2, 0, 3], [0, 2, 1]],
    11: [[0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6]],
    12: [[0, 4, 7, 3], [1, 2, 6, 5], [0, 1, 5, 4], [3, 7, 6, 2], [0, 3, 2, 1], [4, 5, 6, 7]],
    13: [[0, 1, 2], [3, 5, 4], [0, 3, 4, 1], [1, 4, 5, 2], [2, 5, 3, 0]],
    14: [[0, 3, 2, 1], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]],
    15: prism(5), 16: prism(6),
  ]

  private static func prism(_ sides: Int) -> [[Int]] {
    [Array((0..<sides).reversed()), Array(sides..<2 * sides)]
      + (0..<sides).map { [$0, ($0 + 1) % sides, sides + ($0 + 1) % sides, sides + $0] }
  }
}
