public import LFCore

extension Mesh {
  /// The outer surface of a mesh of linear cells, with the arrays of its points and cells.
  ///
  /// Faces that belong to one cell only are kept, oriented outwards; two-dimensional cells are kept as they are.
  /// Points that no face uses are left out, so point arrays shrink with them.
  ///
  /// - Returns: Poly data whose polygons are the faces.
  /// - Throws: `LFError` with code `badData` when the mesh is no unstructured grid or has cells whose faces are
  ///   not known here (high order, polyhedra, lines, points).
  public func boundarySurface() throws(LFError) -> Mesh {
    guard case .unstructured(let grid) = geometry else {
      throw LFError(.badData, "only the surface of an unstructured grid can be taken")
    }
    let faces = try boundaryFaces(of: grid)
    var newNumber = [Int64](repeating: -1, count: pointCount)
    var kept: [Int] = []
    var polygons = CellArray()
    var cells: [Int] = []
    for face in faces {
      for point in face.points {
        if newNumber[Int(point)] < 0 {
          newNumber[Int(point)] = Int64(kept.count)
          kept.append(Int(point))
        }
        polygons.connectivity.append(newNumber[Int(point)])
      }
      polygons.offsets.append(Int64(polygons.connectivity.count))
      cells.append(face.cell)
    }
    var points = grid.points
    points.values = grid.points.values.tuples(kept, of: 3)
    return Mesh(
      .poly(PolyData(points: points, polygons: polygons)), pointData: pointData.tuples(kept),
      cellData: cellData.tuples(cells), fieldData: fieldData)
  }

  private struct Face {
    var points: [Int64]
    var cell: Int
  }

  /// Cells with an area are a face themselves.
  private static let flatFaces: [UInt8: [[Int]]] = [5: [[0, 1, 2]], 9: [[0, 1, 2, 3]], 8: [[0, 1, 3, 2]]]

  /// Faces sorted by their points: those that two cells share stand side by side and cancel.
  private func boundaryFaces(of grid: UnstructuredGrid) throws(LFError) -> [Face] {
    var keyed: [(key: SIMD4<Int64>, face: Face, order: Int)] = []
    for cell in 0..<grid.cells.count {
      let type = grid.types[cell]
      guard type < 15, let local = CellFaces.solid[type] ?? Self.flatFaces[type] else {
        let name = CellType(rawValue: grid.types[cell]).name ?? "unknown"
        throw LFError(
          .badData, "cell \(cell) is a \(name), whose outer faces cannot be taken",
          hint: "write a .vtu, or convert the cells to tetrahedra first")
      }
      let points = grid.cells[cell]
      for indices in local {
        let face = indices.map { points[points.startIndex + $0] }
        let sorted = face.sorted()
        let key = SIMD4(sorted[0], sorted[1], sorted[2], sorted.count > 3 ? sorted[3] : -1)
        keyed.append((key, Face(points: face, cell: cell), keyed.count))
      }
    }
    keyed.sort { a, b in
      for i in 0..<4 where a.key[i] != b.key[i] { return a.key[i] < b.key[i] }
      return a.order < b.order
    }
    var kept: [(face: Face, order: Int)] = []
    var i = 0
    while i < keyed.count {
      var j = i + 1
      while j < keyed.count, keyed[j].key == keyed[i].key { j += 1 }
      if j == i + 1 { kept.append((keyed[i].face, keyed[i].order)) }
      i = j
    }
    return kept.sorted { $0.order < $1.order }.map(\.face)
  }
}
