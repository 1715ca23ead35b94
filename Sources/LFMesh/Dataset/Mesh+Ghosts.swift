public import LFCore

extension Mesh {
  /// The cell array by which VTK marks cells that are not this piece's own (bit 1) or not to be seen (bit 32).
  public static let ghostArray = "vtkGhostType"
  private static let notCounted: UInt8 = 1 | 32

  /// Whether VTK marks cells of the mesh as duplicates or hidden.
  public var hasGhosts: Bool { ghostFlags != nil }

  /// The flags of the cells; `nil` where none says that its cell does not count.
  private var ghostFlags: [UInt8]? {
    guard let array = cellData[Self.ghostArray], array.components == 1, array.tuples == cellCount,
      case .uint8(let flags) = array.values, flags.contains(where: { $0 & Self.notCounted != 0 })
    else { return nil }
    return flags
  }

  /// The mesh without the cells that VTK marks as duplicates or hidden: what is computed would count them twice.
  ///
  /// Points that only such cells have go with them. Flags of points say nothing of cells and go too, where cells went.
  ///
  /// - Returns: The mesh; a lattice becomes an unstructured grid when cells go.
  /// - Throws: `LFError` with code `badData` for a lattice that is too large to be made explicit.
  public func withoutGhosts() throws(LFError) -> Mesh {
    guard let flags = ghostFlags else { return self }
    let isOwn = flags.map { $0 & Self.notCounted == 0 }
    var copy = self
    switch geometry {
    case .poly(let poly): copy.geometry = .poly(Self.kept(poly, isOwn))
    case .unstructured(let grid): copy.geometry = .unstructured(Self.kept(grid, isOwn))
    case .image, .rectilinear, .structured:
      guard case .unstructured(let grid) = try unstructured().geometry else { return self }
      copy.geometry = .unstructured(Self.kept(grid, isOwn))
    }
    copy.cellData = cellData.tuples(isOwn.indices.filter { isOwn[$0] })
    copy.cellData.remove(Self.ghostArray)
    copy.pointData.remove(Self.ghostArray)
    let before = try unstructured()
    return copy.withoutPoints { used in
      guard case .unstructured(let grid) = before.geometry else { return }
      for cell in isOwn.indices where !isOwn[cell] { for p in grid.cells[cell] { used(Int(p)) } }
    }
  }

  private static func kept(_ grid: UnstructuredGrid, _ isOwn: [Bool]) -> UnstructuredGrid {
    var copy = grid
    copy.cells = grid.cells.kept(isOwn[...])
    copy.types = zip(grid.types, isOwn).filter(\.1).map(\.0)
    copy.polyhedra?.facesOfCell = grid.polyhedra?.facesOfCell.kept(isOwn[...]) ?? CellArray()
    return copy
  }

  private static func kept(_ poly: PolyData, _ isOwn: [Bool]) -> PolyData {
    var copy = poly
    var start = 0
    func next(_ cells: CellArray) -> CellArray {
      defer { start += cells.count }
      return cells.kept(isOwn[start..<start + cells.count])
    }
    copy.vertices = next(poly.vertices)
    copy.lines = next(poly.lines)
    copy.polygons = next(poly.polygons)
    copy.strips = next(poly.strips)
    return copy
  }

  /// The mesh without the points that the cells which went had and no cell has now.
  private func withoutPoints(_ ofGone: ((Int) -> Void) -> Void) -> Mesh {
    var isKept = [Bool](repeating: true, count: pointCount)
    ofGone { isKept[$0] = false }
    var copy = self
    switch geometry {
    case .unstructured(var grid):
      for p in grid.cells.connectivity { isKept[Int(p)] = true }
      // Faces are a list of their own, in which those of cells that went stay.
      for p in grid.polyhedra?.faces.connectivity ?? [] { isKept[Int(p)] = true }
      let numbers = Self.numbers(isKept)
      grid.points.values = grid.points.values.tuples(isKept.indices.filter { isKept[$0] }, of: 3)
      grid.cells.renumber(numbers)
      grid.polyhedra?.faces.renumber(numbers)
      copy.geometry = .unstructured(grid)
    case .poly(var poly):
      for cells in [poly.vertices, poly.lines, poly.polygons, poly.strips] {
        for p in cells.connectivity { isKept[Int(p)] = true }
      }
      let numbers = Self.numbers(isKept)
      poly.points.values = poly.points.values.tuples(isKept.indices.filter { isKept[$0] }, of: 3)
      poly.vertices.renumber(numbers)
      poly.lines.renumber(numbers)
      poly.polygons.renumber(numbers)
      poly.strips.renumber(numbers)
      copy.geometry = .poly(poly)
    case .image, .rectilinear, .structured: return self
    }
    copy.pointData = pointData.tuples(isKept.indices.filter { isKept[$0] })
    return copy
  }

  private static func numbers(_ isKept: [Bool]) -> [Int64] {
    var next: Int64 = 0
    return isKept.map { kept in
      defer { next += kept ? 1 : 0 }
      return next
    }
  }
}

extension CellArray {
  fileprivate func kept(_ isOwn: ArraySlice<Bool>) -> CellArray {
    var copy = CellArray()
    for (cell, own) in isOwn.enumerated() where own {
      copy.connectivity += self[cell]
      copy.offsets.append(Int64(copy.connectivity.count))
    }
    return copy
  }

  fileprivate mutating func renumber(_ numbers: [Int64]) {
    for i in connectivity.indices { connectivity[i] = numbers[Int(connectivity[i])] }
  }
}

extension AttributeData {
  fileprivate mutating func remove(_ name: String) {
    arrays.removeAll { $0.name == name }
    active = active.filter { $0.value != name }
  }
}
