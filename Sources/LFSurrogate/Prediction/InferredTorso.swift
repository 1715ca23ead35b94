public import LFAnatomy
public import LFCore
import LFFullOrder
public import LFLeadField
public import LFShapeCode

/// The full-order solution on a decoded torso.
public struct InferredTorso: Sendable {
  private let solution: FullOrderSolution
  private let origin: SIMD3<Double>
  private let bulk: Double
  private let skin: SurfaceDistance
  /// Where the electrodes are, and where they were moved to on the decoded skin, heart-centred LPS, mm.
  private let positions: [(given: SIMD3<Double>, moved: SIMD3<Double>)]

  /// Meshes a decoded anatomy and solves for electrodes.
  ///
  /// - Parameters:
  ///   - anatomy: The anatomy, with the patient's own heart where that is known.
  ///   - electrodes: Electrodes, LPS, mm; each is moved onto the decoded skin, and what that changes in the field of a
  ///     point on a flat skin, 1/(2πσr), is made good.
  ///   - conductivity: The conductivities.
  ///   - fibres: The muscle's fibres, where the conductivities need them.
  ///   - density: How fine the mesh is.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when the torso cannot be meshed or solved.
  public init(
    _ anatomy: DecodedAnatomy, electrodes: [SIMD3<Double>], conductivity: ConductivityModel,
    fibres: MuscleFibres? = nil, density: MeshDensity = .standard, progress: WorkProgress = .silent
  ) throws(LFError) {
    progress("meshing the inferred torso", 0)
    let map = DecodedTissues(anatomy)
    skin = map.skin
    let origin = anatomy.code.origin
    let centred = electrodes.map { $0 - origin }
    let near = skin.nearest(centred)
    let placed = near.enumerated().map { Electrode("electrode \($0 + 1)", at: $1.point) }
    positions = zip(centred, near).map { ($0, $1.point) }
    bulk = conductivity.tissues["torso"] ?? 0.2
    solution = try withSoundMesh(density) { (density) throws(LFError) in
      let model = try TorsoModel(AnatomyMesh(map, density: density), conductivity, fibres, origin: origin)
      progress("solving on the inferred torso", 0.4)
      var diagnostics = Diagnostics()
      var options = FullOrderSolver.Options()
      // A hundred-thousandth is far below what inference leaves.
      options.tolerance = 1e-5
      return try FullOrderSolver(model, options: options, progress: progress).solve(
        placed, progress: progress, diagnostics: &diagnostics)
    }
    self.origin = origin
  }

  /// The fields at places in the muscle.
  ///
  /// - Parameters:
  ///   - places: Places, LPS, mm.
  ///   - electrodes: Of which electrodes; all of them when not given.
  /// - Returns: Z in ohm, ∇Z in ohm/m, electrode by electrode.
  /// - Throws: `LFError` with code `badData` when a place is far outside the muscle.
  public func samples(
    at places: [SIMD3<Double>], of electrodes: Range<Int>? = nil
  ) throws(LFError) -> FieldSamples {
    let centred = places.map { $0 - origin }
    var samples = try solution.samples(
      at: centred, in: Tissue.myocardium.conductivityName, limit: 40, of: electrodes)
    makeGood(&samples, centred, electrodes ?? positions.indices)
    return samples
  }

  /// The fields at places anywhere in the torso; those outside the inferred one are answered from its skin.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: Z in ohm, ∇Z in ohm/m, electrode by electrode.
  /// - Throws: `LFError` with code `badData` when a place is far outside the inferred torso.
  public func samples(anywhere places: [SIMD3<Double>]) throws(LFError) -> FieldSamples {
    let centred = places.map { $0 - origin }
    let inside = try skin.nearest(centred).enumerated().map { (i, near) throws(LFError) in
      guard near.distance > 0 else { return centred[i] }
      guard near.distance <= Self.reach else {
        throw LFError(
          .badData,
          "point \(i) is \(Int(near.distance.rounded())) mm outside the inferred torso (limit: \(Int(Self.reach)) mm)",
          hint: "give points of the torso that the heart lies in, in its frame and unit")
      }
      return near.point
    }
    // The mesh's skin is that of its nodes, and cuts corners.
    var samples = try solution.samples(anywhere: inside, limit: 10)
    makeGood(&samples, centred, positions.indices)
    return samples
  }

  /// How far outside the inferred torso places of the true one may be, mm.
  private static let reach = 100.0

  /// Adds what the electrodes' way onto the decoded skin changes.
  private func makeGood(_ samples: inout FieldSamples, _ centred: [SIMD3<Double>], _ electrodes: Range<Int>) {
    for (number, e) in electrodes.enumerated() {
      let (given, moved) = positions[e]
      let way = given - moved
      guard (way * way).sum() > 1e-4 else { continue }
      // r in metres, so that 1/(2πσr) is in ohm.
      let strength = 1 / (2 * .pi * bulk)
      for (sign, electrode) in [(1.0, given), (-1.0, moved)] {
        for (i, place) in centred.enumerated() {
          let r = (place - electrode) * 1e-3
          let square = max((r * r).sum(), 1e-8)
          let value = sign * strength / square.squareRoot()
          let at = number * centred.count + i
          samples.potential?[at] += Float(value)
          for axis in 0..<3 { samples.gradient[3 * at + axis] -= Float(value / square * r[axis]) }
        }
      }
    }
  }
}
