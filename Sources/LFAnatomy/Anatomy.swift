public import LFLeadField

/// All that a predictor is told: a heart, electrodes, conductivities.
public struct Anatomy: Sendable {
  /// The heart.
  public var heart: HeartMesh
  /// The electrodes and their leads.
  public var electrodes: ElectrodeSet
  /// The conductivities by tissue, S/m.
  public var conductivity: ConductivityModel

  /// Makes an anatomy.
  ///
  /// - Parameters:
  ///   - heart: The heart.
  ///   - electrodes: The electrodes and their leads.
  ///   - conductivity: The conductivities by tissue, S/m.
  public init(heart: HeartMesh, electrodes: ElectrodeSet, conductivity: ConductivityModel) {
    self.heart = heart
    self.electrodes = electrodes
    self.conductivity = conductivity
  }
}
