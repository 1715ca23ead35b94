public import LFAnatomy
public import LFCore
import LFFullOrder
public import LFLeadField
import LFMesh
import LFSolve

/// One anatomy of the population with places in its heart and torso, at which lead fields are solved for.
///
/// Everything follows from the seed: anatomy, mesh, electrodes and places.
public struct TrainingCase: Sendable {
  /// How much is sampled.
  public struct Settings: Equatable, Sendable {
    /// Electrodes: the ten standard ones, jittered, then others spread over the skin.
    public var electrodes = 40
    /// Places in the heart's muscle.
    public var heartPlaces = 2000
    /// Places in all other tissues.
    public var torsoPlaces = 1000
    /// The mesh that is solved on.
    public var density = MeshDensity.standard

    /// The usual sampling.
    public init() {}
  }

  /// The seed of the anatomy.
  public let seed: UInt64
  /// The electrodes, mm.
  public let electrodes: [Electrode]
  private let anatomy: TorsoAnatomy
  private let mesh: AnatomyMesh
  private let places: [SamplePlaces]

  /// How widely an anatomy is drawn: every third with deviations 1.6 times as large, so that what is learned from
  /// few hundred anatomies holds at the population's edges too.
  ///
  /// - Parameter seed: The seed.
  /// - Returns: The factor on deviations from the mean.
  public static func breadth(_ seed: UInt64) -> Double { seed % 3 == 2 ? 1.6 : 1 }

  /// The anatomy of a seed, as wide as its seed says.
  ///
  /// - Parameter seed: The seed.
  /// - Returns: The anatomy.
  public static func anatomy(of seed: UInt64) -> TorsoAnatomy {
    TorsoAnatomy(seed: seed, breadth: breadth(seed))
  }

  /// Makes the anatomy, its mesh, electrodes and places.
  ///
  /// - Parameters:
  ///   - seed: The seed.
  ///   - kind: A named extreme, or `nil` for the population at large.
  ///   - settings: How much is sampled.
  /// - Throws: `LFError` with code `badData` when no mesh of it is sound.
  public init(
    seed: UInt64, kind: AnatomyKind? = nil, settings: Settings = Settings()
  ) throws(LFError) {
    self.seed = seed
    anatomy = TorsoAnatomy(seed: seed, kind: kind, breadth: Self.breadth(seed))
    mesh = try AnatomyMesh.sound(anatomy, density: settings.density)
    electrodes = anatomy.trainingElectrodes(count: settings.electrodes, seed: seed)
    let others = Set(Tissue.allCases).subtracting([.myocardium])
    places = [
      SamplePlaces(settings.heartPlaces, in: mesh, [.myocardium], RandomSource(seed: seed, stream: 0x4EA7)),
      SamplePlaces(settings.torsoPlaces, in: mesh, others, RandomSource(seed: seed, stream: 0x7035)),
    ]
  }

  /// Solves for the lead fields of all electrodes at all places.
  ///
  /// - Parameters:
  ///   - conductivity: The conductivities by tissue.
  ///   - diagnostics: Takes warnings of the solver.
  /// - Returns: A lead field whose mesh is the places, as vertices: those of the heart first. Point arrays: `tissue`,
  ///   `weight` (mm³ that a place stands for), `signed_distance` (mm, to skin, epicardium, cavities, lungs).
  /// - Throws: `LFError` when the equations cannot be solved.
  public func leadField(
    _ conductivity: ConductivityModel, diagnostics: inout Diagnostics
  ) throws(LFError) -> LeadField {
    var bare = mesh.mesh
    bare.fieldData.removeAll { $0.name == StatedFrame.arrayName }
    let model = try TorsoModel(bare, conductivity: .table(conductivity), diagnostics: &diagnostics)
    let solution = try FullOrderSolver(model).solve(electrodes, diagnostics: &diagnostics)
    let positions = places.flatMap(\.positions)
    let tissues = places.flatMap(\.tissues)
    let count = positions.count
    var samples = FieldSamples(
      count: count, potential: [Float](repeating: 0, count: count * electrodes.count),
      gradient: [Float](repeating: 0, count: 3 * count * electrodes.count))
    for name in Set(tissues.map(\.conductivityName)).sorted() {
      let members = positions.indices.filter { tissues[$0].conductivityName == name }
      let part = try solution.samples(at: members.map { positions[$0] }, in: name)
      for e in electrodes.indices {
        for (i, place) in members.enumerated() {
          samples.potential?[e * count + place] = part.potential?[e * members.count + i] ?? 0
          for axis in 0..<3 {
            samples.gradient[3 * (e * count + place) + axis] =
              part.gradient[3 * (e * members.count + i) + axis]
          }
        }
      }
    }
    let residual = solution.report.relativeResiduals.max() ?? 0
    return LeadField(
      mesh: mesh(of: positions, tissues), electrodes: solution.electrodes,
      leads: .standard(for: electrodes.map(\.name)), atPoints: samples, conductivity: conductivity,
      provenance: Provenance(
        title: "Training case \(seed)", method: "full-order", source: "population, seed \(seed)",
        history: [
          "solved \(electrodes.count) electrodes on \(model.points.count) points and \(model.cellCount) tetrahedra; "
            + "relative residual \(Float(residual))"
        ],
        references:
          "linear finite elements, electrode singularity in closed form, uniform return over the skin"))
  }

  private func mesh(of positions: [SIMD3<Double>], _ tissues: [Tissue]) -> Mesh {
    let count = positions.count
    let distances = anatomy.distances(at: positions, skin: anatomy.skin.signedDistances(at: positions))
    let parameters = AnatomyParameter.allCases
    return Mesh(
      .unstructured(
        UnstructuredGrid(
          points: DataArray("Points", components: 3, .float64(positions.flatMap { [$0.x, $0.y, $0.z] })),
          cells: CellArray(offsets: (0...count).map(Int64.init), connectivity: (0..<count).map(Int64.init)),
          types: [UInt8](repeating: CellType.vertex.rawValue, count: count))),
      pointData: AttributeData([
        DataArray("tissue", .uint8(tissues.map(\.rawValue))),
        DataArray("weight", .float64(places.flatMap(\.weights))),
        DataArray(
          "signed_distance", components: 5,
          componentNames: ["skin", "epicardium", "left cavity", "right cavity", "lungs"],
          .float32(
            distances.flatMap { d in
              [d.skin, d.epicardium, d.leftCavity, d.rightCavity, d.lungs].map { Float($0) }
            })),
      ]),
      fieldData: [
        DataArray("tissue_names", .string(Tissue.allCases.map { "\($0.rawValue) \($0.name)" })),
        DataArray("anatomy_seed", .uint64([seed])),
        DataArray("anatomy_sex", .string([anatomy.parameters.sex.rawValue])),
        DataArray("anatomy_parameter_name", .string(parameters.map(\.rawValue))),
        DataArray("anatomy_parameter", .float64(parameters.map { anatomy.parameters[$0] })),
      ])
  }
}
