public import LFAnatomy
public import LFCore
public import LFLeadField

/// Where on the mesh a lead field is wanted.
public enum Sampling: String, CaseIterable, Sendable {
  /// At the mesh's points.
  case points
  /// At the cells' centroids.
  case cells
  /// At both.
  case both
}

/// A way from an anatomy to its lead field.
public protocol LeadFieldPredictor: Sendable {
  /// The name by which it is chosen, and that the output states.
  var method: String { get }
  /// What to read about it.
  var references: String { get }

  /// The unipolar lead fields of an anatomy's electrodes.
  ///
  /// - Parameters:
  ///   - anatomy: The heart, electrodes and conductivities.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: Z in ohm and its gradient in ohm/m, electrode by electrode.
  /// - Throws: `LFError` when the anatomy is not one that the method can answer for.
  func samples(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples
}

extension LeadFieldPredictor {
  /// The lead field of an anatomy, on its heart's mesh.
  ///
  /// - Parameters:
  ///   - anatomy: The heart, electrodes and conductivities.
  ///   - sampling: Where on the mesh.
  ///   - progress: Takes how far it is.
  /// - Returns: The lead field.
  /// - Throws: `LFError` when the anatomy is not one that the method can answer for.
  public func leadField(
    of anatomy: Anatomy, at sampling: Sampling, progress: WorkProgress = .silent
  ) throws(LFError) -> LeadField {
    let heart = anatomy.heart
    let name = heart.file.split(separator: "/").last.map(String.init) ?? heart.file
    let points =
      sampling == .cells ? nil : try samples(of: anatomy, at: heart.points, progress: progress)
    let cells =
      sampling == .points
      ? nil : try samples(of: anatomy, at: try heart.cellCentroids(), progress: progress)
    return LeadField(
      mesh: heart.mesh, electrodes: anatomy.electrodes.electrodes, leads: anatomy.electrodes.leads,
      atPoints: points, atCells: cells, conductivity: anatomy.conductivity,
      provenance: Provenance(
        title: "Lead field of \(name)", method: method, source: name,
        history: ["predicted from \(name) by the method \(method)"], references: references))
  }
}
