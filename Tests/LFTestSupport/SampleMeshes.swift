public import LFMesh

/// Small meshes of every kind, with arrays of every type and values that break things.
public enum SampleMeshes {
  /// One mesh of each geometry, and what is left when there are no cells or points.
  public static var all: [(name: String, mesh: Mesh)] {
    [
      ("tetrahedra", tetrahedra(seed: 1)), ("mixed", mixed), ("polyhedra", polyhedra),
      ("poly", poly(seed: 2)),
      ("image", image), ("flat image", flatImage), ("rectilinear", rectilinear), ("structured", structured),
      ("no cells", noCells), ("nothing", Mesh(.unstructured(grid([], cells: [], types: [])))),
    ]
  }

  /// Tetrahedra at random, with data.
  ///
  /// - Parameters:
  ///   - seed: Which ones.
  ///   - points: How many points.
  ///   - cells: How many cells.
  /// - Returns: The mesh.
  public static func tetrahedra(seed: UInt64, points: Int = 9, cells: Int = 7) -> Mesh {
    var random = SampleNumbers(seed)
    let coordinates = (0..<3 * points).map { _ in Float(random.next(below: 2001)) / 128 - 7 }
    let connectivity = (0..<cells).map { _ in (0..<4).map { _ in Int64(random.next(below: points)) } }
    return filled(
      .unstructured(
        grid(coordinates, cells: connectivity, types: [UInt8](repeating: 10, count: cells))))
  }

  /// Cells of many kinds.
  public static var mixed: Mesh {
    let sizes: [(UInt8, Int)] = [
      (1, 1), (2, 3), (3, 2), (4, 4), (5, 3), (7, 5), (9, 4), (12, 8), (24, 10), (72, 27), (14, 5),
    ]
    let cells = sizes.map { type, size in (0..<size).map { Int64(($0 * 5 + Int(type)) % 30) } }
    return filled(
      .unstructured(grid((0..<90).map { Float($0) * 0.37 }, cells: cells, types: sizes.map(\.0))))
  }

  /// A polyhedron between two tetrahedra.
  public static var polyhedra: Mesh {
    var cells = grid(
      (0..<24).map { Float($0 * $0) }, cells: [[0, 1, 2, 3], [2, 3, 4, 5], [4, 5, 6, 7]], types: [10, 42, 10])
    cells.polyhedra = PolyhedronFaces(
      faces: CellArray(offsets: [0, 3, 6, 9, 12], connectivity: [2, 3, 4, 2, 3, 5, 3, 4, 5, 2, 4, 5]),
      facesOfCell: CellArray(offsets: [0, 0, 4, 4], connectivity: [0, 1, 2, 3]))
    return filled(.unstructured(cells))
  }

  /// Vertices, lines, polygons and strips at random, with data.
  ///
  /// - Parameter seed: Which ones.
  /// - Returns: The mesh.
  public static func poly(seed: UInt64) -> Mesh {
    var random = SampleNumbers(seed)
    func cells(_ sizes: [Int]) -> CellArray {
      array(sizes.map { size in (0..<size).map { _ in Int64(random.next(below: 8)) } })
    }
    return filled(
      .poly(
        PolyData(
          points: DataArray("Points", components: 3, .float64((0..<24).map { Double($0) / 7 })),
          vertices: cells([1, 2]), lines: cells([2, 4, 2]), polygons: cells([3, 4, 5]), strips: cells([5]))))
  }

  /// An image with a turned frame and an extent that does not begin at 0.
  public static var image: Mesh {
    filled(
      .image(
        ImageGrid(
          extent: GridExtent([2, 4, -1, 1, 5, 6]), origin: [0.1, -20, 3e5], spacing: [0.3, 1.0 / 3, 2],
          direction: [0, -1, 0, 0.6, 0, -0.8, 0.8, 0, 0.6])))
  }

  /// An image of one layer.
  public static var flatImage: Mesh { filled(.image(ImageGrid(extent: GridExtent([0, 3, 2, 2, 0, 2])))) }

  /// A rectilinear grid with coordinates of single precision.
  public static var rectilinear: Mesh {
    filled(
      .rectilinear(
        RectilinearGrid(
          extent: GridExtent([1, 3, 0, 1, 0, 0]),
          coordinates: [
            DataArray("x", .float32([0.1, 0.5, 4])), DataArray("y", .float32([-1, 1])),
            DataArray("z", .float32([9])),
          ])))
  }

  /// A curved lattice.
  public static var structured: Mesh {
    filled(
      .structured(
        StructuredGrid(
          extent: GridExtent([0, 2, 0, 1, 3, 4]),
          points: DataArray("Points", components: 3, .float64((0..<36).map { Double($0 * $0) / 11 })))))
  }

  /// Points with data and no cell.
  public static var noCells: Mesh {
    filled(.unstructured(grid([1, 2, 3, 4, 5, 6], cells: [], types: [])))
  }

  private static func grid(_ points: [Float], cells: [[Int64]], types: [UInt8]) -> UnstructuredGrid {
    UnstructuredGrid(
      points: DataArray("Points", components: 3, .float32(points)), cells: array(cells), types: types)
  }

  private static func array(_ cells: [[Int64]]) -> CellArray {
    var result = CellArray()
    for cell in cells {
      result.connectivity += cell
      result.offsets.append(Int64(result.connectivity.count))
    }
    return result
  }

  private static func filled(_ geometry: Geometry) -> Mesh {
    var mesh = Mesh(geometry)
    mesh.pointData = data(mesh.pointCount)
    mesh.cellData = data(mesh.cellCount)
    mesh.fieldData = [
      DataArray("TimeValue", .float64([0.125])), DataArray("nothing", .int32([])),
      DataArray("texts & <more>", .string(["", "zwei ü", "\"3\""])),
      DataArray("wide", components: 4, .float32([1, 2, 3, 4])),
    ]
    return mesh
  }

  /// Arrays of every type.
  private static func data(_ count: Int) -> AttributeData {
    func integers<T: FixedWidthInteger>(_: T.Type) -> [T] {
      (0..<count).map { $0 == 0 ? T.min : $0 == 1 ? T.max : T(truncatingIfNeeded: $0 &* 7919 &- 3) }
    }
    let singles: [Float] = [0.1, -0.0, .infinity, .leastNonzeroMagnitude, -.greatestFiniteMagnitude, 1 / 3]
    let doubles: [Double] = [0.1, -0.0, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1 / 3]
    return AttributeData(
      [
        DataArray("i8", .int8(integers(Int8.self))), DataArray("u8", .uint8(integers(UInt8.self))),
        DataArray("i16", .int16(integers(Int16.self))), DataArray("u16", .uint16(integers(UInt16.self))),
        DataArray("i32", .int32(integers(Int32.self))), DataArray("u32", .uint32(integers(UInt32.self))),
        DataArray("i64", .int64(integers(Int64.self))), DataArray("u64", .uint64(integers(UInt64.self))),
        DataArray(
          "f32 'x' \t", components: 3, componentNames: ["a & b", nil, "ü"],
          .float32((0..<3 * count).map { singles[$0 % 6] })),
        DataArray("f64", components: 2, .float64((0..<2 * count).map { doubles[$0 % 6] })),
        DataArray("bits", .bit((0..<count).map { UInt8($0 % 3 == 0 ? 1 : 0) })),
        DataArray("texts", .string((0..<count).map { $0 % 2 == 0 ? "" : "π\($0)" })),
      ], active: [.scalars: "i32", .vectors: "f32 'x' \t", .globalIDs: "i64"])
  }
}

/// Repeatable numbers.
public struct SampleNumbers: Sendable {
  private var state: UInt64

  /// Begins a sequence.
  ///
  /// - Parameter seed: Which one.
  public init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// The next number.
  ///
  /// - Parameter limit: Above all numbers; more than 0.
  /// - Returns: A number from 0 to below the limit.
  public mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}
