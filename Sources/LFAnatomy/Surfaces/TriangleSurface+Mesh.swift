public import LFCore
public import LFMesh

extension TriangleSurface {
  /// The surface for a file, frame and unit stated.
  public var mesh: Mesh {
    let poly = PolyData(
      points: DataArray("Points", components: 3, .float64(points.flatMap { [$0.x, $0.y, $0.z] })),
      polygons: CellArray(
        offsets: (0...triangles.count).map { Int64(3 * $0) },
        connectivity: triangles.flatMap { [Int64($0.x), Int64($0.y), Int64($0.z)] }))
    return Mesh(.poly(poly), fieldData: [StatedFrame.lpsMillimetres.array])
  }

  /// The triangles of a mesh: poly data, polygons with more corners fanned out, points that coincide merged;
  /// brought to LPS, mm.
  ///
  /// - Parameters:
  ///   - mesh: Poly data, or an unstructured grid of triangles, quads and polygons; tetrahedra give their outside.
  ///   - name: What it is, for the message.
  ///   - frame: The frame that the user states, if any; it goes before what the mesh states.
  ///   - unit: The unit that the user states, if any.
  /// - Throws: `LFError` with code `badData` when there are no polygons or point numbers are out of range.
  public init(
    _ mesh: Mesh, name: String, frame: AnatomicalFrame? = nil, unit: LengthUnit? = nil
  ) throws(LFError) {
    let place = LFError.Place(element: name)
    var source = try mesh.withoutGhosts()
    if case .unstructured(let grid) = source.geometry,
      grid.types.contains(where: { $0 >= CellType.tetra.rawValue })
    {
      source = try source.boundarySurface()
    }
    let cells: CellArray
    let coordinates: DataArray
    switch source.geometry {
    case .poly(let poly):
      (cells, coordinates) = (poly.polygons, poly.points)
      guard poly.strips.count == 0 else {
        throw LFError(.badData, "has triangle strips", at: place, hint: "write triangles")
      }
    case .unstructured(let grid): (cells, coordinates) = (grid.cells, grid.points)
    default: throw LFError(.badData, "is a lattice, not a surface", at: place, hint: "give a .vtp")
    }
    guard let x = coordinates.values.doubles(), coordinates.components == 3, x.allSatisfy(\.isFinite) else {
      throw LFError(.badData, "has coordinates that are no finite numbers", at: place)
    }
    let stated = try StatedFrame.stated(in: mesh.fieldData)
    let change = FrameChange(
      from: StatedFrame(
        frame: frame ?? stated?.frame ?? .lps, unit: unit ?? stated?.unit ?? .millimetre))
    var points: [SIMD3<Double>] = []
    var numbers: [SIMD3<Double>: Int32] = [:]
    let merged = (0..<x.count / 3).map { i in
      let p = change.moved(SIMD3(x[3 * i], x[3 * i + 1], x[3 * i + 2]))
      if let known = numbers[p] { return known }
      let number = Int32(points.count)
      numbers[p] = number
      points.append(p)
      return number
    }
    var triangles: [SIMD3<Int32>] = []
    for cell in 0..<cells.count {
      let corners = cells[cell]
      guard corners.count >= 3, corners.allSatisfy({ $0 >= 0 && $0 < merged.count }) else {
        throw LFError(.badData, "cell \(cell) is no polygon of the surface's points", at: place)
      }
      let c = corners.map { merged[Int($0)] }
      for k in 1..<c.count - 1 { triangles.append(SIMD3(c[0], c[k], c[k + 1])) }
    }
    guard !triangles.isEmpty else {
      throw LFError(.badData, "has no polygons", at: place, hint: "give a closed surface of triangles")
    }
    var used = [Int32](repeating: -1, count: points.count)
    for triangle in triangles { for m in 0..<3 { used[Int(triangle[m])] = 0 } }
    var kept: [SIMD3<Double>] = []
    for i in used.indices where used[i] == 0 {
      used[i] = Int32(kept.count)
      kept.append(points[i])
    }
    self.init(
      points: kept, triangles: triangles.map { SIMD3(used[Int($0.x)], used[Int($0.y)], used[Int($0.z)]) })
  }
}
