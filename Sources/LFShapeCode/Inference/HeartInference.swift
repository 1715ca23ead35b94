import LFAnatomy
import LFCore
public import LFSolve

/// The heart's part of a latent code from places on a heart's surface: the most probable one (MAP), by Gauss and
/// Newton with slopes by differences.
///
/// A place may lie on any of the three surfaces (epicardium with base, left and right cavity): it counts for the
/// nearest. What a segmentation lacks, open cavities or a missing base, costs nothing; what the decoder cannot make
/// is bounded by a robust loss (Geman, McClure).
public struct HeartInference: Sendable {
  /// What was found.
  public struct Result: Sendable {
    /// Shape, then the three angles in degrees.
    public var values: [Double]
    /// The posterior's inverse covariance less the prior's: what the surface says.
    public var information: SymmetricMatrix
    /// The centre of the decoded muscle, in the frame of the places, mm.
    public var origin: SIMD3<Double>
    /// Distances of the places from the decoded surfaces, mm, not negative.
    public var residuals: [Double]
    /// Root mean square of the shape's code in deviations of the prior.
    public var strangeness: Double

    /// The mean distance, mm.
    public var meanResidual: Double { residuals.reduce(0, +) / Double(max(residuals.count, 1)) }
  }

  /// How far a segmentation's surface is off, one standard deviation, mm.
  public var noise = 1.5
  /// How many places there are that err independently of each other: neighbours err together.
  public var independentPlaces = 200.0
  /// How far the centre of the mesh may be from that of the decoded muscle, one standard deviation, mm: for a surface of which
  /// any part may be missing; the centre of a muscle in tetrahedra, or within a closed surface, is known better.
  public var centreDeviation = 8.0
  /// The same for a whole muscle, mm: bases are cut at different heights.
  public static let wholeCentreDeviation = 2.0
  /// Residuals beyond this count less and less, mm.
  public var tolerance = 5.0

  private let decoder: any ShapeDecoder
  private let mean: [Double]
  private let precision: SymmetricMatrix
  private let deviations: [Double]
  private let shape: Int

  /// Inference with a decoder and a prior; `nil` when the prior's covariance is not positive.
  ///
  /// - Parameters:
  ///   - decoder: The decoder.
  ///   - prior: How codes are spread.
  public init?(_ decoder: any ShapeDecoder, _ prior: CodePrior) {
    let part = Array(prior.layout.heart) + Array(prior.layout.angles)
    guard let precision = prior.covariance.part(part).inverse() else { return nil }
    self.decoder = decoder
    self.precision = precision
    mean = part.map { prior.mean[$0] }
    deviations = part.map(prior.deviation)
    shape = prior.layout.heart.count
  }

  /// The most probable heart.
  ///
  /// - Parameter places: Places on the surface, LPS, mm, the centre of the heart near the origin.
  /// - Returns: Shape, angles, centre.
  public func infer(_ places: [SIMD3<Double>]) -> Result {
    let weight = independentPlaces / Double(max(places.count, 1)) / (noise * noise)
    // Half of the places find the turn about the long axis, all of them the rest.
    let step = max(1, places.count / 600)
    let few = stride(from: 0, to: places.count, by: step).map { places[$0] }
    let rolls = [-1.5, 0, 1.5]
    let best = Parallel.map(rolls.count) { i in
      var start = mean + [0, 0, 0]
      start[shape + 2] += rolls[i] * deviations[shape + 2]
      return minimise(
        start, few, weight: weight * Double(places.count) / Double(max(few.count, 1)), rounds: 20)
    }.min { $0.cost < $1.cost }
    let (u, _) = minimise(best?.unknowns ?? mean + [0, 0, 0], places, weight: weight, rounds: 12)
    let system = linearised(u, places, weight: weight)
    let count = shape + 3
    // The centre is unknown too: its uncertainty passes into the code's.
    var information = SymmetricMatrix(count)
    let whole = system.matrix
    var corner = whole.part([count, count + 1, count + 2])
    for i in 0..<3 { corner[i, i] += 1 / (centreDeviation * centreDeviation) }
    let inverse = corner.inverse() ?? SymmetricMatrix(3)
    for i in 0..<count {
      for j in 0...i {
        var value = whole[i, j]
        for a in 0..<3 {
          for b in 0..<3 { value -= whole[i, count + a] * inverse[a, b] * whole[count + b, j] }
        }
        information[i, j] = value
      }
    }
    let off = zip(u[..<shape], zip(mean, deviations)).reduce(0.0) {
      let z = ($1.0 - $1.1.0) / $1.1.1
      return $0 + z * z
    }
    return Result(
      values: Array(u[..<count]), information: information,
      origin: SIMD3(u[count], u[count + 1], u[count + 2]),
      residuals: distances(u, places).map { Double(abs($0)) },
      strangeness: (off / Double(max(shape, 1))).squareRoot())
  }

  /// The places in the heart's own axes, for some unknowns.
  private func own(_ u: [Double], _ places: [SIMD3<Double>]) -> [Float] {
    var orientation = HeartOrientation()
    (orientation.azimuth, orientation.elevation, orientation.roll) = (u[shape], u[shape + 1], u[shape + 2])
    let origin = SIMD3(u[shape + 3], u[shape + 4], u[shape + 5])
    return DecodedAnatomy.own(places.map { $0 - origin }, orientation.axes)
  }

  /// Which of three distances is the smallest.
  private static func nearest(_ d: [Float], _ i: Int) -> Int {
    let (a, b, c) = (abs(d[3 * i]), abs(d[3 * i + 1]), abs(d[3 * i + 2]))
    return a <= b ? (a <= c ? 0 : 2) : (b <= c ? 1 : 2)
  }

  /// Signed distances of the places to the nearest of the decoded surfaces.
  private func distances(_ u: [Double], _ places: [SIMD3<Double>]) -> [Float] {
    let all = decoder.heart(own(u, places), u[..<shape].map { Float($0) })
    return places.indices.map { all[3 * $0 + Self.nearest(all, $0)] }
  }

  private func prior(_ u: [Double]) -> Double {
    let gap = zip(u, mean).map { $0 - $1 }
    let code = zip(gap, precision.times(gap)).reduce(0) { $0 + $1.0 * $1.1 }
    let shift = u[(shape + 3)...].reduce(0) { $0 + $1 * $1 } / (centreDeviation * centreDeviation)
    return (code + shift) / 2
  }

  private func cost(_ u: [Double], _ places: [SIMD3<Double>], weight: Double) -> Double {
    let c = tolerance * tolerance
    return prior(u)
      + distances(u, places).reduce(0) {
        let d = Double($1) * Double($1)
        return $0 + weight / 2 * d / (1 + d / c)
      }
  }

  private func linearised(
    _ u: [Double], _ places: [SIMD3<Double>], weight: Double
  ) -> (matrix: SymmetricMatrix, right: [Double]) {
    let n = u.count
    let code = u[..<shape].map { Float($0) }
    let here = own(u, places)
    let all = decoder.heart(here, code)
    let surface = places.indices.map { Self.nearest(all, $0) }
    let base = places.indices.map { all[3 * $0 + surface[$0]] }
    let c = tolerance * tolerance
    let weights = base.map { d -> Double in
      let q = 1 + Double(d) * Double(d) / c
      return weight / (q * q)
    }
    var columns = decoder.heartSlopes(here, code).map { slopes in
      places.indices.map { Double(slopes[3 * $0 + surface[$0]]) }
    }
    // Half a degree and half a millimetre: far below what a surface can tell.
    let h = 0.5
    for j in shape..<n {
      var moved = u
      moved[j] += h
      let other = decoder.heart(own(moved, places), code)
      columns.append(places.indices.map { Double(other[3 * $0 + surface[$0]] - base[$0]) / h })
    }
    var matrix = SymmetricMatrix(n)
    var right = [Double](repeating: 0, count: n)
    for j in 0..<n {
      for k in 0...j {
        var sum = 0.0
        for i in places.indices { sum += weights[i] * columns[j][i] * columns[k][i] }
        matrix[j, k] = sum
      }
      for i in places.indices { right[j] -= weights[i] * columns[j][i] * Double(base[i]) }
    }
    return (matrix, right)
  }

  private func minimise(
    _ start: [Double], _ places: [SIMD3<Double>], weight: Double, rounds: Int
  ) -> (unknowns: [Double], cost: Double) {
    var u = start
    var price = cost(u, places, weight: weight)
    var damping = 1e-2
    let n = u.count
    for _ in 0..<rounds {
      var (matrix, right) = linearised(u, places, weight: weight)
      let gap = zip(u, mean).map { $0 - $1 }
      let pull = precision.times(gap)
      for i in 0..<precision.size {
        right[i] -= pull[i]
        for j in 0...i { matrix[i, j] += precision[i, j] }
      }
      for i in precision.size..<n {
        matrix[i, i] += 1 / (centreDeviation * centreDeviation)
        right[i] -= u[i] / (centreDeviation * centreDeviation)
      }
      var better = false
      for _ in 0..<6 where !better {
        var damped = matrix
        for i in 0..<n { damped[i, i] *= 1 + damping }
        guard let change = damped.solve(right) else { break }
        let trial = zip(u, change).map { $0 + $1 }
        let found = cost(trial, places, weight: weight)
        if found < price {
          better = true
          damping = max(damping / 5, 1e-5)
          let gain = (price - found) / price
          (u, price) = (trial, found)
          if gain < 1e-4 { return (u, price) }
        } else {
          damping *= 6
        }
      }
      guard better else { break }
    }
    return (u, price)
  }
}
