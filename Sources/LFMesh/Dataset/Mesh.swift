/// A mesh with everything that a file says of it: geometry, arrays on points and cells, field data, time.
public struct Mesh: Equatable, Sendable {
  /// Points and cells.
  public var geometry: Geometry
  /// Arrays with one tuple a point.
  public var pointData: AttributeData
  /// Arrays with one tuple a cell.
  public var cellData: AttributeData
  /// Arrays of any length that belong to the whole mesh, `TimeValue` among them.
  public var fieldData: [DataArray]

  /// Makes a mesh.
  ///
  /// - Parameters:
  ///   - geometry: Points and cells.
  ///   - pointData: Arrays with one tuple a point.
  ///   - cellData: Arrays with one tuple a cell.
  ///   - fieldData: Arrays of any length.
  public init(
    _ geometry: Geometry, pointData: AttributeData = AttributeData(),
    cellData: AttributeData = AttributeData(),
    fieldData: [DataArray] = []
  ) {
    self.geometry = geometry
    self.pointData = pointData
    self.cellData = cellData
    self.fieldData = fieldData
  }

  /// The time of the mesh: the one-tuple field array `TimeValue`, if it is there.
  public var time: Double? {
    guard let array = fieldData.first(where: { $0.name == "TimeValue" }), array.values.count == 1 else {
      return nil
    }
    return array.values.doubles()?.first
  }

  /// How many points there are, the implicit ones of lattices counted.
  public var pointCount: Int {
    switch geometry {
    case .unstructured(let grid): grid.points.tuples
    case .poly(let poly): poly.points.tuples
    case .image(let image): image.extent.points
    case .rectilinear(let grid): grid.extent.points
    case .structured(let grid): grid.extent.points
    }
  }

  /// How many cells there are, the implicit ones of lattices counted.
  public var cellCount: Int {
    switch geometry {
    case .unstructured(let grid): grid.cells.count
    case .poly(let poly): poly.vertices.count + poly.lines.count + poly.polygons.count + poly.strips.count
    case .image(let image): image.extent.cells
    case .rectilinear(let grid): grid.extent.cells
    case .structured(let grid): grid.extent.cells
    }
  }
}
