public import LFCore
import LFLeadField
import LFSolve

/// What every electrode of a torso sees of test fields in the heart: the mean of ∇P_k · ∇Z over the muscle.
///
/// By reciprocity (Helmholtz 1853) ∫ ∇P_k · ∇Z_e over the muscle is the potential at the electrode e, less the skin's
/// mean, of dipoles of the density ∇P_k in the muscle: one solution a test field serves any number of electrodes.
public struct HeartMoments: Sendable {
  /// The test fields' potentials, coordinates in metres from the centre.
  public let harmonics: SolidHarmonics
  private let model: TorsoModel
  private let potentials: [[Double]]
  private let origin: SIMD3<Double>
  /// The muscle's cells: where they are, and their shares of its volume.
  private let dipoles: [(place: SIMD3<Double>, share: Double)]

  /// Solves for the test fields' potentials.
  ///
  /// - Parameters:
  ///   - model: The torso with the heart in it.
  ///   - tissue: The tissue that the dipoles are in.
  ///   - center: The centre of the test fields, mm.
  ///   - degree: Their highest degree.
  ///   - scale: What coordinates are divided by, mm.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when there is no such tissue or the equations cannot be solved.
  public init(
    _ model: TorsoModel, in tissue: String, center: SIMD3<Double>, degree: Int, scale: Double,
    progress: WorkProgress = .silent
  ) throws(LFError) {
    let harmonics = SolidHarmonics(degree: degree, scale: scale * 1e-3)
    self.harmonics = harmonics
    self.model = model
    guard let wanted = model.index(ofTissue: tissue) else {
      throw LFError(.badData, "has no \(tissue)", hint: "the heart is too small for the mesh, or missing")
    }
    let origin = center * 1e-3
    self.origin = origin
    var dipoles: [(place: SIMD3<Double>, share: Double)] = []
    var loads = [[Double]](
      repeating: [Double](repeating: 0, count: model.points.count), count: harmonics.count)
    var volume = 0.0
    for cell in 0..<model.cellCount where model.tissue[cell] == wanted {
      let (t, nodes, middle) = model.element(cell)
      volume += t.volume
      dipoles.append((middle, t.volume))
      harmonics.evaluate(at: middle - origin) { k, _, gradient in
        loads[k][nodes[0]] += t.volume * dot(gradient, t.g0)
        loads[k][nodes[1]] += t.volume * dot(gradient, t.g1)
        loads[k][nodes[2]] += t.volume * dot(gradient, t.g2)
        loads[k][nodes[3]] += t.volume * dot(gradient, t.g3)
      }
    }
    for k in loads.indices { for i in loads[k].indices { loads[k][i] /= volume } }
    self.dipoles = dipoles.map { ($0.place, $0.share / volume) }
    let solver = try FullOrderSolver(model, progress: progress)
    var solved = try solver.solver.solve(loads, tolerance: 1e-5) { done in
      progress("solving for \(loads.count) functions of the torso", done)
    }.solutions
    for k in solved.indices { solver.normalise(&solved[k], 0) }
    potentials = solved
  }

  /// The moments of electrodes.
  ///
  /// An electrode that is off this torso's skin is moved onto it; its near field, 1/(2πσ₀r), stays where it is.
  ///
  /// - Parameters:
  ///   - electrodes: Electrodes, mm.
  ///   - bulk: The conductivity under the skin, S/m.
  /// - Returns: Mean of ∇P_k · ∇Z over the muscle, ohm/m²: electrode × test field.
  /// - Throws: `LFError` with code `badData` when an electrode has no finite place.
  public func callAsFunction(_ electrodes: [SIMD3<Double>], bulk: Double) throws(LFError) -> [Double] {
    var result: [Double] = []
    let strength = 1 / (2 * .pi * bulk)
    for (i, place) in electrodes.enumerated() {
      let point = try SkinPoint(Electrode("\(i + 1)", at: place), on: model, limit: .infinity)
      let corners = (0..<3).map { Int(model.boundary.triangles[3 * point.face + $0]) }
      var moments = potentials.map { potential in
        (0..<3).reduce(0.0) { $0 + point.weights[$1] * potential[corners[$1]] }
      }
      if point.distance > Self.offSkin {
        let there = PointSource(center: place * 1e-3, strength: strength)
        let here = PointSource(center: point.position, strength: strength)
        for dipole in dipoles {
          let gap = dipole.share * (there.gradient(dipole.place) - here.gradient(dipole.place))
          harmonics.evaluate(at: dipole.place - origin) { k, _, gradient in moments[k] += dot(gradient, gap) }
        }
      }
      result += moments
    }
    return result
  }

  /// An electrode this far from the skin is not on it, m.
  private static let offSkin = 1e-3
}
