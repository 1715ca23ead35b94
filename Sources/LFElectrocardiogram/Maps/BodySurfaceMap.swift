public import LFCore
public import LFLeadField
public import LFMesh

/// Potentials on the skin in time: at the electrodes, or on a surface between them.
public struct BodySurfaceMap: Sendable {
  /// The point array of potentials, mV.
  public static let arrayName = "potential"

  /// The surface, LPS, mm.
  private let surface: Mesh
  /// For each point of it, the electrodes that it takes its potential from, and their shares.
  private let sources: [[(electrode: Int, share: Double)]]
  /// Points of the surface without an electrode of their own.
  public let interpolated: Int

  /// An electrode this near to a point is its own, mm.
  private static let same = 1.0
  /// Between electrodes this many of the nearest count, by the inverse square of their distance.
  private static let neighbours = 6

  /// A map at the electrodes alone: a point each.
  ///
  /// - Parameter electrodes: The electrodes.
  public init(at electrodes: [Electrode]) {
    let points = electrodes.flatMap { [Float($0.position.x), Float($0.position.y), Float($0.position.z)] }
    surface = Mesh(
      .poly(
        PolyData(
          points: DataArray("Points", components: 3, .float32(points)),
          vertices: CellArray(
            offsets: (0...electrodes.count).map(Int64.init), connectivity: electrodes.indices.map(Int64.init))
        )),
      pointData: AttributeData([DataArray("electrode", .string(electrodes.map(\.name)))]))
    sources = electrodes.indices.map { [($0, 1)] }
    interpolated = 0
  }

  /// A map on a surface.
  ///
  /// - Parameters:
  ///   - skin: The skin, LPS, mm: poly data or an unstructured grid.
  ///   - electrodes: The electrodes.
  /// - Throws: `LFError` with code `badData` when the skin has no points, or no electrode near it.
  public init(on skin: Mesh, _ electrodes: [Electrode]) throws(LFError) {
    guard let points = skin.pointVectors, !points.isEmpty, !electrodes.isEmpty else {
      throw LFError(.badData, "has no points to map potentials on", hint: "give the skin's surface")
    }
    var sources: [[(electrode: Int, share: Double)]] = []
    var interpolated = 0
    var found = Set<Int>()
    for point in points {
      let near = electrodes.indices.map { ($0, (electrodes[$0].position - point).length) }
        .sorted { $0.1 < $1.1 }.prefix(Self.neighbours)
      if let first = near.first, first.1 <= Self.same {
        sources.append([(first.0, 1)])
        found.insert(first.0)
        continue
      }
      interpolated += 1
      let total = near.reduce(0) { $0 + 1 / ($1.1 * $1.1) }
      sources.append(near.map { ($0.0, 1 / ($0.1 * $0.1) / total) })
    }
    guard electrodes.count < 3 || !found.isEmpty || (near(points, electrodes)) else {
      throw LFError(
        .badData, "has no point within 20 mm of an electrode",
        hint: "the skin must be in the lead field's frame (LPS, mm)")
    }
    surface = Mesh(skin.geometry)
    self.sources = sources
    self.interpolated = interpolated
  }

  /// The map in time.
  ///
  /// - Parameter potentials: The electrodes' potentials, in the order given before.
  /// - Returns: A mesh a time, ms, with the point array `potential`, mV.
  public func series(of potentials: ElectrodePotentials) -> MeshSeries {
    MeshSeries(
      potentials.times.indices.map { t in
        var mesh = surface
        let values = sources.map { source in
          Float(source.reduce(0) { $0 + $1.share * potentials.values[$1.electrode][t] })
        }
        mesh.pointData.arrays.insert(DataArray(Self.arrayName, .float32(values)), at: 0)
        mesh.pointData.active[.scalars] = Self.arrayName
        return MeshSeries.Entry(time: potentials.times[t], mesh: mesh)
      })
  }
}

private func near(_ points: [SIMD3<Double>], _ electrodes: [Electrode]) -> Bool {
  electrodes.contains { electrode in points.contains { ($0 - electrode.position).length < 20 } }
}
