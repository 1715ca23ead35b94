public import LFCore
public import LFLeadField
import LFSolve

/// The fields of many electrodes in one tissue, at the cost of few.
///
/// In the heart the fields of a vest's electrodes are sums of those of some pilots. Of how much of each follows by
/// reciprocity: with q a sum of pilots' fields, ∫ ∇q · ∇Z_e over the tissue is the potential at electrode e of the
/// sources −∇·∇q in the tissue, so that one solution a function answers for every electrode. With the functions
/// orthonormal in that product the sum is the best one there is.
public struct ElectrodeMap: Sendable {
  /// The pilots' fields.
  public let pilots: FullOrderSolution
  /// How much of each pilot's field is in each electrode's: electrode × pilot.
  public let shares: [Float]
  /// What is added to each electrode's potential, ohm.
  public let constants: [Float]

  /// Solves for a map; `nil` when a solution for each electrode takes no more.
  ///
  /// - Parameters:
  ///   - solver: The torso.
  ///   - electrodes: Electrodes, mm, LPS; each is moved onto the skin.
  ///   - tissue: Where the fields are wanted.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when an electrode is off the skin, no cell is of the tissue or the
  ///   iteration does not converge.
  public init?(
    _ solver: FullOrderSolver, _ electrodes: [Electrode], in tissue: String, progress: WorkProgress = .silent
  ) throws(LFError) {
    let model = solver.model
    guard let index = model.index(ofTissue: tissue) else { throw LFError(.badData, "no cell is \(tissue)") }
    let points = try SkinPoint.all(electrodes, on: model, limit: solver.options.skinDistance)
    let (nodes, weights) = Self.meanWeights(model, index)
    let own = PilotElectrodes.chosen(points.map(\.position), for: nodes.map { model.points[Int($0)] })
    guard 2 * own.count + 1 < electrodes.count else { return nil }
    var diagnostics = Diagnostics()
    let pilots = try solver.solve(own.map { electrodes[$0] }, progress: progress, diagnostics: &diagnostics)
    let basis = TissueBasis(pilots, tissue: index)
    // The mean over the tissue, which gradients do not see: as much current leaves evenly by the skin.
    var mean = [Double](repeating: 0, count: model.points.count)
    for (node, weight) in zip(nodes, weights) { mean[Int(node)] = weight }
    for (node, share) in zip(model.boundary.skinPoints, model.boundary.skinShares) {
      mean[Int(node)] -= share
    }
    // Shares need not be more exact than the sum that they make.
    let (solutions, _) = try solver.solver.solve(
      basis.loads + [mean], tolerance: 10 * solver.options.tolerance
    ) { done in progress("mapping \(electrodes.count) electrodes", done) }
    let answers = Parallel.map(solutions.count) { solver.normalised(solutions[$0], 0) }
    let means = Parallel.map(own.count) { k in
      zip(weights, pilots.potential(k, at: nodes)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let number = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
    var reading = SkinReading(model)
    var shares = [Float](repeating: 0, count: electrodes.count * own.count)
    var constants = [Float](repeating: 0, count: electrodes.count)
    for (e, point) in points.enumerated() {
      if let k = number[e] {
        shares[e * own.count + k] = 1
        continue
      }
      let found = reading.values(of: answers, at: point)
      var mean = found[answers.count - 1]
      for k in own.indices {
        let share = basis.shares.indices.reduce(0) { $0 + found[$1] * basis.shares[$1][k] }
        shares[e * own.count + k] = Float(share)
        mean -= share * means[k]
      }
      constants[e] = Float(mean)
    }
    self.pilots = pilots
    self.shares = shares
    self.constants = constants
  }

  /// A tissue's points and their weights in the mean over it.
  private static func meanWeights(
    _ model: TorsoModel, _ tissue: Int32
  ) -> (nodes: [Int32], weights: [Double]) {
    var weights = [Double](repeating: 0, count: model.points.count)
    var volume = 0.0
    for cell in 0..<model.cellCount where model.tissue[cell] == tissue {
      let (shape, nodes, _) = model.element(cell)
      volume += shape.volume
      for k in 0..<4 { weights[nodes[k]] += shape.volume / 4 }
    }
    let nodes = weights.indices.filter { weights[$0] > 0 }
    return (nodes.map { Int32(truncatingIfNeeded: $0) }, nodes.map { weights[$0] / volume })
  }
}
