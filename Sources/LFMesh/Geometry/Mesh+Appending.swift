public import LFCore

extension Mesh {
  /// Several meshes of one kind as one: points and cells one behind the other, in order.
  ///
  /// Only arrays that all meshes have are kept when `keepingCommonArrays`; else a missing one is an error. Field
  /// data are those of the first mesh.
  ///
  /// - Parameters:
  ///   - meshes: Unstructured grids, or poly data.
  ///   - keepingCommonArrays: Whether arrays that some meshes lack are left out.
  /// - Returns: One mesh.
  /// - Throws: `LFError` with code `badData` when kinds or arrays do not match.
  public static func appending(_ meshes: [Mesh], keepingCommonArrays: Bool = false) throws(LFError) -> Mesh {
    guard let first = meshes.first else { throw LFError(.badData, "there is no mesh") }
    if meshes.count == 1 { return first }
    var grids: [UnstructuredGrid] = []
    var polys: [PolyData] = []
    for mesh in meshes {
      switch mesh.geometry {
      case .unstructured(let grid): grids.append(grid)
      case .poly(let poly): polys.append(poly)
      default:
        throw LFError(.badData, "parts that are lattices cannot be put together", hint: "convert each part")
      }
    }
    var whole = first
    if grids.count == meshes.count {
      whole.geometry = .unstructured(try append(grids))
      whole.cellData = try append(meshes.map(\.cellData), meshes.map(\.cellCount), keepingCommonArrays)
    } else if polys.count == meshes.count {
      whole.geometry = .poly(try append(polys))
      whole.cellData = try appendPolyCellData(meshes, polys, keepingCommonArrays)
    } else {
      throw LFError(
        .badData, "parts of different kinds cannot be put together", hint: "convert each part to .vtu")
    }
    whole.pointData = try append(meshes.map(\.pointData), meshes.map(\.pointCount), keepingCommonArrays)
    return whole
  }

  private static func append(_ grids: [UnstructuredGrid]) throws(LFError) -> UnstructuredGrid {
    let shifts = starts(grids.map { $0.points.tuples })
    var result = UnstructuredGrid(
      points: try appendPoints(grids.map(\.points)), cells: concatenate(grids.map(\.cells), shifts), types: []
    )
    for grid in grids { result.types += grid.types }
    if grids.contains(where: { $0.polyhedra != nil }) {
      let parts = grids.map { grid in
        grid.polyhedra
          ?? PolyhedronFaces(
            faces: CellArray(),
            facesOfCell: CellArray(
              offsets: [Int64](repeating: 0, count: grid.cells.count + 1), connectivity: []))
      }
      let faceShifts = starts(parts.map(\.faces.count))
      result.polyhedra = PolyhedronFaces(
        faces: concatenate(parts.map(\.faces), shifts),
        facesOfCell: concatenate(parts.map(\.facesOfCell), faceShifts))
    }
    return result
  }

  private static func append(_ polys: [PolyData]) throws(LFError) -> PolyData {
    let shifts = starts(polys.map { $0.points.tuples })
    return PolyData(
      points: try appendPoints(polys.map(\.points)), vertices: concatenate(polys.map(\.vertices), shifts),
      lines: concatenate(polys.map(\.lines), shifts), polygons: concatenate(polys.map(\.polygons), shifts),
      strips: concatenate(polys.map(\.strips), shifts))
  }

  /// Cell data of poly data are sorted by group: vertices of all parts, then lines, polygons, strips.
  private static func appendPolyCellData(
    _ meshes: [Mesh], _ polys: [PolyData], _ common: Bool
  ) throws(LFError) -> AttributeData {
    let inPartOrder = try append(meshes.map(\.cellData), meshes.map(\.cellCount), common)
    let groups = polys.map { [$0.vertices.count, $0.lines.count, $0.polygons.count, $0.strips.count] }
    let partStarts = starts(meshes.map(\.cellCount))
    var order: [Int] = []
    for group in 0..<4 {
      for (part, counts) in groups.enumerated() {
        let start = partStarts[part] + counts[..<group].reduce(0, +)
        order += start..<start + counts[group]
      }
    }
    return inPartOrder.tuples(order)
  }

  private static func starts(_ counts: [Int]) -> [Int] {
    var sum = 0
    return counts.map { count in
      defer { sum += count }
      return sum
    }
  }

  private static func concatenate(_ parts: [CellArray], _ shifts: [Int]) -> CellArray {
    var result = CellArray()
    for (part, shift) in zip(parts, shifts) {
      let end = Int64(result.connectivity.count)
      result.connectivity += shift == 0 ? part.connectivity : part.connectivity.map { $0 + Int64(shift) }
      result.offsets += part.offsets.dropFirst().map { $0 + end }
    }
    return result
  }

  private static func appendPoints(_ parts: [DataArray]) throws(LFError) -> DataArray {
    // An empty piece says nothing of the type.
    let filled = parts.filter { $0.values.count > 0 }
    guard var result = filled.first ?? parts.first else { throw LFError(.badData, "there are no points") }
    for part in filled.dropFirst() {
      if part.values.type == result.values.type {
        _ = result.values.append(part.values)
      } else {
        result.values = .float64((result.values.doubles() ?? []) + (part.values.doubles() ?? []))
      }
    }
    return result
  }

  private static func append(
    _ parts: [AttributeData], _ counts: [Int], _ common: Bool
  ) throws(LFError) -> AttributeData {
    // Empty pieces often list no arrays, or arrays of another type.
    let filled = zip(parts, counts).filter { $0.1 > 0 }.map(\.0)
    guard let first = filled.first else { return parts[0] }
    var result = AttributeData(active: first.active)
    for (i, array) in first.arrays.enumerated() {
      var values = ArrayValues.empty(array.values.type)
      var isWhole = true
      for part in filled {
        // The same place first: names need not be unique.
        let more =
          i < part.arrays.count && part.arrays[i].name == array.name ? part.arrays[i] : part[array.name]
        guard let more, more.components == array.components, values.append(more.values) else {
          isWhole = false
          break
        }
      }
      if isWhole {
        result.arrays.append(
          DataArray(
            array.name, components: array.components, componentNames: array.componentNames, values))
      } else if !common {
        throw LFError(
          .badData, "array \"\(array.name.singleLine)\" is not the same in all pieces",
          hint: "write it in every piece, with one type")
      }
    }
    if !common {
      for part in filled {
        guard let extra = part.arrays.first(where: { first[$0.name] == nil }) else { continue }
        throw LFError(
          .badData, "array \"\(extra.name.singleLine)\" is not in all pieces", hint: "write it in every piece"
        )
      }
    }
    result.active = result.active.filter { result[$0.value] != nil }
    return result
  }
}
