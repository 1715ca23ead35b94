import LFCore
import LFMesh

/// One mesh as a legacy file of version 4.2, which every VTK reads; VTK before 9 knows nothing newer.
struct LegacyDocument {
  private let mesh: Mesh
  private let isText: Bool

  init(_ mesh: Mesh, isText: Bool) {
    self.mesh = TextArrays.asBytes(mesh)
    self.isText = isText
  }

  func write(to path: String) throws(LFError) {
    let cells = try self.cells()
    let pointBlocks = LegacyDataBlocks(mesh.pointData, onPoints: true)
    let cellBlocks = LegacyDataBlocks(mesh.cellData, onPoints: false)
    var output = try LegacyOutput(path, isText: isText)
    try output.write("# vtk DataFile Version 4.2\nlfconvert\n\(isText ? "ASCII" : "BINARY")\n")
    try writeGeometry(cells, to: &output)
    try cellBlocks.write("CELL_DATA \(mesh.cellCount)\n", to: &output)
    try pointBlocks.write("POINT_DATA \(mesh.pointCount)\n", to: &output)
    try output.finish()
  }

  private func writeGeometry(_ cells: [LegacyCellBlock], to output: inout LegacyOutput) throws(LFError) {
    switch mesh.geometry {
    case .image(let image):
      try output.write("DATASET STRUCTURED_POINTS\n" + Self.text(image.extent))
      try output.write("SPACING \(Self.text(image.spacing))\nORIGIN \(Self.text(image.origin))\n")
      try writeFieldData(to: &output)
    case .rectilinear(let grid):
      try output.write("DATASET RECTILINEAR_GRID\n")
      try writeFieldData(to: &output)
      try output.write(Self.text(grid.extent))
      for (axis, array) in zip(["X", "Y", "Z"], grid.coordinates) {
        // VTK warns of axes without coordinates and writes one for an empty grid.
        let array = array.values.count > 0 ? array : DataArray("", .float64([0]))
        let type = LegacyTypes.name(of: array.values.type)
        try output.write("\(axis)_COORDINATES \(array.values.count) \(type)\n")
        try output.write(array.values)
      }
    case .structured(let grid):
      try output.write("DATASET STRUCTURED_GRID\n")
      try writeFieldData(to: &output)
      try output.write(Self.text(grid.extent))
      try write(grid.points, to: &output)
    case .poly(let poly):
      try output.write("DATASET POLYDATA\n")
      try writeFieldData(to: &output)
      try write(poly.points, to: &output)
      for block in cells { try block.write(to: &output) }
    case .unstructured(let grid):
      try output.write("DATASET UNSTRUCTURED_GRID\n")
      try writeFieldData(to: &output)
      try write(grid.points, to: &output)
      for block in cells { try block.write(to: &output) }
      if !grid.types.isEmpty {
        try output.write("CELL_TYPES \(grid.types.count)\n")
        try output.write(.int32(grid.types.map(Int32.init)))
      }
    }
  }

  private func write(_ points: DataArray, to output: inout LegacyOutput) throws(LFError) {
    let type = LegacyTypes.name(of: points.values.type)
    try output.write("POINTS \(points.tuples) \(type)\n")
    try output.write(points)
  }

  private func writeFieldData(to output: inout LegacyOutput) throws(LFError) {
    try LegacyDataBlocks.writeField(mesh.fieldData, to: &output)
  }

  /// The blocks of cells that are not empty, checked before anything is written.
  private func cells() throws(LFError) -> [LegacyCellBlock] {
    switch mesh.geometry {
    case .poly(let poly):
      var blocks: [LegacyCellBlock] = []
      for (name, cells) in [
        ("VERTICES", poly.vertices), ("LINES", poly.lines), ("POLYGONS", poly.polygons),
        ("TRIANGLE_STRIPS", poly.strips),
      ] where cells.count > 0 {
        blocks.append(try LegacyCellBlock(name, cells))
      }
      return blocks
    case .unstructured(var grid):
      if grid.cells.count == 0 { return [] }
      // Readers take high-order hexahedra of this version to be in the order of points before version 5.1.
      HighOrderHexahedra.renumber(&grid)
      return [try LegacyCellBlock("CELLS", LegacyPolyhedra.folded(grid))]
    default: return []
    }
  }

  private static func text(_ extent: GridExtent) -> String {
    let n = extent.pointsPerAxis
    if extent.isEmpty { return "DIMENSIONS 0 0 0\n" }
    if extent.bounds.enumerated().allSatisfy({ $0.offset % 2 == 1 || $0.element == 0 }) {
      return "DIMENSIONS \(text(n))\n"
    }
    return "EXTENT \(text(extent.bounds))\n"
  }

  private static func text<T>(_ numbers: [T]) -> String { numbers.map { "\($0)" }.joined(separator: " ") }
}
