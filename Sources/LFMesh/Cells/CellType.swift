/// A kind of cell, by VTK's numbers and constant names (vtkCellType.h).
public struct CellType: RawRepresentable, Hashable, Sendable {
  /// VTK's number.
  public let rawValue: UInt8

  /// Makes a cell type from VTK's number, known or not.
  ///
  /// - Parameter rawValue: VTK's number.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A cell without points.
  public static let empty = CellType(rawValue: 0)
  /// One point.
  public static let vertex = CellType(rawValue: 1)
  /// Any number of points.
  public static let polyVertex = CellType(rawValue: 2)
  /// Two points.
  public static let line = CellType(rawValue: 3)
  /// A chain of lines.
  public static let polyLine = CellType(rawValue: 4)
  /// Three points.
  public static let triangle = CellType(rawValue: 5)
  /// A chain of triangles.
  public static let triangleStrip = CellType(rawValue: 6)
  /// Three or more points.
  public static let polygon = CellType(rawValue: 7)
  /// An axis-aligned rectangle.
  public static let pixel = CellType(rawValue: 8)
  /// Four points in cyclic order.
  public static let quad = CellType(rawValue: 9)
  /// A tetrahedron.
  public static let tetra = CellType(rawValue: 10)
  /// An axis-aligned box.
  public static let voxel = CellType(rawValue: 11)
  /// A hexahedron.
  public static let hexahedron = CellType(rawValue: 12)
  /// A triangular prism.
  public static let wedge = CellType(rawValue: 13)
  /// A pyramid over a quadrilateral.
  public static let pyramid = CellType(rawValue: 14)
  /// A polyhedron given by its faces.
  public static let polyhedron = CellType(rawValue: 42)

  /// VTK's constant name in lower case without `vtk_`; `nil` for an unknown number.
  public var name: String? { Self.table[rawValue]?.name }

  /// How many points such a cell has: a range, or `nil` for an unknown type.
  public var pointCount: ClosedRange<Int>? { Self.table[rawValue]?.points }

  /// The cell type of a name; `nil` for an unknown one.
  ///
  /// - Parameter name: VTK's constant name in lower case without `vtk_`.
  public init?(name: String) {
    guard let entry = Self.table.first(where: { $0.value.name == name }) else { return nil }
    self.init(rawValue: entry.key)
  }

  private static let table: [UInt8: (name: String, points: ClosedRange<Int>)] = [
    0: ("empty_cell", 0...0), 1: ("vertex", 1...1), 2: ("poly_vertex", 0...Int.max), 3: ("line", 2...2),
    4: ("poly_line", 0...Int.max), 5: ("triangle", 3...3), 6: ("triangle_strip", 0...Int.max),
    7: ("polygon", 0...Int.max), 8: ("pixel", 4...4), 9: ("quad", 4...4), 10: ("tetra", 4...4),
    11: ("voxel", 8...8), 12: ("hexahedron", 8...8), 13: ("wedge", 6...6), 14: ("pyramid", 5...5),
    15: ("pentagonal_prism", 10...10), 16: ("hexagonal_prism", 12...12),
    21: ("quadratic_edge", 3...3), 22: ("quadratic_triangle", 6...6), 23: ("quadratic_quad", 8...8),
    24: ("quadratic_tetra", 10...10), 25: ("quadratic_hexahedron", 20...20), 26: ("quadratic_wedge", 15...15),
    27: ("quadratic_pyramid", 13...13), 28: ("biquadratic_quad", 9...9),
    29: ("triquadratic_hexahedron", 27...27), 30: ("quadratic_linear_quad", 6...6),
    31: ("quadratic_linear_wedge", 12...12), 32: ("biquadratic_quadratic_wedge", 18...18),
    33: ("biquadratic_quadratic_hexahedron", 24...24), 34: ("biquadratic_triangle", 7...7),
    35: ("cubic_line", 4...4), 36: ("quadratic_polygon", 0...Int.max), 37: ("triquadratic_pyramid", 19...19),
    41: ("convex_point_set", 0...Int.max), 42: ("polyhedron", 0...Int.max),
    51: ("parametric_curve", 0...Int.max), 52: ("parametric_surface", 0...Int.max),
    53: ("parametric_tri_surface", 0...Int.max), 54: ("parametric_quad_surface", 0...Int.max),
    55: ("parametric_tetra_region", 0...Int.max), 56: ("parametric_hex_region", 0...Int.max),
    60: ("higher_order_edge", 0...Int.max), 61: ("higher_order_triangle", 0...Int.max),
    62: ("higher_order_quad", 0...Int.max), 63: ("higher_order_polygon", 0...Int.max),
    64: ("higher_order_tetrahedron", 0...Int.max), 65: ("higher_order_wedge", 0...Int.max),
    66: ("higher_order_pyramid", 0...Int.max), 67: ("higher_order_hexahedron", 0...Int.max),
    68: ("lagrange_curve", 2...Int.max), 69: ("lagrange_triangle", 3...Int.max),
    70: ("lagrange_quadrilateral", 4...Int.max), 71: ("lagrange_tetrahedron", 4...Int.max),
    72: ("lagrange_hexahedron", 8...Int.max), 73: ("lagrange_wedge", 6...Int.max),
    74: ("lagrange_pyramid", 5...Int.max), 75: ("bezier_curve", 2...Int.max),
    76: ("bezier_triangle", 3...Int.max), 77: ("bezier_quadrilateral", 4...Int.max),
    78: ("bezier_tetrahedron", 4...Int.max), 79: ("bezier_hexahedron", 8...Int.max),
    80: ("bezier_wedge", 6...Int.max), 81: ("bezier_pyramid", 5...Int.max),
  ]
}
