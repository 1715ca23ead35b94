/// The five kinds of mesh that VTK files hold.
public enum Geometry: Equatable, Sendable {
  /// Cells of any kind.
  case unstructured(UnstructuredGrid)
  /// Vertices, lines, polygons and strips.
  case poly(PolyData)
  /// Points on a regular lattice.
  case image(ImageGrid)
  /// Points on a lattice with uneven spacing along its axes.
  case rectilinear(RectilinearGrid)
  /// A curved lattice with explicit points.
  case structured(StructuredGrid)
}

/// Points and cells of any kind.
public struct UnstructuredGrid: Equatable, Sendable {
  /// The points' coordinates: three components, any numeric type.
  public var points: DataArray
  /// The cells' points.
  public var cells: CellArray
  /// One type a cell.
  public var types: [UInt8]
  /// The faces of polyhedra; `nil` when there is none.
  public var polyhedra: PolyhedronFaces?

  /// Makes a grid.
  ///
  /// - Parameters:
  ///   - points: Three-component coordinates.
  ///   - cells: The cells' points.
  ///   - types: One VTK cell type a cell.
  ///   - polyhedra: The faces of polyhedra.
  public init(points: DataArray, cells: CellArray, types: [UInt8], polyhedra: PolyhedronFaces? = nil) {
    self.points = points
    self.cells = cells
    self.types = types
    self.polyhedra = polyhedra
  }
}

/// A surface or curves: VTK's poly data. Cell data are in the order vertices, lines, polygons, strips.
public struct PolyData: Equatable, Sendable {
  /// The points' coordinates: three components, any numeric type.
  public var points: DataArray
  /// Cells of single points or groups of points.
  public var vertices: CellArray
  /// Chains of lines.
  public var lines: CellArray
  /// Polygons.
  public var polygons: CellArray
  /// Triangle strips.
  public var strips: CellArray

  /// Makes poly data.
  ///
  /// - Parameters:
  ///   - points: Three-component coordinates.
  ///   - vertices: Cells of single points or groups of points.
  ///   - lines: Chains of lines.
  ///   - polygons: Polygons.
  ///   - strips: Triangle strips.
  public init(
    points: DataArray, vertices: CellArray = CellArray(), lines: CellArray = CellArray(),
    polygons: CellArray = CellArray(), strips: CellArray = CellArray()
  ) {
    self.points = points
    self.vertices = vertices
    self.lines = lines
    self.polygons = polygons
    self.strips = strips
  }
}

/// First and last index along the three axes of a lattice; empty when a last is below its first.
public struct GridExtent: Equatable, Sendable {
  /// Six numbers: i₀ i₁ j₀ j₁ k₀ k₁.
  public var bounds: [Int]

  /// Makes an extent.
  ///
  /// - Parameter bounds: Six numbers: i₀ i₁ j₀ j₁ k₀ k₁.
  public init(_ bounds: [Int]) { self.bounds = bounds }

  /// Points along each axis.
  public var pointsPerAxis: [Int] { (0..<3).map { max(bounds[2 * $0 + 1] - bounds[2 * $0] + 1, 0) } }

  /// Whether there are no points.
  public var isEmpty: Bool { pointsPerAxis.contains(0) }

  /// Points in all.
  public var points: Int { pointsPerAxis.reduce(1, *) }

  /// Cells in all: axes with one point do not count, a single point makes one vertex.
  public var cells: Int { isEmpty ? 0 : pointsPerAxis.map { max($0 - 1, 1) }.reduce(1, *) }

  /// Axes with more than one point: 0 to 3.
  public var dimension: Int { isEmpty ? 0 : pointsPerAxis.filter { $0 > 1 }.count }
}

/// Points on a regular lattice: Origin + Direction · (Spacing · index), with absolute indices of the extent.
public struct ImageGrid: Equatable, Sendable {
  /// The indices covered.
  public var extent: GridExtent
  /// The point of index (0, 0, 0), in the file's unit.
  public var origin: [Double]
  /// The distance between points along each axis.
  public var spacing: [Double]
  /// Nine numbers, row by row: column j is the direction of axis j.
  public var direction: [Double]

  /// Makes an image grid.
  ///
  /// - Parameters:
  ///   - extent: The indices covered.
  ///   - origin: The point of index (0, 0, 0).
  ///   - spacing: The distance between points along each axis.
  ///   - direction: Nine numbers, row by row.
  public init(
    extent: GridExtent, origin: [Double] = [0, 0, 0], spacing: [Double] = [1, 1, 1],
    direction: [Double] = [1, 0, 0, 0, 1, 0, 0, 0, 1]
  ) {
    self.extent = extent
    self.origin = origin
    self.spacing = spacing
    self.direction = direction
  }
}

/// Points on a lattice with uneven spacing.
public struct RectilinearGrid: Equatable, Sendable {
  /// The indices covered.
  public var extent: GridExtent
  /// Three arrays of one component: the coordinates along each axis.
  public var coordinates: [DataArray]

  /// Makes a rectilinear grid.
  ///
  /// - Parameters:
  ///   - extent: The indices covered.
  ///   - coordinates: Three arrays of one component.
  public init(extent: GridExtent, coordinates: [DataArray]) {
    self.extent = extent
    self.coordinates = coordinates
  }
}

/// A curved lattice with explicit points.
public struct StructuredGrid: Equatable, Sendable {
  /// The indices covered.
  public var extent: GridExtent
  /// The points' coordinates, i fastest: three components.
  public var points: DataArray

  /// Makes a structured grid.
  ///
  /// - Parameters:
  ///   - extent: The indices covered.
  ///   - points: Three-component coordinates, i fastest.
  public init(extent: GridExtent, points: DataArray) {
    self.extent = extent
    self.points = points
  }
}
