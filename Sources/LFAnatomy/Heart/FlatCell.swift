/// Cells with an area, taken apart into triangles by their corners; what curves between them is left out.
enum FlatCell {
  /// The triangles of a cell of VTK's type with so many points, by its points' places in it; none of any other cell.
  static func triangles(_ type: UInt8, points: Int) -> [SIMD3<Int>] {
    switch type {
    case 5, 22, 34, 69, 76: points >= 3 ? [SIMD3(0, 1, 2)] : []
    case 9, 23, 28, 70, 77: points >= 4 ? [SIMD3(0, 1, 2), SIMD3(0, 2, 3)] : []
    case 8: points >= 4 ? [SIMD3(0, 1, 3), SIMD3(0, 3, 2)] : []
    case 7 where points >= 3: (1..<points - 1).map { SIMD3(0, $0, $0 + 1) }
    case 6 where points >= 3:
      (0..<points - 2).map { $0 % 2 == 0 ? SIMD3($0, $0 + 1, $0 + 2) : SIMD3($0 + 1, $0, $0 + 2) }
    default: []
    }
  }
}
