import LFCore
import LFMesh

/// Cells in 32-bit numbers, each behind its count: the layout before version 5.
struct LegacyCellBlock {
  private let name: String
  private let count: Int
  private let numbers: [Int32]

  /// Lays the cells out.
  ///
  /// - Throws: `LFError` with code `usage` when a number does not fit.
  init(_ name: String, _ cells: CellArray) throws(LFError) {
    self.name = name
    count = cells.count
    let size = cells.count + cells.connectivity.count
    let largest = cells.connectivity.max() ?? 0
    guard size <= Int(Int32.max), largest <= Int64(Int32.max) else {
      throw LFError(
        .usage, "a .vtk file holds cells in 32-bit numbers, which are too small for this mesh",
        hint: "write a .vtu")
    }
    var filled = 0
    numbers = [Int32](unsafeUninitializedCapacity: size) { buffer, initialized in
      for cell in 0..<cells.count {
        let (start, end) = (Int(cells.offsets[cell]), Int(cells.offsets[cell + 1]))
        buffer[filled] = Int32(truncatingIfNeeded: end - start)
        filled += 1
        for i in start..<end {
          buffer[filled] = Int32(truncatingIfNeeded: cells.connectivity[i])
          filled += 1
        }
      }
      initialized = filled
    }
  }

  func write(to output: inout LegacyOutput) throws(LFError) {
    try output.write("\(name) \(count) \(numbers.count)\n")
    try output.write(.int32(numbers))
  }
}

extension LegacyPolyhedra {
  /// The cells with face streams in the place of polyhedra's points.
  static func folded(_ grid: UnstructuredGrid) -> CellArray {
    guard let polyhedra = grid.polyhedra else { return grid.cells }
    var cells = CellArray()
    for cell in 0..<grid.cells.count {
      let faces = polyhedra.facesOfCell[cell]
      if faces.isEmpty {
        cells.connectivity += grid.cells[cell]
      } else {
        cells.connectivity.append(Int64(faces.count))
        for face in faces {
          let points = polyhedra.faces[Int(face)]
          cells.connectivity.append(Int64(points.count))
          cells.connectivity += points
        }
      }
      cells.offsets.append(Int64(cells.connectivity.count))
    }
    return cells
  }
}
