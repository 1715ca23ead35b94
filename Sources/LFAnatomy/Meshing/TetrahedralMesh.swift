import LFCore

/// Points and tetrahedra, nothing else: what the mesher makes and geometry is computed from.
public struct TetrahedralMesh: Equatable, Sendable {
  /// The points, mm.
  public var points: [SIMD3<Double>]
  /// Four point numbers a tetrahedron; positive volume by VTK's order.
  public var cells: [SIMD4<Int32>]

  /// Makes a mesh.
  ///
  /// - Parameters:
  ///   - points: The points, mm.
  ///   - cells: Four point numbers a tetrahedron.
  public init(points: [SIMD3<Double>], cells: [SIMD4<Int32>]) {
    self.points = points
    self.cells = cells
  }

  /// The corners of a tetrahedron.
  func corners(_ cell: SIMD4<Int32>) -> (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    (points[Int(cell.x)], points[Int(cell.y)], points[Int(cell.z)], points[Int(cell.w)])
  }

  /// The signed volume of a tetrahedron, mm³.
  ///
  /// - Parameter cell: Its corners' numbers.
  /// - Returns: The volume, positive in VTK's order.
  public func volume(_ cell: SIMD4<Int32>) -> Double {
    let (a, b, c, d) = corners(cell)
    return (b - a).cross(c - a).dot(d - a) / 6
  }

  /// The sum of all volumes, mm³.
  public var volume: Double { cells.reduce(0) { $0 + volume($1) } }

  /// The centre of volume, mm.
  public var centroid: SIMD3<Double> {
    var sum = SIMD3<Double>()
    var total = 0.0
    for cell in cells {
      let (a, b, c, d) = corners(cell)
      let v = volume(cell)
      sum += (a + b + c + d) * (v / 4)
      total += v
    }
    return total > 0 ? sum / total : sum
  }
}

extension TetrahedralMesh {
  /// Fills a solid with well-shaped tetrahedra; parts thinner than about the spacing may be missed.
  ///
  /// - Parameters:
  ///   - solid: The solid.
  ///   - low: One corner of a box that holds it, mm.
  ///   - high: The other corner.
  ///   - spacing: The lattice's width, mm; edges are about 0.8 of it.
  /// - Returns: The mesh, pieces below a twentieth of the largest left out.
  public static func filling(
    _ solid: any Solid, low: SIMD3<Double>, high: SIMD3<Double>, spacing: Double
  ) -> TetrahedralMesh {
    IsosurfaceStuffing.mesh(solid, low: low, high: high, spacing: spacing).withoutCrumbs()
  }
}
