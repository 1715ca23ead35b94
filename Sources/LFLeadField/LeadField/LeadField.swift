public import LFMesh

/// A lead field on a mesh: what each electrode sees of each point, with all that is needed to understand it.
public struct LeadField: Equatable, Sendable {
  /// The mesh, LPS, mm, with every array it came with.
  public var mesh: Mesh
  /// The electrodes, in the order of the samples' first axis.
  public var electrodes: [Electrode]
  /// The leads made of them.
  public var leads: LeadMatrix
  /// The field at the mesh's points.
  public var atPoints: FieldSamples?
  /// The field at the cells' centroids.
  public var atCells: FieldSamples?
  /// The conductivities it was computed with.
  public var conductivity: ConductivityModel
  /// How it was made, and from what.
  public var provenance: Provenance

  /// Makes a lead field.
  ///
  /// - Parameters:
  ///   - mesh: The mesh, LPS, mm.
  ///   - electrodes: The electrodes.
  ///   - leads: The leads made of them.
  ///   - atPoints: The field at the mesh's points.
  ///   - atCells: The field at the cells' centroids.
  ///   - conductivity: The conductivities.
  ///   - provenance: How it was made.
  public init(
    mesh: Mesh, electrodes: [Electrode], leads: LeadMatrix, atPoints: FieldSamples? = nil,
    atCells: FieldSamples? = nil, conductivity: ConductivityModel, provenance: Provenance
  ) {
    self.mesh = mesh
    self.electrodes = electrodes
    self.leads = leads
    self.atPoints = atPoints
    self.atCells = atCells
    self.conductivity = conductivity
    self.provenance = provenance
  }
}
