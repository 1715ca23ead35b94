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
/// flat skin. Its scattered field is solved for in the same way, and only the smooth rest is left to the harmonics. Where
/// there are many electrodes, those that are far from the heart have theirs summed from the harmonics': 1/(2πσr) is a
/// sum of P_k, and what is left out falls off as the heart's size over the distance to the power of L + 1.
public struct ScatteredHarmonics: Sendable {
  /// The polynomials, coordinates in metres from the centre.
  public let harmonics: SolidHarmonics
  /// The centre, mm.
  public let center: SIMD3<Double>
  /// The electrodes' points on a flat skin.
  private let sources: [PointSource]
  private let model: TorsoModel
  /// w of the harmonics, then of the electrodes that were solved for; `nil` where the conductor is uniform, and w
  /// vanishes.
  private let scattered: FullOrderSolution?
  /// Which solution an electrode has; `nil`: it is summed from the harmonics'.
  private let own: [Int?]
  /// The harmonics' shares in each electrode's 1/(2πσr), ohm: electrode × function.
  private let shares: [[Double]]

  /// So many electrodes are solved for whatever their distance.
  private static let few = 16
  /// An electrode farther from the centre than this, in sizes of what scatters, is far: 4 % of its field is left out
  /// for L = 5, and of that the part that is scattered.
  private static let far = 1.7

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
    let reach = Self.reach(model, bulk, center * 1e-3)
    let distances = sources.map { ($0.center - center * 1e-3).length }
    let chosen = distances.indices.filter { sources.count <= Self.few || distances[$0] < Self.far * reach }
    var own = [Int?](repeating: nil, count: sources.count)
    for (number, e) in chosen.enumerated() { own[e] = harmonics.count + number }
    self.own = own
    shares = sources.enumerated().map { e, source in
      let r = distances[e]
      let values = harmonics.values(at: (source.center - center * 1e-3) / r * harmonics.scale)
      return zip(values, harmonics.degrees).map { value, l in
        // 1/|x − e| = Σ 4π/(2l + 1) r<^l / r>^(l + 1) Y Y.
        var power = source.strength * 4 * .pi / Double(2 * l + 1) / r
        for _ in 0..<l { power *= harmonics.scale / r }
        return power * value
      }
    }
    let loads = Self.loads(model, bulk, center * 1e-3, harmonics, chosen.map { sources[$0] })
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
      sources: (0..<harmonics.count).map { _ in PointSource(center: .zero, strength: 0) }
        + chosen.map { sources[$0] },
      regular: solutions, report: report,
      recovery: .quadraticFit)
  }

  /// How far from the centre the conductor is another than the bulk, m.
  private static func reach(_ model: TorsoModel, _ bulk: Double, _ center: SIMD3<Double>) -> Double {
    var reach = 0.0
    for cell in 0..<model.cellCount {
      if case .isotropic(let values) = model.conductivity, abs(values[cell] - bulk) <= 1e-12 * bulk {
        continue
      }
      let (a, b, c, d) = model.corners(cell)
      for p in [a, b, c, d] { reach = max(reach, (p - center).length) }
    }
    return reach
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
      let (t, nodes, middle) = model.element(cell)
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
    let (n, k) = (places.count, harmonics.count)
    let count = k + sources.count
    let solved = try scattered?.samples(at: places, in: tissue, limit: limit)
    var potential = [Float](repeating: 0, count: n * count)
    var gradient = [Float](repeating: 0, count: 3 * n * count)
    if let solved, let values = solved.potential {
      for function in 0..<count {
        guard let from = function < k ? function : own[function - k] else { continue }
        potential.replaceSubrange(n * function..<n * (function + 1), with: values[n * from..<n * (from + 1)])
        gradient.replaceSubrange(
          3 * n * function..<3 * n * (function + 1), with: solved.gradient[3 * n * from..<3 * n * (from + 1)])
      }
      for (e, share) in shares.enumerated() where own[e] == nil {
        for (f, part) in share.enumerated() {
          let part = Float(part)
          let (to, from) = (n * (k + e), n * f)
          for i in 0..<n { potential[to + i] += part * values[from + i] }
          for i in 0..<3 * n { gradient[3 * to + i] += part * solved.gradient[3 * from + i] }
        }
      }
    }
    for (i, place) in places.enumerated() {
      harmonics.evaluate(at: (place - center) * 1e-3) { function, value, slope in
        potential[function * n + i] += Float(value)
        let at = 3 * (function * n + i)
        gradient[at] += Float(slope.x)
        gradient[at + 1] += Float(slope.y)
        gradient[at + 2] += Float(slope.z)
      }
      for (e, source) in sources.enumerated() where scattered == nil || own[e] == nil {
        let function = k + e
        potential[function * n + i] += Float(source.potential(place * 1e-3))
        let slope = source.gradient(place * 1e-3)
        for axis in 0..<3 { gradient[3 * (function * n + i) + axis] += Float(slope[axis]) }
      }
    }
    return FieldSamples(count: n, potential: potential, gradient: gradient)
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
    var bare = [Double](repeating: 0, count: k * k)
    var volume = 0.0
    for cell in 0..<model.cellCount where model.tissue[cell] == wanted {
      let (t, nodes, middle) = model.element(cell)
      volume += t.volume
      harmonics.evaluate(at: middle - center * 1e-3) { number, _, gradient in tests[number] = gradient }
      for function in 0..<all {
        var gradient = function < k ? tests[function] : sources[function - k].gradient(middle)
        if let w = scattered?.regular, let own = function < k ? function : own[function - k] {
          let w = w[own]
          gradient += w[nodes[0]] * t.g0 + w[nodes[1]] * t.g1
          gradient += w[nodes[2]] * t.g2 + w[nodes[3]] * t.g3
        }
        for test in 0..<k { result[test * all + function] += t.volume * dot(tests[test], gradient) }
      }
      for test in 0..<k {
        for function in 0..<k { bare[test * k + function] += t.volume * dot(tests[test], tests[function]) }
      }
    }
    for i in result.indices { result[i] /= max(volume, .leastNormalMagnitude) }
    for i in bare.indices { bare[i] /= max(volume, .leastNormalMagnitude) }
    guard scattered != nil else { return result }
    // A far electrode's scattered part is the harmonics', which is their field less P itself.
    for (e, share) in shares.enumerated() where own[e] == nil {
      for test in 0..<k {
        for (f, part) in share.enumerated() {
          result[test * all + k + e] += part * (result[test * all + f] - bare[test * k + f])
        }
      }
    }
    return result
  }
}

extension SIMD3<Double> {
  fileprivate var length: Double { (self * self).sum().squareRoot() }
}
