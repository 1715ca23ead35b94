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

  /// The same for some electrodes at a time, for which methods keep what is common to all.
  ///
  /// - Parameters:
  ///   - anatomy: The heart, electrodes and conductivities.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: What makes the samples of electrodes.
  /// - Throws: `LFError` when the anatomy is not one that the method can answer for.
  func stream(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> SampleStream

  /// The unipolar lead fields of an anatomy's electrodes anywhere in the torso.
  ///
  /// - Parameters:
  ///   - anatomy: The heart, electrodes and conductivities.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: Z in ohm and its gradient in ohm/m, electrode by electrode.
  /// - Throws: `LFError` when the anatomy is not one that the method can answer for, or a place is outside the torso.
  func samples(
    of anatomy: Anatomy, anywhere places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples
}

extension LeadFieldPredictor {
  /// All samples at once, handed out.
  ///
  /// - Parameters:
  ///   - anatomy: The heart, electrodes and conductivities.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: What hands them out.
  /// - Throws: `LFError` when the anatomy is not one that the method can answer for.
  public func stream(
    of anatomy: Anatomy, at places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> SampleStream {
    SampleStream(try samples(of: anatomy, at: places, progress: progress))
  }

  /// As in the muscle, for methods that make no difference.
  ///
  /// - Parameters:
  ///   - anatomy: The heart, electrodes and conductivities.
  ///   - places: Where, LPS, mm.
  ///   - progress: Takes how far it is.
  /// - Returns: The samples.
  /// - Throws: `LFError` when the anatomy is not one that the method can answer for.
  public func samples(
    of anatomy: Anatomy, anywhere places: [SIMD3<Double>], progress: WorkProgress
  ) throws(LFError) -> FieldSamples {
    try samples(of: anatomy, at: places, progress: progress)
  }

  /// The lead field of an anatomy at places of the torso.
  ///
  /// - Parameters:
  ///   - anatomy: The heart, electrodes and conductivities.
  ///   - places: Where.
  ///   - progress: Takes how far it is.
  /// - Returns: The lead field, on the places' mesh.
  /// - Throws: `LFError` when the anatomy is not one that the method can answer for, or a place is outside the torso.
  public func leadField(
    of anatomy: Anatomy, at places: FieldPlaces, progress: WorkProgress = .silent
  ) throws(LFError) -> LeadField {
    let name = anatomy.heart.file.lastPathComponent
    let found: FieldSamples
    do throws(LFError) {
      found = try samples(of: anatomy, anywhere: places.points, progress: progress)
    } catch { throw error.inFile(places.file) }
    return LeadField(
      mesh: places.mesh, electrodes: anatomy.electrodes.electrodes, leads: anatomy.electrodes.leads,
      atPoints: found, conductivity: anatomy.conductivity,
      provenance: Provenance(
        title: "Lead field of \(name) at \(places.file.lastPathComponent)", method: method, source: name,
        history: ["predicted from \(name) at \(places.file.lastPathComponent) by the method \(method)"],
        references: references))
  }

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
    let points =
      sampling == .cells ? nil : try samples(of: anatomy, at: heart.fieldPoints, progress: progress)
    let cells =
      sampling == .points
      ? nil : try samples(of: anatomy, at: try heart.cellCentroids(), progress: progress)
    var field = withoutSamples(anatomy)
    (field.atPoints, field.atCells) = (points, cells)
    return field
  }

  /// The lead field of an anatomy on its heart's mesh, with no samples yet.
  ///
  /// - Parameter anatomy: The heart, electrodes and conductivities.
  /// - Returns: The lead field.
  public func withoutSamples(_ anatomy: Anatomy) -> LeadField {
    let name = anatomy.heart.file.lastPathComponent
    return LeadField(
      mesh: anatomy.heart.mesh, electrodes: anatomy.electrodes.electrodes, leads: anatomy.electrodes.leads,
      conductivity: anatomy.conductivity,
      provenance: Provenance(
        title: "Lead field of \(name)", method: method, source: name,
        history: ["predicted from \(name) by the method \(method)"], references: references))
  }
}

extension String {
  fileprivate var lastPathComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
