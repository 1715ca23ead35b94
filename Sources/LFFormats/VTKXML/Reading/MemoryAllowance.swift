import LFCore
import LFMesh

/// How much the arrays of one read may take: what the files can hold at any honest ratio of compression, and a
/// basis for small files. Shared offsets, repeated references and bombs would else make a small file take any
/// amount. Belongs to one read, on one thread.
final class MemoryAllowance {
  private var left = 256 << 20
  private var files: Set<String> = []
  private var fileBytes = 0

  /// Counts a file in, once. To open it again adds nothing and takes some: references that name one file over and
  /// over would else keep the reader busy for as long as they please.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - path: Its real path.
  ///   - elements: Its elements, which are what parsing costs; arrays are taken when they are read.
  /// - Throws: `LFError` with code `badData` when files were opened again too often.
  func open(_ file: MappedFile, as path: String, elements: Int) throws(LFError) {
    guard !files.insert(path).inserted else {
      fileBytes += file.count
      left += 64 * file.count
      return
    }
    let cost = 8192 + 512 * elements
    guard cost <= left else {
      throw LFError(
        .badData, "opens its files again and again, more often than \(fileBytes) bytes of them ask for",
        hint: "name each file once")
    }
    left -= cost
  }

  /// Takes memory.
  ///
  /// - Parameter bytes: How much.
  /// - Throws: `LFError` with code `badData` when the files cannot hold so much.
  func take(_ bytes: Int) throws(LFError) {
    guard bytes <= left else {
      throw LFError(
        .badData, "holds more data than files of \(fileBytes) bytes can",
        hint: "the file is damaged or hostile"
      )
    }
    left -= bytes
  }

  /// Takes memory for a copy of a mesh.
  ///
  /// - Parameter mesh: The mesh.
  /// - Throws: As `take`.
  func take(copyOf mesh: Mesh) throws(LFError) {
    let ofGeometry: ([DataArray], [CellArray]) =
      switch mesh.geometry {
      case .unstructured(let grid):
        ([grid.points], [grid.cells] + (grid.polyhedra.map { [$0.faces, $0.facesOfCell] } ?? []))
      case .poly(let poly): ([poly.points], [poly.vertices, poly.lines, poly.polygons, poly.strips])
      case .rectilinear(let grid): (grid.coordinates, [])
      case .structured(let grid): ([grid.points], [])
      case .image: ([], [])
      }
    // Cells have a type too.
    for cells in ofGeometry.1 { try take(9 * cells.offsets.count + 8 * cells.connectivity.count) }
    for array in ofGeometry.0 + mesh.pointData.arrays + mesh.cellData.arrays {
      let type = array.values.type
      let width =
        switch type {
        case .string: MemoryLayout<String>.stride
        case .bit: 1
        default: type.byteWidth
        }
      try take(width * array.values.count)
    }
  }
}
