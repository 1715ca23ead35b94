import LFCore
import LFMesh

/// Puts the pieces of a lattice together by their extents.
enum LatticeAssembly {
  static func joined(
    _ pieces: [Mesh], of kind: String, _ attributes: LatticeAttributes, _ allowance: MemoryAllowance
  ) throws(LFError) -> Mesh {
    let whole = try attributes.wholeExtent()
    let filled = pieces.filter { $0.pointCount > 0 }
    guard let first = filled.first else {
      guard whole.isEmpty || pieces.isEmpty else { throw incomplete() }
      if let piece = pieces.first { return piece }
      // A file without pieces: the extent is all there is.
      guard whole.isEmpty else { throw incomplete() }
      return Mesh(try empty(kind, whole, attributes))
    }
    if filled.count == 1, extent(of: first) == whole { return first }
    return try assemble(filled, whole, allowance)
  }

  private static func empty(
    _ kind: String, _ extent: GridExtent, _ attributes: LatticeAttributes
  ) throws(LFError) -> Geometry {
    switch kind {
    case "RectilinearGrid":
      .rectilinear(
        RectilinearGrid(extent: extent, coordinates: ["x", "y", "z"].map { DataArray($0, .float32([])) }))
    case "StructuredGrid":
      .structured(StructuredGrid(extent: extent, points: DataArray("Points", components: 3, .float32([]))))
    default: .image(try attributes.image(extent))
    }
  }

  private static func extent(of mesh: Mesh) -> GridExtent {
    switch mesh.geometry {
    case .image(let grid): grid.extent
    case .rectilinear(let grid): grid.extent
    case .structured(let grid): grid.extent
    default: GridExtent([0, -1, 0, -1, 0, -1])
    }
  }

  private static func assemble(
    _ pieces: [Mesh], _ whole: GridExtent, _ allowance: MemoryAllowance
  ) throws(LFError) -> Mesh {
    // The pieces' own data bound what may be allocated. Pieces without data claim so much that it cannot be added up.
    var held = 0
    for piece in pieces where held < whole.points { held += piece.pointCount }
    guard !whole.isEmpty, whole.points <= held else { throw incomplete() }
    try allowance.take(2 * whole.points * MemoryLayout<Int>.stride)
    var pointSource = [Int](repeating: -1, count: whole.points)
    var cellSource = [Int](repeating: -1, count: whole.cells)
    let wholePoints = whole.pointsPerAxis
    let wholeCells = wholePoints.map { max($0 - 1, 1) }
    var pointStart = 0
    var cellStart = 0
    for piece in pieces {
      let part = extent(of: piece)
      guard part.isInside(whole) else {
        throw LFError(.badData, "has a piece outside the whole extent", hint: "the extents are damaged")
      }
      // Pieces without arrays cost no memory, and one on top of the other they take time alone.
      try allowance.take(piece.pointCount)
      let points = part.pointsPerAxis
      let cells = points.map { max($0 - 1, 1) }
      map(part, in: whole, points, wholePoints, &pointSource, from: pointStart)
      map(part, in: whole, cells, wholeCells, &cellSource, from: cellStart)
      pointStart += piece.pointCount
      cellStart += piece.cellCount
    }
    guard !pointSource.contains(-1), !cellSource.contains(-1) else { throw incomplete() }
    var mesh = pieces[0]
    mesh.pointData = try gathered(pieces.map(\.pointData), pointSource)
    mesh.cellData = try gathered(pieces.map(\.cellData), cellSource)
    mesh.geometry = try geometry(pieces, whole, pointSource)
    return mesh
  }

  /// For every place of the whole, which place of the pieces, one behind the other, it comes from.
  private static func map(
    _ part: GridExtent, in whole: GridExtent, _ n: [Int], _ m: [Int], _ source: inout [Int], from start: Int
  ) {
    let shift = (0..<3).map { part.bounds[2 * $0] - whole.bounds[2 * $0] }
    for k in 0..<n[2] {
      for j in 0..<n[1] {
        let row = shift[0] + m[0] * (shift[1] + j + m[1] * (shift[2] + k))
        // Pieces share the points between them: the last one counts, as in VTK.
        for i in 0..<n[0] where row + i < source.count { source[row + i] = start + i + n[0] * (j + n[1] * k) }
      }
    }
  }

  private static func gathered(_ parts: [AttributeData], _ source: [Int]) throws(LFError) -> AttributeData {
    var result = parts[0]
    for i in result.arrays.indices {
      let name = result.arrays[i].name
      for part in parts.dropFirst() {
        guard let more = part[name], more.components == result.arrays[i].components,
          result.arrays[i].values.append(more.values)
        else {
          throw LFError(
            .badData, "array \"\(name.shown)\" is not the same in all pieces",
            hint: "write it in every piece")
        }
      }
    }
    return result.tuples(source)
  }

  private static func geometry(
    _ pieces: [Mesh], _ whole: GridExtent, _ pointSource: [Int]
  ) throws(LFError) -> Geometry {
    switch pieces[0].geometry {
    case .image(var image):
      image.extent = whole
      return .image(image)
    case .structured(var grid):
      for piece in pieces.dropFirst() {
        guard case .structured(let more) = piece.geometry, grid.points.values.append(more.points.values)
        else {
          throw LFError(.badData, "has pieces with points of different types", hint: "the file is damaged")
        }
      }
      grid.points.values = grid.points.values.tuples(pointSource, of: 3)
      grid.extent = whole
      return .structured(grid)
    case .rectilinear(var grid):
      grid.coordinates = try (0..<3).map { axis throws(LFError) in try coordinate(axis, pieces, whole) }
      grid.extent = whole
      return .rectilinear(grid)
    default: throw incomplete()
    }
  }

  private static func coordinate(
    _ axis: Int, _ pieces: [Mesh], _ whole: GridExtent
  ) throws(LFError) -> DataArray {
    var result: DataArray?
    var source = [Int](repeating: -1, count: whole.pointsPerAxis[axis])
    var held = 0
    for piece in pieces {
      guard case .rectilinear(let grid) = piece.geometry else { continue }
      let shift = grid.extent.bounds[2 * axis] - whole.bounds[2 * axis]
      for i in 0..<grid.extent.pointsPerAxis[axis] { source[shift + i] = held + i }
      held += grid.coordinates[axis].tuples
      if result == nil {
        result = grid.coordinates[axis]
      } else if result?.values.append(grid.coordinates[axis].values) != true {
        throw LFError(.badData, "has pieces with coordinates of different types", hint: "the file is damaged")
      }
    }
    guard var whole = result, !source.contains(-1) else { throw incomplete() }
    whole.values = whole.values.tuples(source, of: 1)
    return whole
  }

  private static func incomplete() -> LFError {
    LFError(.badData, "has pieces that do not fill the whole extent", hint: "a piece is missing or damaged")
  }
}

extension GridExtent {
  fileprivate func isInside(_ whole: GridExtent) -> Bool {
    for axis in 0..<3 {
      if bounds[2 * axis] < whole.bounds[2 * axis] { return false }
      if bounds[2 * axis + 1] > whole.bounds[2 * axis + 1] { return false }
    }
    return true
  }
}
