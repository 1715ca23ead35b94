import CKernels
import LFCore
import LFNetwork
public import LFShapeCode
import LFSolve

/// Learns the linear decoder: principal components of signed distances, each distance weighted by how near the
/// surfaces its node lies.
public enum LinearTraining {
  /// A decoder and the codes of the anatomies that it was made of.
  public struct Result: Sendable {
    /// The decoder.
    public var decoder: LinearDecoder
    /// Codes and electrodes of the anatomies, as the prior takes them.
    public var samples: [[Double]]
    /// How codes are spread.
    public var prior: CodePrior
  }

  /// Learns from samples.
  ///
  /// - Parameters:
  ///   - samples: The anatomies.
  ///   - grids: The grids of their distances.
  ///   - heart: How many numbers code the heart's shape.
  ///   - torso: How many numbers code skin and lungs.
  /// - Returns: The decoder, and codes of unit variance.
  public static func learn(
    _ samples: [ShapeSample], _ grids: ShapeSample.Grids, heart: Int, torso: Int
  ) -> Result {
    let hearts = components(
      samples.map(\.heart), surfaces: 3, count: heart, reach: 8, shares: [1, 1, 1])
    let torsos = components(
      samples.map(\.torso), surfaces: 2, count: torso, reach: 25, shares: [1, 0.35])
    let decoder = LinearDecoder(
      heart: .init(grid: grids.heart, surfaces: 3, components: heart, values: hearts.values),
      torso: .init(grid: grids.torso, surfaces: 2, components: torso, values: torsos.values))
    let codes = samples.indices.map { i in
      hearts.codes[i] + samples[i].angles + torsos.codes[i] + samples[i].electrodes
    }
    let layout = CodeLayout(heart: heart, torso: torso)
    return Result(decoder: decoder, samples: codes, prior: CodePrior(layout: layout, samples: codes))
  }

  /// How far decoded surfaces are from true ones when the code is the best one: mean |decoded − true| distance at grid
  /// nodes within 12 mm of a surface, mm.
  ///
  /// - Parameters:
  ///   - result: The decoder and its anatomies' codes.
  ///   - samples: Those anatomies.
  /// - Returns: For epicardium, left cavity, right cavity, skin, lungs.
  public static func representationErrors(of result: Result, _ samples: [ShapeSample]) -> [Double] {
    let layout = result.prior.layout
    var sums = [Double](repeating: 0, count: 5)
    var counts = sums
    func take(_ decoded: [Float], _ given: [Float], surfaces: Int, at: Int) {
      for i in given.indices where abs(given[i]) < 12 {
        sums[at + i % surfaces] += Double(abs(decoded[i] - given[i]))
        counts[at + i % surfaces] += 1
      }
    }
    func nodes(_ grid: DistanceGrid) -> [Float] {
      grid.nodes.flatMap { [Float($0.x), Float($0.y), Float($0.z)] }
    }
    let (heart, torso) = (nodes(result.decoder.heart.grid), nodes(result.decoder.torso.grid))
    for i in stride(from: 0, to: samples.count, by: max(1, samples.count / 50)) {
      let code = result.samples[i].map { Float($0) }
      take(result.decoder.heart(heart, Array(code[layout.heart])), samples[i].heart, surfaces: 3, at: 0)
      take(result.decoder.torso(torso, Array(code[layout.torso])), samples[i].torso, surfaces: 2, at: 3)
    }
    return zip(sums, counts).map { $0 / max($1, 1) }
  }

  /// Means and modes, node by node, and each sample's code.
  private static func components(
    _ samples: [[Float]], surfaces: Int, count: Int, reach: Float, shares: [Float]
  ) -> (values: [Float], codes: [[Double]]) {
    let n = samples.count
    let size = samples[0].count
    var mean = [Float](repeating: 0, count: size)
    var weight = [Float](repeating: 0, count: size)
    for sample in samples {
      for i in 0..<size {
        mean[i] += sample[i] / Float(n)
        let far = sample[i] / reach
        weight[i] += shares[i % surfaces] / (1 + far * far) / Float(n)
      }
    }
    let weighted = samples.flatMap { sample in
      (0..<size).map { (sample[$0] - mean[$0]) * weight[$0].squareRoot() }
    }
    var gram = [Float](repeating: 0, count: n * n)
    weighted.withUnsafeBufferPointer { all in
      gram.withUnsafeMutableBufferPointer { gram in
        guard let base = all.baseAddress, let to = gram.baseAddress else { return }
        nonisolated(unsafe) let from = base
        nonisolated(unsafe) let result = to
        let blocks = (n + 47) / 48
        Parallel.run(blocks) { block in
          let first = block * 48
          lf_product_f32(
            lf_matrix_f32(values: from + first * size, row_step: size, column_step: 1),
            lf_matrix_f32(values: from, row_step: 1, column_step: size), min(48, n - first), n, size,
            result + first * n, n, 0)
        }
      }
    }
    var matrix = SymmetricMatrix(n)
    for i in 0..<n { for j in 0...i { matrix[i, j] = Double(gram[i * n + j]) } }
    let pairs = matrix.largestEigenpairs(count, rounds: 25)
    // Codes of unit variance: z = √(N−1) v, and modes that make the distances again.
    let root = Double(n - 1).squareRoot()
    var modes = [[Float]](repeating: [Float](repeating: 0, count: size), count: pairs.count)
    for (k, pair) in pairs.enumerated() {
      for (i, sample) in samples.enumerated() {
        let c = Float(pair.vector[i] / root)
        for j in 0..<size { modes[k][j] += c * (sample[j] - mean[j]) }
      }
    }
    let nodes = size / surfaces
    var values: [Float] = []
    values.reserveCapacity(size * (pairs.count + 1))
    for node in 0..<nodes {
      values += mean[(node * surfaces)..<((node + 1) * surfaces)]
      for mode in modes { values += mode[(node * surfaces)..<((node + 1) * surfaces)] }
    }
    return (values, (0..<n).map { i in pairs.map { $0.vector[i] * root } })
  }
}
