public import LFCore
public import LFLeadField
import LFSolve

/// What a heart makes of each solid harmonic: the fields that sources outside a ball can make in the heart in it.
///
/// In a ball of bulk conductor with the heart in it, u_k = P_k + w_k with the harmonic polynomial P_k and w_k from
/// −∇·(σ∇w) = ∇·((σ − σ₀)∇P), ∂w/∂n = 0 on the ball: one solution of linear finite elements a function. The field of
/// any electrode in any torso is a sum of these in the heart, but for what conductors between heart and ball add.
public struct ScatteredHarmonics: Sendable {
  /// The polynomials, coordinates in metres from the centre.
  public let harmonics: SolidHarmonics
  /// The centre, mm.
  public let center: SIMD3<Double>
  private let model: TorsoModel
  /// The functions' w; `nil` where the conductor is uniform, and w vanishes.
  private let scattered: FullOrderSolution?

  /// Solves for the functions of a ball.
  ///
  /// - Parameters:
  ///   - model: The ball with the heart in it.
  ///   - bulk: The conductivity at its surface, S/m.
  ///   - center: Its centre, mm.
  ///   - degree: The highest degree.
  ///   - scale: What coordinates are divided by, mm.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when the equations cannot be solved.
  public init(
    _ model: TorsoModel, bulk: Double, center: SIMD3<Double>, degree: Int, scale: Double,
    progress: WorkProgress = .silent
  ) throws(LFError) {
    let harmonics = SolidHarmonics(degree: degree, scale: scale * 1e-3)
    self.harmonics = harmonics
    self.center = center
    self.model = model
    let loads = Self.loads(model, bulk, center * 1e-3, harmonics)
    guard loads.contains(where: { $0.contains { $0 != 0 } }) else {
      scattered = nil
      return
    }
    let solver = try FullOrderSolver(model, progress: progress)
    // A ten-thousandth is far below what the mesh leaves.
    let (solutions, report) = try solver.solver.solve(loads, tolerance: 1e-5) { done in
      progress("solving for \(loads.count) functions of the heart", done)
    }
    scattered = FullOrderSolution(
      model: model, electrodes: loads.indices.map { Electrode("function \($0 + 1)", at: .zero) },
      sources: loads.map { _ in PointSource(center: .zero, strength: 0) },
      regular: solutions, report: report,
      recovery: .quadraticFit)
  }

  /// −∫ (σ − σ₀) ∇P · ∇φ over the cells of another conductivity, ∇P at their centroids.
  private static func loads(
    _ model: TorsoModel, _ bulk: Double, _ center: SIMD3<Double>, _ harmonics: SolidHarmonics
  ) -> [[Double]] {
    var loads = [[Double]](
      repeating: [Double](repeating: 0, count: model.points.count), count: harmonics.count)
    for cell in 0..<model.cellCount {
      let sigma = model.conductivity
      if case .isotropic(let values) = sigma, abs(values[cell] - bulk) <= 1e-12 * bulk { continue }
      let (t, nodes, middle) = model.element(cell)
      harmonics.evaluate(at: middle - center) { k, _, gradient in
        let current = (sigma.times(cell, gradient) - bulk * gradient) * t.volume
        loads[k][nodes[0]] -= current.dot(t.g0)
        loads[k][nodes[1]] -= current.dot(t.g1)
        loads[k][nodes[2]] -= current.dot(t.g2)
        loads[k][nodes[3]] -= current.dot(t.g3)
      }
    }
    return loads
  }

  /// The functions and their gradients at places in a tissue.
  ///
  /// - Parameters:
  ///   - places: Places, mm.
  ///   - tissue: The tissue that they belong to.
  ///   - limit: How far outside the tissue a place may be, mm.
  ///   - origin: Where the user has the model's origin, mm, for messages.
  /// - Returns: Values and gradients (per metre), function by function.
  /// - Throws: `LFError` with code `badData` when a place is farther away.
  public func samples(
    at places: [SIMD3<Double>], in tissue: String, limit: Double = 2, origin: SIMD3<Double> = .zero
  ) throws(LFError) -> FieldSamples {
    let (n, count) = (places.count, harmonics.count)
    let solved = try scattered?.samples(at: places, in: tissue, limit: limit, origin: origin)
    var potential = solved?.potential ?? [Float](repeating: 0, count: n * count)
    var gradient = solved?.gradient ?? [Float](repeating: 0, count: 3 * n * count)
    for (i, place) in places.enumerated() {
      harmonics.evaluate(at: (place - center) * 1e-3) { function, value, slope in
        potential[function * n + i] += Float(value)
        let at = 3 * (function * n + i)
        gradient[at] += Float(slope.x)
        gradient[at + 1] += Float(slope.y)
        gradient[at + 2] += Float(slope.z)
      }
    }
    return FieldSamples(count: n, potential: potential, gradient: gradient)
  }
}
