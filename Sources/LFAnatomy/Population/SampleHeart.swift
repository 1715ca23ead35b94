import LFCore
public import LFMesh

/// A heart made of a shape and an orientation: tetrahedra in LPS, mm, the centre of the muscle's volume at the
/// origin, with its regions and fibres.
public struct SampleHeart: Sendable {
  /// The parts of the muscle, by the number in the cell array `region`.
  public enum Region: UInt8, CaseIterable, Sendable {
    /// The left ventricle's free wall.
    case leftVentricle = 1
    /// The right ventricle's free wall.
    case rightVentricle = 2
    /// The wall between the two.
    case septum = 3

    /// The name for people.
    public var name: String {
      switch self {
      case .leftVentricle: "left ventricle"
      case .rightVentricle: "right ventricle"
      case .septum: "septum"
      }
    }
  }

  /// The tetrahedra, LPS, mm.
  public let tetrahedra: TetrahedralMesh
  /// One region a tetrahedron.
  public let regions: [Region]
  /// The fibre direction of each tetrahedron, LPS, of length 1.
  public let fibers: [SIMD3<Double>]

  /// Makes a heart; the same numbers give the same heart.
  ///
  /// - Parameters:
  ///   - shape: The ventricles.
  ///   - orientation: How they lie.
  ///   - spacing: The mesh width, mm: the right wall needs half its thickness or a little more.
  ///   - centre: What comes to the origin, in the heart's own axes, mm; `nil` is the mesh's own centre of volume.
  public init(
    _ shape: Biventricular, _ orientation: HeartOrientation, spacing: Double, centre: SIMD3<Double>? = nil
  ) {
    let box = shape.box
    let own = IsosurfaceStuffing.mesh(shape, low: box.low, high: box.high, spacing: spacing)
    let centre = centre ?? own.centroid
    var regions: [Region] = []
    var fibers: [SIMD3<Double>] = []
    regions.reserveCapacity(own.cells.count)
    fibers.reserveCapacity(own.cells.count)
    for cell in own.cells {
      let (a, b, c, d) = own.corners(cell)
      let probe = shape.probe((a + b + c + d) / 4)
      let region = shape.region(probe)
      regions.append(region)
      fibers.append(orientation.toLPS(shape.fiber(probe, in: region)))
    }
    // Coordinates on a grid of 1/1024 mm: they compress twice as well and nobody can tell.
    tetrahedra = TetrahedralMesh(
      points: own.points.map { (orientation.toLPS($0 - centre) * 1024).rounded(.toNearestOrEven) / 1024 },
      cells: own.cells)
    self.regions = regions
    self.fibers = fibers
  }

  /// The heart as a mesh for a file: cell arrays `region` and `fiber`; field data name regions, frame and unit.
  public var mesh: Mesh {
    let cells = tetrahedra.cells
    var connectivity: [Int64] = []
    connectivity.reserveCapacity(4 * cells.count)
    for cell in cells { for m in 0..<4 { connectivity.append(Int64(cell[m])) } }
    let grid = UnstructuredGrid(
      points: DataArray(
        "Points", components: 3,
        .float32(tetrahedra.points.flatMap { [Float($0.x), Float($0.y), Float($0.z)] })),
      cells: CellArray(offsets: (0...cells.count).map { Int64(4 * $0) }, connectivity: connectivity),
      types: [UInt8](repeating: CellType.tetra.rawValue, count: cells.count))
    // Directions in steps of 1/1024, for the same reason.
    let directions = fibers.flatMap { fiber in
      (0..<3).map { Float((fiber[$0] * 1024).rounded(.toNearestOrEven) / 1024) }
    }
    return Mesh(
      .unstructured(grid),
      cellData: AttributeData(
        [
          DataArray("region", .uint8(regions.map(\.rawValue))),
          DataArray("fiber", components: 3, .float32(directions)),
        ],
        active: [.scalars: "region", .vectors: "fiber"]),
      fieldData: [
        DataArray("region_name", .string(Region.allCases.map { "\($0.rawValue) \($0.name)" })),
        StatedFrame.lpsMillimetres.array,
      ])
  }
}

extension Biventricular {
  /// Which part of the muscle a place belongs to.
  func region(_ probe: Probe) -> SampleHeart.Region {
    guard probe.left.value <= leftWall else { return .rightVentricle }
    return probe.right.value <= 0 ? .septum : .leftVentricle
  }

  /// The fibre's direction by rule: its helix angle falls from +60° at the cavity to −60° outside, evenly across
  /// the wall; circumferential direction anticlockwise seen from the base.
  func fiber(_ probe: Probe, in region: SampleHeart.Region) -> SIMD3<Double> {
    let right = region == .rightVentricle
    let normal = right ? probe.right.normal : probe.left.normal
    let depth = right ? probe.right.value / rightWall : probe.left.value / leftWall
    let angle = (60 - 120 * min(max(depth, 0), 1)) * Double.pi / 180
    let axis = SIMD3<Double>(0, 0, 1)
    var up = axis - normal * normal.dot(axis)
    if up.length < 1e-6 { up = SIMD3(1, 0, 0) - normal * normal.x }
    up = up.normalized
    return up.cross(normal) * Trigonometry.cosine(angle) + up * Trigonometry.sine(angle)
  }
}
