public import LFCore

extension Mesh {
  /// The mesh as an unstructured grid, with all its data: the cells of a lattice in VTK's implicit order and types,
  /// those of poly data in the order vertices, lines, polygons, strips.
  ///
  /// - Returns: The same points and cells, explicit.
  /// - Throws: `LFError` with code `badData` when a lattice has no coordinates for its extent, or so many points
  ///   that no file opened so far can hold anything on them.
  public func unstructured() throws(LFError) -> Mesh {
    var copy = self
    try refuseEmptyClaims()
    switch geometry {
    case .unstructured: return self
    case .poly(let poly):
      let (types, cells) = poly.list
      copy.geometry = .unstructured(UnstructuredGrid(points: poly.points, cells: cells, types: types))
    case .image(let image):
      let (cells, types) = Self.latticeCells(image.extent, boxes: true)
      copy.geometry = .unstructured(UnstructuredGrid(points: image.points, cells: cells, types: types))
    case .rectilinear(let grid):
      let (cells, types) = Self.latticeCells(grid.extent, boxes: true)
      copy.geometry = .unstructured(UnstructuredGrid(points: try grid.points(), cells: cells, types: types))
    case .structured(let grid):
      let (cells, types) = Self.latticeCells(grid.extent, boxes: false)
      copy.geometry = .unstructured(UnstructuredGrid(points: grid.points, cells: cells, types: types))
    }
    return copy
  }

  /// Refuses a lattice that is too large to be made explicit: one of any size is a line in a file, but its points and
  /// cells take about a hundred bytes a point.
  ///
  /// - Throws: `LFError` with code `badData` when it has so many points that no file opened so far can hold anything on
  ///   them.
  public func refuseEmptyClaims() throws(LFError) {
    switch geometry {
    case .unstructured, .poly: return
    case .image, .rectilinear, .structured: break
    }
    guard pointCount > (96 << 20 + 64 * MappedFile.bytesOpened) / 100 else { return }
    throw LFError(
      .badData, "a lattice of \(pointCount) points is too large to be made explicit",
      hint: "convert it to its own kind of file")
  }

  /// The implicit cells of a lattice: voxels, pixels and lines of axis-aligned boxes, or hexahedra, quads and lines.
  private static func latticeCells(_ extent: GridExtent, boxes: Bool) -> (CellArray, [UInt8]) {
    guard !extent.isEmpty else { return (CellArray(), []) }
    let n = extent.pointsPerAxis
    let strides = [1, n[0], n[0] * n[1]]
    let axes = (0..<3).filter { n[$0] > 1 }
    // Corners in binary counting order; hexahedra and quads go round instead.
    var corners = [0]
    for axis in axes { corners += corners.map { $0 + strides[axis] } }
    if !boxes {
      if corners.count >= 4 { corners.swapAt(2, 3) }
      if corners.count == 8 { corners.swapAt(6, 7) }
    }
    let type: CellType =
      switch axes.count {
      case 0: .vertex
      case 1: .line
      case 2: boxes ? .pixel : .quad
      default: boxes ? .voxel : .hexahedron
      }
    let cells = n.map { max($0 - 1, 1) }
    var array = CellArray()
    array.connectivity.reserveCapacity(extent.cells * corners.count)
    array.offsets.reserveCapacity(extent.cells + 1)
    for k in 0..<cells[2] {
      for j in 0..<cells[1] {
        for i in 0..<cells[0] {
          let base = i * strides[0] + j * strides[1] + k * strides[2]
          for corner in corners { array.connectivity.append(Int64(base + corner)) }
          array.offsets.append(Int64(array.connectivity.count))
        }
      }
    }
    return (array, [UInt8](repeating: type.rawValue, count: extent.cells))
  }
}

extension ImageGrid {
  /// All points, explicit, in double precision: i fastest.
  public var points: DataArray {
    let n = extent.pointsPerAxis
    var values: [Double] = []
    values.reserveCapacity(3 * extent.points)
    for k in 0..<n[2] {
      for j in 0..<n[1] {
        for i in 0..<n[0] {
          let u = Double(extent.bounds[0] + i) * spacing[0]
          let v = Double(extent.bounds[2] + j) * spacing[1]
          let w = Double(extent.bounds[4] + k) * spacing[2]
          for row in 0..<3 {
            values.append(
              origin[row] + direction[3 * row] * u + direction[3 * row + 1] * v + direction[3 * row + 2] * w)
          }
        }
      }
    }
    return DataArray("Points", components: 3, .float64(values))
  }
}

extension RectilinearGrid {
  /// All points, explicit: i fastest; double precision unless all coordinates are single.
  ///
  /// - Returns: Three-component coordinates.
  /// - Throws: `LFError` with code `badData` when there are not as many coordinates as points along each axis.
  public func points() throws(LFError) -> DataArray {
    let axes = coordinates.map { $0.values.doubles() ?? [] }
    let n = extent.pointsPerAxis
    guard axes.count == 3, extent.isEmpty || (0..<3).allSatisfy({ axes[$0].count == n[$0] }) else {
      throw LFError(.badData, "the coordinates do not fit the extent")
    }
    var values: [Double] = []
    values.reserveCapacity(3 * extent.points)
    for k in 0..<n[2] {
      for j in 0..<n[1] {
        for i in 0..<n[0] { values += [axes[0][i], axes[1][j], axes[2][k]] }
      }
    }
    let single = coordinates.allSatisfy { $0.values.type == .float32 }
    return DataArray("Points", components: 3, single ? .float32(values.map { Float($0) }) : .float64(values))
  }
}
