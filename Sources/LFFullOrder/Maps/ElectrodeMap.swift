import Foundation
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

  /// Solves for a map.
  ///
  /// - Parameters:
  ///   - solver: The torso.
  ///   - electrodes: Electrodes, mm, LPS; each is moved onto the skin.
  ///   - count: How many pilots.
  ///   - tissue: Where the fields are wanted.
  ///   - progress: Told how far the work is.
  /// - Throws: `LFError` with code `badData` when an electrode is off the skin, no cell is of the tissue or the
  ///   iteration does not converge.
  public init(
    _ solver: FullOrderSolver, _ electrodes: [Electrode], pilots count: Int, in tissue: String,
    progress: WorkProgress = .silent
  ) throws(LFError) {
    let model = solver.model
    guard let index = model.index(ofTissue: tissue) else { throw LFError(.badData, "no cell is \(tissue)") }
    let weights = Self.meanWeights(model, index)
    let inside = weights.indices.filter { weights[$0] > 0 }.enumerated().filter { $0.offset % 8 == 0 }
    let chosen = Self.spread(
      electrodes.map { $0.position * 1e-3 }, count, from: inside.map { model.points[$0.element] })
    var diagnostics = Diagnostics()
    let pilots = try solver.solve(
      chosen.map { electrodes[$0] }, progress: progress, diagnostics: &diagnostics)
    let basis = TissueBasis(pilots, tissue: index)
    // The mean over the tissue, which gradients do not see: as much current leaves evenly by the skin.
    let loads = basis.loads + [zip(weights, Self.skinWeights(model)).map { $0 - $1 }]
    // Shares need not be more exact than the sum that they make.
    var (answers, _) = try solver.solver.solve(loads, tolerance: 10 * solver.options.tolerance) { done in
      progress("mapping \(electrodes.count) electrodes", done)
    }
    for i in answers.indices { solver.normalise(&answers[i], 0) }
    let means = chosen.indices.map { k in
      zip(weights, pilots.potential(k)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let own = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($1, $0) })
    var reading = SkinReading(model)
    var shares = [Float](repeating: 0, count: electrodes.count * chosen.count)
    var constants = [Float](repeating: 0, count: electrodes.count)
    for e in electrodes.indices {
      if let k = own[e] {
        shares[e * chosen.count + k] = 1
        continue
      }
      let point = try SkinPoint(electrodes[e], on: model, limit: solver.options.skinDistance)
      let found = reading.values(of: answers, at: point)
      var mean = found[loads.count - 1]
      for k in chosen.indices {
        let share = basis.shares.indices.reduce(0) { $0 + found[$1] * basis.shares[$1][k] }
        shares[e * chosen.count + k] = Float(share)
        mean -= share * means[k]
      }
      constants[e] = Float(mean)
    }
    self.pilots = pilots
    self.shares = shares
    self.constants = constants
  }

  /// Places far from each other, the one closest to the tissue first: each the farthest from those before it, in
  /// shares of its distance from the tissue, as fields differ most where electrodes are close.
  static func spread(_ places: [SIMD3<Double>], _ count: Int, from tissue: [SIMD3<Double>]) -> [Int] {
    let reach = places.map { place in
      max(tissue.reduce(.infinity) { min($0, dot($1 - place, $1 - place)) }.squareRoot(), 1e-3)
    }
    guard var next = reach.indices.min(by: { reach[$0] < reach[$1] }) else { return [] }
    var gaps = [Double](repeating: .infinity, count: places.count)
    var chosen: [Int] = []
    while chosen.count < min(count, places.count) {
      chosen.append(next)
      for i in places.indices {
        let d = places[i] - places[next]
        gaps[i] = min(gaps[i], dot(d, d).squareRoot() / reach[i])
      }
      next = gaps.indices.max { gaps[$0] < gaps[$1] } ?? 0
    }
    return chosen
  }

  /// Nodal weights of the mean over a tissue.
  private static func meanWeights(_ model: TorsoModel, _ tissue: Int32) -> [Double] {
    var weights = [Double](repeating: 0, count: model.points.count)
    var volume = 0.0
    for cell in 0..<model.cellCount where model.tissue[cell] == tissue {
      let (shape, nodes, _) = model.element(cell)
      volume += shape.volume
      for k in 0..<4 { weights[nodes[k]] += shape.volume / 4 }
    }
    return weights.map { $0 / volume }
  }

  /// Nodal weights of the mean over the skin.
  private static func skinWeights(_ model: TorsoModel) -> [Double] {
    var weights = [Double](repeating: 0, count: model.points.count)
    let triangles = model.boundary.triangles
    for face in 0..<model.boundary.skinCount {
      let share = BoundarySurface.area(model.points, triangles, face) / (3 * model.boundary.area)
      for k in 0..<3 { weights[Int(triangles[3 * face + k])] += share }
    }
    return weights
  }
}
