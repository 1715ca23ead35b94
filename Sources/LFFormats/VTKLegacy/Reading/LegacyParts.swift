import LFCore
import LFMesh

/// The blocks of a data set's geometry as they come; their order in the file is free.
struct LegacyParts {
  /// The kinds of data set that are meshes.
  enum Kind: String {
    case image = "structured_points"
    case structured = "structured_grid"
    case rectilinear = "rectilinear_grid"
    case poly = "polydata"
    case unstructured = "unstructured_grid"

    var isLattice: Bool { self == .image || self == .structured || self == .rectilinear }
  }

  let kind: Kind
  private var extent: GridExtent?
  private var origin: [Double]?
  private var spacing: [Double]?
  private var points: DataArray?
  private var coordinates: [String: DataArray] = [:]
  private var cells: [String: CellArray] = [:]
  private var types: [UInt8]?
  /// Hidden points of structured grids before version 4.
  private(set) var ghosts: DataArray?

  init(_ kind: Kind) { self.kind = kind }

  /// Reads the block of a keyword; `false` when there is no such block in this kind of data set.
  mutating func read(
    _ keyword: String, _ scanner: inout LegacyScanner, _ version: (major: Int, minor: Int)
  ) throws(LFError) -> Bool {
    let what = keyword.uppercased()
    switch (keyword, kind) {
    case ("dimensions", _) where kind.isLattice:
      var bounds: [Int] = []
      for _ in 0..<3 { bounds += [0, try scanner.count(what) - 1] }
      try setOnce(&extent, try Self.checked(bounds, what, scanner), what, scanner)
    case ("extent", _) where kind.isLattice:
      var bounds: [Int] = []
      for _ in 0..<6 { bounds.append(try scanner.integer(what)) }
      try setOnce(&extent, try Self.checked(bounds, what, scanner), what, scanner)
    case ("origin", .image): try setOnce(&origin, try Self.triple(what, &scanner), what, scanner)
    case ("spacing", .image), ("aspect_ratio", .image):
      try setOnce(&spacing, try Self.triple(what, &scanner), what, scanner)
    case ("x_coordinates", .rectilinear), ("y_coordinates", .rectilinear), ("z_coordinates", .rectilinear):
      let count = try scanner.count("the number of \(what)")
      let array = try scanner.array(keyword, tuples: count, components: 1, what)
      try setOnce(&coordinates[keyword], try Self.numeric(array, what, scanner), what, scanner)
    case ("points", .structured), ("points", .poly), ("points", .unstructured):
      let count = try scanner.count("the number of \(what)")
      let array = try scanner.array("Points", tuples: count, components: 3, what)
      try setOnce(&points, try Self.numeric(array, what, scanner), what, scanner)
    case ("vertices", .poly), ("lines", .poly), ("polygons", .poly), ("triangle_strips", .poly),
      ("cells", .unstructured):
      try setOnce(&cells[keyword], try scanner.cells(what, version), what, scanner)
    case ("cell_types", .unstructured): try setOnce(&types, try scanner.cellTypes(what), what, scanner)
    case ("blanking", .structured): try readBlanking(&scanner)
    default: return false
    }
    return true
  }

  private mutating func readBlanking(_ scanner: inout LegacyScanner) throws(LFError) {
    let count = try scanner.count("the number of BLANKING")
    let array = try scanner.array("BLANKING", tuples: count, components: 1, "BLANKING")
    guard let shown = array.values.integers(), count == extent?.points else {
      throw scanner.error("BLANKING is not one whole number a point")
    }
    let hidden: UInt8 = 2
    try setOnce(
      &ghosts, DataArray(GhostLevels.name, .uint8(shown.map { $0 == 0 ? hidden : 0 })), "BLANKING", scanner)
  }

  // MARK: The whole

  /// The geometry, once all its blocks are read.
  func geometry(
    _ version: (major: Int, minor: Int), _ scanner: LegacyScanner
  ) throws(LFError) -> Geometry {
    let place = LFError.Place(element: kind.rawValue.uppercased())
    if kind.isLattice {
      guard let extent else {
        throw LFError(.badData, "lacks DIMENSIONS", at: place, hint: "the file is cut short or damaged")
      }
      return try lattice(extent, place)
    }
    guard let points else {
      throw LFError(.badData, "lacks POINTS", at: place, hint: "the file is cut short or damaged")
    }
    if kind == .poly {
      for (name, cells) in cells.sorted(by: { $0.key < $1.key }) {
        try CellChecks.check(
          cells, points: points.tuples, LFError.Place(element: name.uppercased()))
      }
      return .poly(
        PolyData(
          points: points, vertices: cells["vertices"] ?? CellArray(), lines: cells["lines"] ?? CellArray(),
          polygons: cells["polygons"] ?? CellArray(), strips: cells["triangle_strips"] ?? CellArray()))
    }
    let cells = self.cells["cells"] ?? CellArray()
    let types = self.types ?? []
    guard types.count == cells.count else {
      throw LFError(
        .badData, "has \(cells.count) cells in CELLS and \(types.count) in CELL_TYPES", at: place,
        hint: "the file is cut short or damaged")
    }
    var grid = UnstructuredGrid(points: points, cells: cells, types: types)
    try LegacyPolyhedra.unfold(&grid, LFError.Place(element: "CELLS"))
    try CellChecks.check(grid.cells, points: points.tuples, LFError.Place(element: "CELLS"))
    try CellChecks.checkTypes(types, grid.cells, LFError.Place(element: "CELL_TYPES"))
    if version < (5, 1) { HighOrderHexahedra.renumber(&grid) }
    return .unstructured(grid)
  }

  private func lattice(_ extent: GridExtent, _ place: LFError.Place) throws(LFError) -> Geometry {
    let hint = "the file is cut short or damaged"
    switch kind {
    case .image:
      return .image(
        ImageGrid(extent: extent, origin: origin ?? [0, 0, 0], spacing: spacing ?? [1, 1, 1]))
    case .structured:
      let points = points ?? DataArray("Points", components: 3, .float32([]))
      let expected = extent.isEmpty ? 0 : extent.points
      guard points.tuples == expected else {
        throw LFError(
          .badData, "has \(points.tuples) points where its dimensions make \(expected)", at: place, hint: hint
        )
      }
      return .structured(StructuredGrid(extent: extent, points: points))
    default:
      var axes: [DataArray] = []
      for (axis, name) in ["x", "y", "z"].enumerated() {
        let array = coordinates[name + "_coordinates"]
        guard extent.isEmpty || array?.tuples == extent.pointsPerAxis[axis] else {
          throw LFError(
            .badData,
            "has \(array?.tuples ?? 0) \(name) coordinates where its dimensions say "
              + "\(extent.pointsPerAxis[axis])", at: place, hint: hint)
        }
        var named = extent.isEmpty ? DataArray(name, .float32([])) : array ?? DataArray(name, .float32([]))
        named.name = name
        axes.append(named)
      }
      return .rectilinear(RectilinearGrid(extent: extent, coordinates: axes))
    }
  }

  // MARK: Checks

  private func setOnce<T>(
    _ slot: inout T?, _ value: T, _ what: String, _ scanner: LegacyScanner
  ) throws(LFError) {
    guard slot == nil else { throw scanner.error("has \(what) twice") }
    slot = value
  }

  private static func numeric(
    _ array: DataArray, _ what: String, _ scanner: LegacyScanner
  ) throws(LFError) -> DataArray {
    guard array.values.type != .string, array.values.type != .bit else {
      throw scanner.error("\(what) are no numbers")
    }
    return array
  }

  private static func triple(_ what: String, _ scanner: inout LegacyScanner) throws(LFError) -> [Double] {
    [try scanner.real(what), try scanner.real(what), try scanner.real(what)]
  }

  /// Indices of 32 bits, few enough points to be counted.
  private static func checked(
    _ bounds: [Int], _ what: String, _ scanner: LegacyScanner
  ) throws(LFError) -> GridExtent {
    var points = 1
    let extent = GridExtent(bounds)
    guard bounds.allSatisfy({ Int32(exactly: $0) != nil }) else {
      throw scanner.error("\(what) are too large")
    }
    for n in extent.pointsPerAxis {
      let (product, overflow) = points.multipliedReportingOverflow(by: max(n, 1))
      guard !overflow, product <= 1 << 48 else { throw scanner.error("\(what) are too large") }
      points = product
    }
    return extent
  }
}
