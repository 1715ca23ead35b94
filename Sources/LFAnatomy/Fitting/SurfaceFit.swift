/// How near a surface comes to the member of the population that is most like it.
public struct SurfaceFit: Sendable {
  /// The best parameters; only those of the part that was fitted are changed.
  public let parameters: AnatomyParameters
  /// The parameters that were fitted.
  public let fitted: [AnatomyParameter]
  /// Distances of the surface's points to the fitted shape, mm, not negative, rising.
  public let distances: [Double]
  /// Where the fitted frame's origin lies in the surface's frame, mm: the chest's, for a torso.
  public let origin: SIMD3<Double>

  /// The mean distance, mm.
  public var mean: Double { distances.reduce(0, +) / Double(max(distances.count, 1)) }

  /// The distance that a share of the points is within, mm.
  ///
  /// - Parameter share: 0…1.
  /// - Returns: The distance.
  public func percentile(_ share: Double) -> Double {
    guard !distances.isEmpty else { return 0 }
    return distances[Int((Double(distances.count - 1) * share).rounded())]
  }

  /// The parameters that are farthest from the mean of their sex, farthest first.
  public var strangest: [(parameter: AnatomyParameter, deviation: Double)] {
    fitted.map { ($0, parameters.deviation($0)) }.sorted {
      abs($0.1) != abs($1.1) ? abs($0.1) > abs($1.1) : $0.0.number < $1.0.number
    }
  }

  /// What one standard deviation away from the mean costs, in mm of root mean square distance: enough to settle
  /// what the surface does not tell.
  private static let priorWeight = (heart: 0.2, torso: 0.5)

  /// Fits the two ventricles to a heart: to its muscle's closed surface, cavities' walls included.
  ///
  /// - Parameters:
  ///   - heart: The surface, LPS, mm, the centre of the muscle's volume near the origin.
  ///   - points: How many of its points to fit to.
  /// - Returns: The fit of the sex that fits better.
  public static func heart(_ heart: TriangleSurface, points: Int = 900) -> SurfaceFit {
    let sample = thinned(heart.points, points)
    let fitted = AnatomyParameter.heart + AnatomyParameter.orientation
    var best: (fit: LeastSquaresFit, sex: Sex)?
    for sex in Sex.allCases {
      let start = Biventricular(AnatomyParameters(meanOf: sex)).muscleCentre()
      // Several turns about the long axis to start from: the right ventricle must find its side.
      for roll in [-2.0, 0, 2] {
        var unknowns = [Double](repeating: 0, count: fitted.count)
        unknowns[fitted.count - 1] = roll
        var fit = LeastSquaresFit(from: unknowns + [0, 0, 0])
        func shape(_ u: [Double]) -> HeartShape {
          let p = parameters(u, fitted, sex)
          let shift = SIMD3(u[u.count - 3], u[u.count - 2], u[u.count - 1]) * 8
          return HeartShape(Biventricular(p), HeartOrientation(p), centre: start + shift)
        }
        fit.minimise(rounds: 40) { u in
          let shape = shape(u)
          return sample.map { shape.ventricles.probe(shape.own($0)).muscle }
            + prior(u, fitted, sample.count, priorWeight.heart)
        }
        if best.map({ fit.cost < $0.fit.cost }) ?? true { best = (fit, sex) }
      }
    }
    let (fit, sex) = best ?? (LeastSquaresFit(from: []), .female)
    let p = parameters(fit.unknowns, fitted, sex)
    let n = fit.unknowns.count
    let start = Biventricular(AnatomyParameters(meanOf: sex)).muscleCentre()
    let shift = SIMD3(fit.unknowns[n - 3], fit.unknowns[n - 2], fit.unknowns[n - 1]) * 8
    let shape = HeartShape(Biventricular(p), HeartOrientation(p), centre: start + shift)
    let distances = heart.points.map { abs(shape.ventricles.probe(shape.own($0)).muscle) }.sorted()
    let centre = HeartShape(Biventricular(p), HeartOrientation(p))
    return SurfaceFit(
      parameters: p, fitted: fitted, distances: distances, origin: shape.placed(centre.centre))
  }

  /// Fits a torso to a closed skin; points within 16 mm of its highest and lowest, where it was cut off, are left
  /// out.
  ///
  /// - Parameters:
  ///   - torso: The surface, heart-centred LPS, mm.
  ///   - points: How many of its points to fit to.
  /// - Returns: The fit of the sex that fits better; the heart's place in the chest is part of it.
  public static func torso(_ torso: TriangleSurface, points: Int = 1200) -> SurfaceFit {
    let box = torso.box
    let sides = torso.points.filter { $0.z > box.low.z + 16 && $0.z < box.high.z - 16 }
    let sample = thinned(sides, points)
    let fitted = AnatomyParameter.torso + [.heartLeft, .heartForward, .heartUp]
    func residuals(_ p: AnatomyParameters, _ points: [SIMD3<Double>]) -> [Double] {
      let shape = TorsoShape(p)
      let (c, s) = (
        Trigonometry.cosine(p[.torsoTurn] * degree), Trigonometry.sine(p[.torsoTurn] * degree)
      )
      let place = SIMD3(p[.heartLeft], -p[.heartForward], p[.heartUp])
      return points.map { point in
        let q = point + place
        return shape.sideDistance(SIMD3(c * q.x - s * q.y, s * q.x + c * q.y, q.z))
      }
    }
    var best: (fit: LeastSquaresFit, sex: Sex)?
    for sex in Sex.allCases {
      var fit = LeastSquaresFit(from: [Double](repeating: 0, count: fitted.count))
      fit.minimise(rounds: 40) { u in
        residuals(parameters(u, fitted, sex), sample)
          + prior(u, fitted, sample.count, priorWeight.torso)
      }
      if best.map({ fit.cost < $0.fit.cost }) ?? true { best = (fit, sex) }
    }
    let (fit, sex) = best ?? (LeastSquaresFit(from: []), .female)
    let p = parameters(fit.unknowns, fitted, sex)
    return SurfaceFit(
      parameters: p, fitted: fitted, distances: residuals(p, sides).map { abs($0) }.sorted(),
      origin: -SIMD3(p[.heartLeft], -p[.heartForward], p[.heartUp]))
  }

  private static func parameters(
    _ unknowns: [Double], _ fitted: [AnatomyParameter], _ sex: Sex
  ) -> AnatomyParameters {
    var p = AnatomyParameters(meanOf: sex)
    for (parameter, deviation) in zip(fitted, unknowns) { p.set(parameter, deviation: deviation) }
    return p
  }

  private static func prior(
    _ u: [Double], _ fitted: [AnatomyParameter], _ points: Int, _ weight: Double
  ) -> [Double] {
    fitted.indices.map { u[$0] * weight * Double(points).squareRoot() }
  }

  private static func thinned(_ points: [SIMD3<Double>], _ count: Int) -> [SIMD3<Double>] {
    guard points.count > count else { return points }
    return (0..<count).map { points[$0 * points.count / count] }
  }
}
