extension PolyData {
  /// All cells in order with their types, as an unstructured grid has them.
  public var list: (types: [UInt8], cells: CellArray) {
    var cells = CellArray()
    var types: [UInt8] = []
    func add(_ more: CellArray, _ type: (Int64) -> CellType) {
      let shift = Int64(cells.connectivity.count)
      cells.connectivity += more.connectivity
      for i in 0..<more.count {
        cells.offsets.append(more.offsets[i + 1] + shift)
        types.append(type(more.offsets[i + 1] - more.offsets[i]).rawValue)
      }
    }
    add(vertices) { $0 == 1 ? .vertex : .polyVertex }
    add(lines) { $0 == 2 ? .line : .polyLine }
    add(polygons) { $0 == 3 ? .triangle : $0 == 4 ? .quad : .polygon }
    add(strips) { _ in .triangleStrip }
    return (types, cells)
  }
}
