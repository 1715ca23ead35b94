import Foundation
import LFCore
import LFSolve

/// A torso's code whose skin and lungs pass through places: linear in the code for one decoder, nearly so for the
/// others, so by steps of Gauss and Newton.
///
/// A place far from its surface is rather misplaced than the surface elsewhere: its weight falls with the distance d as
/// 1/(1 + d²/c²), which is Cauchy's loss, c² ln(1 + d²/c²)/2.
struct SurfacePassing {
  /// A place that a surface passes through.
  struct Touch {
    /// The place, in the frame of the code, mm.
    var place: SIMD3<Double>
    /// The surface.
    var part: TorsoPlaces.Part
    /// 1/σ² of the surface's distance there, mm⁻².
    var weight: Double
  }

  /// c², mm².
  private static let reach = 400.0
  /// The step of differences in the code, deviations.
  private static let step: Float = 0.05
  /// A step of the code below which it has converged, deviations.
  private static let enough = 1e-3

  private let decoder: any ShapeDecoder
  private let torso: Range<Int>
  private let touches: [Touch]
  private let points: [Float]

  /// What is to be passed through.
  ///
  /// - Parameters:
  ///   - decoder: The decoder.
  ///   - torso: Where the torso's code stands among the unknowns.
  ///   - touches: The places.
  init(_ decoder: any ShapeDecoder, _ torso: Range<Int>, _ touches: [Touch]) {
    self.decoder = decoder
    self.torso = torso
    self.touches = touches
    points = touches.flatMap { [Float($0.place.x), Float($0.place.y), Float($0.place.z)] }
  }

  /// Full steps, as many as asked for: enough for a few electrodes.
  ///
  /// - Parameters:
  ///   - precision: The inverse covariance of the unknowns without the places.
  ///   - right: The right-hand side that their mean solves.
  ///   - values: The unknowns; they come out moved.
  ///   - rounds: How many steps.
  /// - Returns: The inverse covariance with the places; `nil` when the equations cannot be solved.
  func solve(
    _ precision: SymmetricMatrix, _ right: [Double], _ values: inout [Double], rounds: Int
  ) -> SymmetricMatrix? {
    var whole = precision
    for _ in 0..<rounds {
      let system = linearised(precision, right, values)
      guard let next = system.matrix.solve(system.right) else { return nil }
      (whole, values) = (system.matrix, next)
    }
    return whole
  }

  /// Steps that are halved until they gain, until nothing moves any more: for whole surfaces, which the decoder cannot
  /// make exactly.
  ///
  /// - Parameters:
  ///   - precision: The inverse covariance of the unknowns without the places.
  ///   - right: The right-hand side that their mean solves.
  ///   - values: The unknowns; they come out moved.
  ///   - rounds: How many steps at most.
  /// - Returns: The inverse covariance with the places; `nil` when the equations cannot be solved.
  func minimise(
    _ precision: SymmetricMatrix, _ right: [Double], _ values: inout [Double], rounds: Int
  ) -> SymmetricMatrix? {
    var whole = precision
    var price = cost(precision, right, values)
    for _ in 0..<rounds {
      let system = linearised(precision, right, values)
      guard let next = system.matrix.solve(system.right) else { return nil }
      whole = system.matrix
      let change = zip(next, values).map { $0 - $1 }
      var share = 1.0
      var moved = false
      while !moved, share > 0.01 {
        let trial = zip(values, change).map { $0 + share * $1 }
        let found = cost(precision, right, trial)
        if found < price {
          (values, price, moved) = (trial, found, true)
        } else {
          share /= 2
        }
      }
      guard moved, torso.contains(where: { abs(share * change[$0]) > Self.enough }) else { break }
    }
    return whole
  }

  /// The places' distances from their surfaces, mm.
  private func distances(_ code: [Float]) -> [Double] {
    let both = decoder.torso(points, code)
    return touches.indices.map { Double(both[2 * $0 + touches[$0].part.rawValue]) }
  }

  /// The negative logarithm of the posterior's density, but for a constant.
  private func cost(_ precision: SymmetricMatrix, _ right: [Double], _ values: [Double]) -> Double {
    let pull = precision.times(values)
    let before = values.indices.reduce(0) { $0 + values[$1] * (pull[$1] / 2 - right[$1]) }
    return zip(distances(values[torso].map { Float($0) }), touches).reduce(before) {
      $0 + $1.1.weight * Self.reach / 2 * log1p($1.0 * $1.0 / Self.reach)
    }
  }

  private func linearised(
    _ precision: SymmetricMatrix, _ right: [Double], _ values: [Double]
  ) -> (matrix: SymmetricMatrix, right: [Double]) {
    let code = values[torso].map { Float($0) }
    let base = distances(code)
    let columns = Parallel.map(code.count) { k -> [Double] in
      var moved = code
      moved[k] += Self.step
      return zip(distances(moved), base).map { ($0 - $1) / Double(Self.step) }
    }
    var (matrix, target) = (precision, right)
    for (e, touch) in touches.enumerated() {
      let weight = touch.weight / (1 + base[e] * base[e] / Self.reach)
      let at = columns.indices.reduce(0.0) { $0 + columns[$1][e] * values[torso.lowerBound + $1] } - base[e]
      for i in columns.indices {
        target[torso.lowerBound + i] += weight * columns[i][e] * at
        for j in 0...i {
          matrix[torso.lowerBound + i, torso.lowerBound + j] += weight * columns[i][e] * columns[j][e]
        }
      }
    }
    return (matrix, target)
  }
}
