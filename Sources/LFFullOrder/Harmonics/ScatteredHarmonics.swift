public import LFCore
public import LFLeadField
import LFSolve

/// What a heart makes of each solid harmonic: the fields that sources outside a ball can make in the heart in it.
///
/// In a ball of bulk conductor with the heart in it, u_k = P_k + w_k with the harmonic polynomial P_k and w_k from
/// −∇·(σ∇w) = ∇·((σ − σ₀)∇P), ∂w/∂n = 0 on the ball: one solution of linear finite elements a function. The field of
/// any electrode in any torso is a sum of these in the heart, but for what conductors between heart and ball add.
///
/// An electrode close to the heart takes many harmonics. What is near in its field is known: 1/(2πσr), a point on a
/// flat skin. Its scattered field is solved for in the same way, and only the smooth rest is left to the harmonics.
public struct ScatteredHarmonics: Sendable {
  /// The polynomials, coordinates in metres from the centre.
  public let harmonics: SolidHarmonics
  /// The centre, mm.
  public let center: SIMD3<Double>
  /// The electrodes' points on a flat skin.
  private let sources: [PointSource]
  private let model: TorsoModel
  /// w of the harmonics, then of the electrodes; `nil` where the conductor is uniform, and w vanishes.
  private let scattered: FullOrderSolution?

  /// Solves for the functions of a ball.
  ///
  /// - Parameters:
  ///   - model: The ball with the heart in it.
  ///   - bulk: The conductivity at its surface, S/m.
  ///   - center: Its centre, mm.
  ///   - degree: The highest degree.
  ///   - scale: What coordinates are divided by, mm.
  ///   - electrodes: Electrodes, mm, outside the heart.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when the equations cannot be solved.
  public init(
    _ model: TorsoModel, bulk: Double, center: SIMD3<Double>, degree: Int, scale: Double,
    electrodes: [SIMD3<Double>], progress: WorkProgress = .silent
  ) throws(LFError) {
    let harmonics = SolidHarmonics(degree: degree, scale: scale * 1e-3)
    self.harmonics = harmonics
    self.center = center
    self.model = model
    let sources = electrodes.map { PointSource(center: $0 * 1e-3, strength: 1 / (2 * .pi * bulk)) }
    self.sources = sources
    let loads = Self.loads(model, bulk, center * 1e-3, harmonics, sources)
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
      sources: (0..<harmonics.count).map { _ in PointSource(center: .zero, strength: 0) } + sources,
      regular: solutions, report: report,
      recovery: .quadraticFit)
  }

  /// −∫ (σ − σ₀) ∇P · ∇φ over the cells of another conductivity, ∇P at their centroids.
  private static func loads(
    _ model: TorsoModel, _ bulk: Double, _ center: SIMD3<Double>, _ harmonics: SolidHarmonics,
    _ sources: [PointSource]
  ) -> [[Double]] {
    var loads = [[Double]](
      repeating: [Double](repeating: 0, count: model.points.count), count: harmonics.count + sources.count)
    for cell in 0..<model.cellCount {
      let sigma = model.conductivity
      if case .isotropic(let values) = sigma, abs(values[cell] - bulk) <= 1e-12 * bulk { continue }
      let (a, b, c, d) = model.corners(cell)
      let t = LinearTetrahedron(a, b, c, d)
      let nodes = (0..<4).map { Int(model.tetrahedra[4 * cell + $0]) }
      let middle = (a + b + c + d) / 4
      func add(_ k: Int, _ gradient: SIMD3<Double>) {
        let current = (sigma.times(cell, gradient) - bulk * gradient) * t.volume
        loads[k][nodes[0]] -= dot(current, t.g0)
        loads[k][nodes[1]] -= dot(current, t.g1)
        loads[k][nodes[2]] -= dot(current, t.g2)
        loads[k][nodes[3]] -= dot(current, t.g3)
      }
      harmonics.evaluate(at: middle - center) { k, _, gradient in add(k, gradient) }
      for (e, source) in sources.enumerated() { add(harmonics.count + e, source.gradient(middle)) }
    }
    return loads
  }

  /// The functions and their gradients at places in a tissue: the harmonics', then the electrodes'.
  ///
  /// - Parameters:
  ///   - places: Places, mm.
  ///   - tissue: The tissue that they belong to.
  ///   - limit: How far outside the tissue a place may be, mm.
  /// - Returns: Values and gradients (per metre), function by function; the electrodes' in ohm and ohm/m.
  /// - Throws: `LFError` with code `badData` when a place is farther away.
  public func samples(
    at places: [SIMD3<Double>], in tissue: String, limit: Double = 2
  ) throws(LFError) -> FieldSamples {
    let n = places.count
    let count = harmonics.count + sources.count
    let isBare = scattered == nil
    var result =
      try scattered?.samples(at: places, in: tissue, limit: limit)
      ?? FieldSamples(
        count: n, potential: [Float](repeating: 0, count: n * count),
        gradient: [Float](repeating: 0, count: 3 * n * count))
    var potential = result.potential ?? []
    for (i, place) in places.enumerated() {
      harmonics.evaluate(at: (place - center) * 1e-3) { k, value, gradient in
        potential[k * n + i] += Float(value)
        let at = 3 * (k * n + i)
        result.gradient[at] += Float(gradient.x)
        result.gradient[at + 1] += Float(gradient.y)
        result.gradient[at + 2] += Float(gradient.z)
      }
      guard isBare else { continue }
      for (e, source) in sources.enumerated() {
        let k = harmonics.count + e
        potential[k * n + i] = Float(source.potential(place * 1e-3))
        let gradient = source.gradient(place * 1e-3)
        for axis in 0..<3 { result.gradient[3 * (k * n + i) + axis] = Float(gradient[axis]) }
      }
    }
    result.potential = potential
    return result
  }

  /// What the test fields ∇P_k see of the functions' gradients, in a tissue.
  ///
  /// - Parameter tissue: The tissue.
  /// - Returns: Means of ∇P_k · ∇u over the tissue: test field × function, the harmonics' in 1/m², then the electrodes'
  ///   in ohm/m²; zeros where there is no such tissue.
  public func moments(in tissue: String) -> [Double] {
    let (k, all) = (harmonics.count, harmonics.count + sources.count)
    var result = [Double](repeating: 0, count: k * all)
    guard let wanted = model.index(ofTissue: tissue) else { return result }
    var tests = [SIMD3<Double>](repeating: .zero, count: k)
    var volume = 0.0
    for cell in 0..<model.cellCount where model.tissue[cell] == wanted {
      let (a, b, c, d) = model.corners(cell)
      let t = LinearTetrahedron(a, b, c, d)
      let nodes = (0..<4).map { Int(model.tetrahedra[4 * cell + $0]) }
      volume += t.volume
      let middle = (a + b + c + d) / 4
      harmonics.evaluate(at: middle - center * 1e-3) { number, _, gradient in tests[number] = gradient }
      for function in 0..<all {
        var gradient = function < k ? tests[function] : sources[function - k].gradient(middle)
        if let w = scattered?.regular[function] {
          gradient +=
            w[nodes[0]] * t.g0 + w[nodes[1]] * t.g1 + w[nodes[2]] * t.g2 + w[nodes[3]] * t.g3
        }
        for test in 0..<k { result[test * all + function] += t.volume * dot(tests[test], gradient) }
      }
    }
    for i in result.indices { result[i] /= max(volume, .leastNormalMagnitude) }
    return result
  }
}
