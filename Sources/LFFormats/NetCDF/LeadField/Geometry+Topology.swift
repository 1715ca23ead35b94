import LFMesh

/// How UGRID sees a mesh: the dimension of its largest cells and where values of cells lie.
struct MeshTopology {
  /// 1, 2 or 3.
  var dimension: Int
  /// `edge`, `face` or `volume`.
  var location: String { ["edge", "face", "volume"][dimension - 1] }
}

extension Geometry {
  /// UGRID's view of the mesh: cells of straight kinds in a table of corners; `nil` for all others.
  var topology: MeshTopology? {
    let types: [UInt8]
    let cells: CellArray
    switch self {
    case .unstructured(let grid):
      guard grid.polyhedra == nil else { return nil }
      (types, cells) = (grid.types, grid.cells)
    case .poly(let poly): (types, cells) = poly.list
    case .image, .rectilinear, .structured: return nil
    }
    var largest = 0
    for (i, type) in types.enumerated() {
      let size = cells.offsets[i + 1] - cells.offsets[i]
      let dimension: Int
      switch (CellType(rawValue: type), size) {
      case (.vertex, 1): dimension = 0
      case (.line, 2): dimension = 1
      case (.triangle, 3), (.quad, 4), (.polygon, 3...16): dimension = 2
      case (.tetra, 4), (.pyramid, 5), (.wedge, 6), (.hexahedron, 8): dimension = 3
      default: return nil
      }
      largest = max(largest, dimension)
    }
    return largest > 0 ? MeshTopology(dimension: largest) : nil
  }
}

extension PolyData {
  /// Poly data out of the list of its cells; `nil` when a type is none of poly data's.
  init?(points: DataArray, types: [UInt8], cells: CellArray) {
    self.init(points: points)
    for (i, type) in types.enumerated() {
      switch CellType(rawValue: type) {
      case .vertex, .polyVertex: vertices.append(cells[i])
      case .line, .polyLine: lines.append(cells[i])
      case .triangle, .quad, .polygon: polygons.append(cells[i])
      case .triangleStrip: strips.append(cells[i])
      default: return nil
      }
    }
  }
}

extension CellArray {
  fileprivate mutating func append(_ points: ArraySlice<Int64>) {
    connectivity += points
    offsets.append(Int64(connectivity.count))
  }
}
