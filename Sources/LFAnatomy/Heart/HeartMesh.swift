public import LFCore
public import LFMesh

/// A heart in its patient frame: LPS, millimetres, of a size that hearts have.
public struct HeartMesh: Sendable {
  /// Lengths that a heart can have along its long axis, mm.
  public static let plausibleLength = 50.0...200.0

  /// The mesh with all its arrays, LPS, mm; an unstructured grid or poly data.
  public let mesh: Mesh
  /// The file that it came from, as the user named it.
  public let file: String
  /// The points, LPS, mm.
  public let points: [SIMD3<Double>]
  /// The centre of the muscle's volume, LPS, mm.
  public let centroid: SIMD3<Double>
  /// The extent along the axis of largest spread, mm.
  public let longAxis: Double
  /// What was taken for granted because neither the file nor the user said it: `LPS`, `mm`, both or nothing.
  public let assumed: [String]
  /// The frame and unit that the file was read in: what the user stated, else the file, else LPS, mm.
  public let source: StatedFrame
  /// The electrodes that the file carries, LPS, mm.
  public let carriedElectrodes: CarriedElectrodes?

  /// The heart in tetrahedra or triangles.
  let body: HeartBody

  /// Takes a mesh for a heart: leaves ghosts out, brings it to LPS, mm and checks that it can be one.
  ///
  /// - Parameters:
  ///   - mesh: Tetrahedra, hexahedra and the like, or a surface.
  ///   - file: The file's name, for errors.
  ///   - frame: The frame that the user states, if any; it goes before what the file states.
  ///   - unit: The unit that the user states, if any.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `badData`: an image, no cells, coordinates that are not finite, an impossible
  ///   size (the likely unit is named).
  public init(
    _ mesh: Mesh, file: String, frame: AnatomicalFrame? = nil, unit: LengthUnit? = nil,
    diagnostics: inout Diagnostics
  ) throws(LFError) {
    do throws(LFError) {
      let mesh = try mesh.withoutGhosts()
      let stated = try StatedFrame.stated(in: mesh.fieldData)
      var assumed: [String] = []
      if frame == nil, stated == nil { assumed.append("LPS") }
      if unit == nil, stated == nil { assumed.append("mm") }
      let change = FrameChange(
        from: StatedFrame(
          frame: frame ?? stated?.frame ?? .lps, unit: unit ?? stated?.unit ?? .millimetre))
      if let stated, stated != change.from {
        diagnostics.warn(
          "states \(stated.frame.letters) and \(stated.unit.rawValue), but is read as"
            + " \(change.from.frame.letters) and \(change.from.unit.rawValue) as told", at: .init(file: file))
      }
      let grid = try Self.grid(of: mesh)
      let points = try Self.points(of: grid).map(change.moved)
      let body = try HeartBody(grid, points: points, isMirrored: change.from.frame.isLeftHanded)
      guard !body.tetrahedra.isEmpty || !body.triangles.isEmpty else {
        throw LFError(
          .badData, "has no cells with a volume or an area, so there is no heart in it",
          hint: "give a mesh of tetrahedra, hexahedra or triangles")
      }
      longAxis = body.longAxis
      try Self.check(length: longAxis, unit: change.from.unit)

      for repair in body.repairs { diagnostics.warn(repair, at: .init(file: file)) }

      var copy = mesh
      carriedElectrodes = try CarriedElectrodes.take(from: &copy.fieldData, change)
      copy.fieldData.removeAll { $0.name == StatedFrame.arrayName }
      if change.from != .lpsMillimetres || !mesh.isGridOrSurface {
        copy.geometry = Self.geometry(change.apply(grid, points: points), like: mesh.geometry)
      }
      Self.turnArrays(&copy, grid, change, file, &diagnostics)
      self.mesh = copy
      self.file = file
      self.points = points
      self.assumed = assumed
      source = change.from
      self.body = body
      centroid = body.centroid
    } catch { throw error.inFile(file) }
  }

  private static func grid(of mesh: Mesh) throws(LFError) -> UnstructuredGrid {
    switch mesh.geometry {
    case .image, .rectilinear:
      throw LFError(
        .badData, "is an image, not a mesh of a heart",
        hint: "mesh the muscle first, for example with marching cubes in ParaView or 3D Slicer")
    default: break
    }
    guard case .unstructured(let grid) = try mesh.unstructured().geometry else {
      throw LFError(.internalFault, "the mesh has no explicit cells")
    }
    return grid
  }

  static func points(of grid: UnstructuredGrid) throws(LFError) -> [SIMD3<Double>] {
    guard grid.points.components == 3, let values = grid.points.values.doubles() else {
      throw LFError(.badData, "has points without three numbers each")
    }
    var points: [SIMD3<Double>] = []
    points.reserveCapacity(values.count / 3)
    for i in stride(from: 0, to: values.count - values.count % 3, by: 3) {
      let p = SIMD3(values[i], values[i + 1], values[i + 2])
      guard p.x.isFinite, p.y.isFinite, p.z.isFinite, max(abs(p.x), abs(p.y), abs(p.z)) < 1e12 else {
        throw LFError(
          .badData, "point \(i / 3) is at (\(p.x), \(p.y), \(p.z)), which is no place",
          hint: "write the mesh again without such points")
      }
      points.append(p)
    }
    guard !points.isEmpty else { throw LFError(.badData, "has no points", hint: "write the mesh again") }
    return points
  }

  private static func geometry(_ grid: UnstructuredGrid, like old: Geometry) -> Geometry {
    guard case .poly(var poly) = old else { return .unstructured(grid) }
    // The grid has the surface's cells in order: vertices, lines, polygons, strips.
    poly.points = grid.points
    var cell = poly.vertices.count + poly.lines.count
    for i in 0..<poly.polygons.count {
      let range = Int(poly.polygons.offsets[i])..<Int(poly.polygons.offsets[i + 1])
      poly.polygons.connectivity.replaceSubrange(range, with: grid.cells[cell])
      cell += 1
    }
    return .poly(poly)
  }

  private static func turnArrays(
    _ mesh: inout Mesh, _ grid: UnstructuredGrid, _ change: FrameChange, _ file: String,
    _ diagnostics: inout Diagnostics
  ) {
    var turned: [String] = []
    var left: [String] = []
    change.turnDirections(&mesh.pointData, turned: &turned, left: &left)
    change.turnDirections(&mesh.cellData, turned: &turned, left: &left)
    func quoted(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
    if !turned.isEmpty || !left.isEmpty {
      let first =
        turned.isEmpty ? "no array was turned" : "arrays taken for directions and turned: \(quoted(turned))"
      let second = left.isEmpty ? "" : "; left as they were: \(quoted(left))"
      diagnostics.warn("from \(change.from.frame.letters) to LPS: " + first + second, at: .init(file: file))
    }
    if change.leavesInsideOut(grid) {
      diagnostics.warn(
        "from \(change.from.frame.letters) to LPS mirrors the mesh; cells other than linear and quadratic"
          + " tetrahedra, triangles and linear cells are left inside out", at: .init(file: file))
    }
  }
}

extension Mesh {
  fileprivate var isGridOrSurface: Bool {
    switch geometry {
    case .unstructured, .poly: true
    default: false
    }
  }
}
