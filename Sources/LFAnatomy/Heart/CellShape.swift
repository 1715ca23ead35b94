import LFMesh

/// A cell taken apart into tetrahedra or triangles by its corners; what curves between them is left out.
enum CellShape {
  case solid([SIMD4<Int>])
  case face([SIMD3<Int>])
  case other

  private static let tetra = [SIMD4(0, 1, 2, 3)]
  private static let pyramid = [SIMD4(0, 1, 2, 4), SIMD4(0, 2, 3, 4)]
  private static let wedge = [SIMD4(0, 1, 2, 3), SIMD4(1, 2, 3, 4), SIMD4(2, 3, 4, 5)]
  private static let hexahedron = [
    SIMD4(0, 1, 2, 6), SIMD4(0, 2, 3, 6), SIMD4(0, 3, 7, 6), SIMD4(0, 7, 4, 6), SIMD4(0, 4, 5, 6),
    SIMD4(0, 5, 1, 6),
  ]
  private static let voxel = [
    SIMD4(0, 1, 3, 7), SIMD4(0, 3, 2, 7), SIMD4(0, 2, 6, 7), SIMD4(0, 6, 4, 7), SIMD4(0, 4, 5, 7),
    SIMD4(0, 5, 1, 7),
  ]

  /// The parts of a cell of VTK's type with so many points.
  static func of(_ type: UInt8, points: Int) -> CellShape {
    switch type {
    case 10, 24, 71, 78: points >= 4 ? .solid(tetra) : .other
    case 14, 27, 37, 74, 81: points >= 5 ? .solid(pyramid) : .other
    case 13, 26, 31, 32, 73, 80: points >= 6 ? .solid(wedge) : .other
    case 12, 25, 29, 33, 72, 79: points >= 8 ? .solid(hexahedron) : .other
    case 11: points >= 8 ? .solid(voxel) : .other
    case 5, 22, 34, 69, 76: points >= 3 ? .face([SIMD3(0, 1, 2)]) : .other
    case 9, 23, 28, 70, 77: points >= 4 ? .face([SIMD3(0, 1, 2), SIMD3(0, 2, 3)]) : .other
    case 8: points >= 4 ? .face([SIMD3(0, 1, 3), SIMD3(0, 3, 2)]) : .other
    case 7 where points >= 3: .face((1..<points - 1).map { SIMD3(0, $0, $0 + 1) })
    case 6 where points >= 3:
      .face(
        (0..<points - 2).map { $0 % 2 == 0 ? SIMD3($0, $0 + 1, $0 + 2) : SIMD3($0 + 1, $0, $0 + 2) })
    default: .other
    }
  }
}
