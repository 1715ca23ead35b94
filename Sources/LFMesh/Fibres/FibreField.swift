public import LFCore

/// One fibre direction a tetrahedron.
public struct FibreField: Equatable, Sendable {
  /// A unit vector a tetrahedron, in the order of `Mesh.tetrahedra`.
  public let directions: [SIMD3<Double>]
  /// Where they come from, for people: `cell array "fiber"`.
  public let origin: String

  /// Makes a field.
  ///
  /// - Parameters:
  ///   - directions: A unit vector a tetrahedron.
  ///   - origin: Where they come from.
  public init(directions: [SIMD3<Double>], origin: String) {
    self.directions = directions
    self.origin = origin
  }

  /// The names that fibres go by, in lower case; openCARP's and Cardiac meshes' among them.
  private static let names = ["fiber", "fibre", "fibers", "fibres", "fiber direction", "f0", "fib", "f"]

  /// Whether an array of this name, with three components, is taken for fibres.
  ///
  /// - Parameter name: The array's name.
  /// - Returns: Whether it is.
  public static func isKnown(_ name: String) -> Bool { names.contains(name.lowercased()) }

  /// The fibres that a mesh carries, in a cell or point array of three components.
  ///
  /// - Parameters:
  ///   - mesh: The mesh.
  ///   - name: The array's name; when not given, `fiber`, `fibre` and the like are looked for.
  /// - Returns: The fibres; `nil` when no name is given and there are none.
  /// - Throws: `LFError` with code `badData` when the array is not there or holds no directions.
  public static func carried(by mesh: Mesh, named name: String? = nil) throws(LFError) -> FibreField? {
    if let array = find(name, in: mesh.cellData) { return try FibreField(cells: array, of: mesh) }
    if let array = find(name, in: mesh.pointData) { return try FibreField(points: array, of: mesh) }
    guard let name else { return nil }
    throw LFError(
      .badData, "has no array \"\(name.singleLine)\" of fibres", hint: "see lfconvert info for its arrays")
  }

  private static func find(_ name: String?, in data: AttributeData) -> DataArray? {
    if let name { return data[name] }
    for known in names {
      if let array = data.arrays.first(where: { $0.name.lowercased() == known && $0.components == 3 }) {
        return array
      }
    }
    return nil
  }

  /// Takes the directions of a cell array.
  ///
  /// - Parameters:
  ///   - array: Three components, one tuple a cell.
  ///   - mesh: The mesh.
  /// - Throws: `LFError` with code `badData` when it does not hold a direction for each tetrahedron.
  public init(cells array: DataArray, of mesh: Mesh) throws(LFError) {
    let origin = "cell array \"\(array.name.singleLine)\""
    let place = LFError.Place(element: origin)
    guard array.components == 3, array.tuples == mesh.cellCount, let values = array.values.doubles() else {
      throw LFError(.badData, "does not hold one fibre direction a cell", at: place)
    }
    var directions: [SIMD3<Double>] = []
    for cell in mesh.tetrahedra.cells {
      guard let f = Self.unit(SIMD3(values[3 * cell], values[3 * cell + 1], values[3 * cell + 2])) else {
        throw LFError(
          .badData, "has no direction in cell \(cell)", at: place, hint: "give every cell a fibre")
      }
      directions.append(f)
    }
    self.init(directions: directions, origin: origin)
  }

  /// Takes the directions of a point array: a cell has the mean of its corners', whatever their signs.
  private init(points array: DataArray, of mesh: Mesh) throws(LFError) {
    let origin = "point array \"\(array.name.singleLine)\""
    let place = LFError.Place(element: origin)
    guard array.components == 3, array.tuples == mesh.pointCount, let values = array.values.doubles() else {
      throw LFError(.badData, "does not hold one fibre direction a point", at: place)
    }
    var directions: [SIMD3<Double>] = []
    for (number, corners) in mesh.tetrahedra.corners.enumerated() {
      var sum = SIMD3<Double>()
      for m in 0..<4 {
        let i = 3 * Int(corners[m])
        guard let f = Self.unit(SIMD3(values[i], values[i + 1], values[i + 2])) else { continue }
        sum += (sum * f).sum() < 0 ? -f : f
      }
      guard let f = Self.unit(sum) else {
        throw LFError(
          .badData, "has no direction at the corners of tetrahedron \(number)", at: place,
          hint: "give every point a fibre")
      }
      directions.append(f)
    }
    self.init(directions: directions, origin: origin)
  }

  private static func unit(_ v: SIMD3<Double>) -> SIMD3<Double>? {
    let length = (v * v).sum().squareRoot()
    return length > 1e-12 && length.isFinite ? v / length : nil
  }
}
