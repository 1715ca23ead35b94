public import LFAnatomy
public import LFCore
import LFFullOrder
public import LFLeadField
public import LFShapeCode

/// The full-order solution on a decoded torso.
public struct InferredTorso: Sendable {
  private let solution: FullOrderSolution
  /// For many electrodes: how their fields in the muscle are made of the solution's.
  private let map: ElectrodeMap?
  private let origin: SIMD3<Double>
  private let tissues: DecodedTissues
  private let shift: ElectrodeShift

  /// From this many electrodes on, their fields in the muscle are made of those of some where that takes less.
  public static let many = 128

  /// Meshes a decoded anatomy and solves for electrodes.
  ///
  /// - Parameters:
  ///   - anatomy: The anatomy, with the patient's own heart where that is known.
  ///   - electrodes: Electrodes, LPS, mm; each is moved onto the decoded skin, and what that changes in the field of a
  ///     point on a flat skin, 1/(2πσr), is made good.
  ///   - conductivity: The conductivities.
  ///   - fibres: The muscle's fibres, where the conductivities need them.
  ///   - everywhere: Whether fields are wanted outside the muscle too, which takes a solution for each electrode.
  ///   - density: How fine the mesh is; with fibres it is finer.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when the torso cannot be meshed or solved.
  public init(
    _ anatomy: DecodedAnatomy, electrodes: [SIMD3<Double>], conductivity: ConductivityModel,
    fibres: MuscleFibres? = nil, everywhere: Bool = false, density: MeshDensity = .standard,
    progress: WorkProgress = .silent
  ) throws(LFError) {
    progress("meshing the inferred torso", 0)
    let tissues = DecodedTissues(anatomy)
    self.tissues = tissues
    let origin = anatomy.code.origin
    let centred = electrodes.map { $0 - origin }
    let near = tissues.skin.nearest(centred)
    let placed = near.enumerated().map { Electrode("electrode \($0 + 1)", at: $1.point) }
    shift = ElectrodeShift(
      ways: zip(centred, near).map { ($0, $1.point) }, bulk: conductivity.tissues["torso"] ?? 0.2)
    // Fibres turn within two or three of the usual cells.
    let density = fibres == nil ? density : density.refined(1.4)
    (solution, map) = try withSoundMesh(density) { (density) throws(LFError) in
      let model = try TorsoModel(AnatomyMesh(tissues, density: density), conductivity, fibres, origin: origin)
      progress("solving on the inferred torso", 0.4)
      var diagnostics = Diagnostics()
      var options = FullOrderSolver.Options()
      // A ten-thousandth is far below what inference leaves.
      options.tolerance = 1e-4
      let solver = try FullOrderSolver(model, options: options, progress: progress)
      if !everywhere, placed.count >= Self.many,
        let map = try ElectrodeMap(
          solver, placed, in: Tissue.myocardium.conductivityName, progress: progress)
      {
        return (map.pilots, map)
      }
      return (try solver.solve(placed, progress: progress, diagnostics: &diagnostics), nil)
    }
    self.origin = origin
  }

  /// The fields at places in the muscle.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: Z in ohm, ∇Z in ohm/m, electrode by electrode.
  /// - Throws: `LFError` with code `badData` when a place is far outside the muscle.
  public func samples(at places: [SIMD3<Double>]) throws(LFError) -> FieldSamples {
    try stream(at: places).samples(of: 0..<shift.count)
  }

  /// The fields at places in the muscle, for some electrodes at a time.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: What answers for any of the electrodes.
  /// - Throws: `LFError` with code `badData` when a place is far outside the muscle.
  func stream(at places: [SIMD3<Double>]) throws(LFError) -> Stream {
    let centred = places.map { $0 - origin }
    let sampler = try FieldSampler(
      solution, at: centred, in: Tissue.myocardium.conductivityName, limit: 40, origin: origin)
    let pilots = map.map { (map: $0, samples: sampler.samples(of: solution.electrodes.indices)) }
    return Stream(centred: centred, sampler: sampler, pilots: pilots, shift: shift)
  }

  /// The fields at places anywhere in the torso; those outside the inferred one are answered from its skin, those on the
  /// muscle's surface as in the muscle.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: Z in ohm, ∇Z in ohm/m, electrode by electrode.
  /// - Throws: `LFError` with code `badData` when a place is far outside the inferred torso.
  public func samples(anywhere places: [SIMD3<Double>]) throws(LFError) -> FieldSamples {
    precondition(map == nil, "solved for the muscle only")
    let centred = places.map { $0 - origin }
    let near = tissues.skin.nearest(centred)
    let inside = try near.enumerated().map { (i, near) throws(LFError) in
      guard near.distance > 0 else { return centred[i] }
      guard near.distance <= Self.reach else {
        throw LFError(
          .badData,
          "point \(i) is \(Int(near.distance.rounded())) mm outside the inferred torso (limit: \(Int(Self.reach)) mm)",
          hint: "give points of the torso that the heart lies in, in its frame and unit")
      }
      return near.point
    }
    let own = tissues.distances(at: inside, skin: near.map { min($0.distance, 0) }).map { d in
      // On the muscle's surface its own side is meant.
      let muscle = max(d.epicardium, -d.leftCavity, -d.rightCavity)
      return (muscle < Self.touch ? .myocardium : d.tissue).conductivityName
    }
    // The mesh's skin is that of its nodes, and cuts corners.
    var samples = try solution.samples(anywhere: inside, of: own, limit: 10, origin: origin)
    shift.makeGood(&samples, centred, sampledAt: inside, of: 0..<shift.count)
    return samples
  }

  /// How far outside the inferred torso places of the true one may be, mm.
  private static let reach = 100.0
  /// As near as this a place lies on the muscle's surface, mm.
  private static let touch = 0.02

  /// The fields at places in the muscle, electrode by electrode.
  struct Stream: Sendable {
    fileprivate let centred: [SIMD3<Double>]
    fileprivate let sampler: FieldSampler
    fileprivate let pilots: (map: ElectrodeMap, samples: FieldSamples)?
    fileprivate let shift: ElectrodeShift

    /// The fields of some electrodes.
    func samples(of electrodes: Range<Int>) -> FieldSamples {
      var samples: FieldSamples
      if let pilots {
        samples = Self.sum(pilots.map, pilots.samples, electrodes)
      } else {
        samples = sampler.samples(of: electrodes)
      }
      shift.makeGood(&samples, centred, sampledAt: centred, of: electrodes)
      return samples
    }

    private static func sum(
      _ map: ElectrodeMap, _ pilots: FieldSamples, _ electrodes: Range<Int>
    ) -> FieldSamples {
      let (n, inner) = (pilots.count, map.pilots.electrodes.count)
      let shares = Array(map.shares[(inner * electrodes.lowerBound)..<(inner * electrodes.upperBound)])
      var result = FieldSamples(
        count: n, potential: electrodes.flatMap { [Float](repeating: map.constants[$0], count: n) },
        gradient: [Float](repeating: 0, count: 3 * n * electrodes.count))
      DenseSum.add(shares, electrodes.count, inner, pilots.gradient, 3 * n, to: &result.gradient)
      if let values = pilots.potential, var sum = result.potential {
        result.potential = nil
        DenseSum.add(shares, electrodes.count, inner, values, n, to: &sum)
        result.potential = sum
      }
      return result
    }
  }
}
