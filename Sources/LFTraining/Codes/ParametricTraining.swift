import LFAnatomy
import LFCore
import LFLeadField
import LFNetwork
public import LFShapeCode
import LFSolve
import Synchronization

/// Fits the prior of the parametric decoder: nothing of the decoder itself is learned but the scales of its code.
public enum ParametricTraining {
  /// Fits scales and prior.
  ///
  /// - Parameters:
  ///   - linear: The linear decoder, whose heart is used.
  ///   - seeds: The seeds of the anatomies.
  ///   - grids: The grids of distances.
  /// - Returns: The decoder, and how its codes are spread.
  public static func learn(
    from linear: LinearDecoder, seeds: [UInt64], _ grids: ShapeSample.Grids
  ) -> (decoder: ParametricDecoder, prior: CodePrior) {
    let fit = HeartCodes(linear.heart, grids.heart)
    let made = Mutex(
      [(heart: [Double], torso: [Double], rest: ([Double], [Double]))?](
        repeating: nil, count: seeds.count))
    Parallel.run(seeds.count) { i in
      let anatomy = TrainingCase.anatomy(of: seeds[i])
      let p = anatomy.parameters
      let heart = fit.code(ShapeSample.heartDistances(anatomy, grids.heart.nodes))
      let electrodes = anatomy.trainingElectrodes(count: 10, seed: seeds[i]).flatMap {
        [$0.position.x, $0.position.y, $0.position.z]
      }
      let one = (
        heart: heart, torso: ParametricDecoder.values(p, .init(anatomy.heart)),
        rest: ([p[.azimuth], p[.elevation], p[.roll]], electrodes)
      )
      made.withLock { $0[i] = one }
    }
    let all = made.withLock { $0.compactMap(\.self) }
    let scales = ParametricDecoder.names.indices.map { k -> ParametricDecoder.Scale in
      let mean = all.reduce(0) { $0 + $1.torso[k] } / Double(all.count)
      let square = all.reduce(0) { $0 + ($1.torso[k] - mean) * ($1.torso[k] - mean) } / Double(all.count)
      return .init(mean: mean, deviation: max(square.squareRoot(), 1e-9))
    }
    let samples = all.map { one in
      one.heart + one.rest.0 + zip(one.torso, scales).map { ($0 - $1.mean) / $1.deviation } + one.rest.1
    }
    let decoder = ParametricDecoder(heart: linear.heart, scales: scales)
    return (decoder, CodePrior(layout: CodeLayout(decoder), samples: samples))
  }

  /// The codes of hearts by their distances on the decoder's own grid: least squares, near surfaces first.
  private struct HeartCodes: Sendable {
    private let part: LinearDecoder.Part
    private let reach: Float = 8

    init(_ part: LinearDecoder.Part, _ grid: DistanceGrid) {
      precondition(part.grid == grid)
      self.part = part
    }

    func code(_ distances: [Float]) -> [Double] {
      let (n, s) = (part.components, part.surfaces)
      let stride = s * (n + 1)
      var matrix = SymmetricMatrix(n)
      var right = [Double](repeating: 0, count: n)
      var row = [Double](repeating: 0, count: n)
      for node in 0..<part.grid.count {
        for surface in 0..<s {
          let d = distances[node * s + surface]
          guard abs(d) < 3 * reach else { continue }
          let weight = Double(1 / (1 + d * d / (reach * reach)))
          let gap = Double(d - part.values[node * stride + surface])
          for k in 0..<n { row[k] = Double(part.values[node * stride + (k + 1) * s + surface]) }
          for i in 0..<n {
            right[i] += weight * row[i] * gap
            for j in 0...i { matrix.values[i * n + j] += weight * row[i] * row[j] }
          }
        }
      }
      for i in 0..<n { for j in 0..<i { matrix.values[j * n + i] = matrix.values[i * n + j] } }
      return matrix.solve(right) ?? right.map { _ in 0 }
    }
  }
}
