public import LFAnatomy

/// Skin and lungs by the population's own shapes: their code is its parameters, and what the lungs know of the heart.
///
/// No surface is lost to a code's length: what is left to infer is what anatomies differ by. The heart is decoded as the
/// linear decoder does.
public struct ParametricDecoder: ShapeDecoder, Equatable {
  /// Mean and deviation of a number of the code: the value is mean + code × deviation.
  public struct Scale: Equatable, Sendable {
    /// The value at code 0.
    public var mean: Double
    /// What a unit of code is worth.
    public var deviation: Double

    /// A scale.
    ///
    /// - Parameters:
    ///   - mean: The value at code 0.
    ///   - deviation: What a unit of code is worth.
    public init(mean: Double, deviation: Double) {
      self.mean = mean
      self.deviation = deviation
    }
  }

  /// The numbers of a code, in order: parameters of the population, then the heart's place.
  public static let names =
    AnatomyParameter.body.map(\.rawValue) + ["lowest", "vesselsX", "vesselsY", "vesselsZ"]

  /// `parametric`.
  public let name = "parametric"
  /// Epicardium, left and right cavity, in the heart's own axes.
  public let heart: LinearDecoder.Part
  /// The scales of the code's numbers.
  public let scales: [Scale]

  /// A decoder.
  ///
  /// - Parameters:
  ///   - heart: Epicardium, left and right cavity, in the heart's own axes.
  ///   - scales: One scale each of `names`.
  public init(heart: LinearDecoder.Part, scales: [Scale]) {
    precondition(heart.surfaces == 3 && scales.count == Self.names.count)
    self.heart = heart
    self.scales = scales
  }

  /// How many numbers code the heart's shape.
  public var heartComponents: Int { heart.components }
  /// How many numbers code skin and lungs.
  public var torsoComponents: Int { scales.count }
  /// The shapes are the population's own; real skins are not: 1.5 mm.
  public var skinDeviation: Double { 1.5 }
  /// The prior's electrodes were jittered as hands do: 3 mm.
  public var landmarkDeviation: Double { 3 }

  /// Signed distances to epicardium, left and right cavity, mm.
  ///
  /// - Parameters:
  ///   - points: Places in the heart's own axes, mm.
  ///   - code: The heart's code.
  /// - Returns: Three distances a place.
  public func heart(_ points: [Float], _ code: [Float]) -> [Float] { heart.distances(points, code) }

  /// The modes themselves.
  ///
  /// - Parameters:
  ///   - points: Places in the heart's own axes, mm.
  ///   - code: The heart's code, which does not matter.
  /// - Returns: For each number of the code three slopes a place.
  public func heartSlopes(_ points: [Float], _ code: [Float]) -> [[Float]] { heart.slopes(points) }

  /// Signed distances to skin, to first order near its sides, and lungs, mm.
  ///
  /// - Parameters:
  ///   - points: Places in the heart-centred LPS frame, mm.
  ///   - code: The torso's code.
  /// - Returns: Two distances a place.
  public func torso(_ points: [Float], _ code: [Float]) -> [Float] {
    let (_, body) = body(code)
    return (0..<(points.count / 3)).flatMap { i -> [Float] in
      let p = SIMD3(Double(points[3 * i]), Double(points[3 * i + 1]), Double(points[3 * i + 2]))
      let skin = body.sideDistance(p)
      return [Float(skin), Float(body.lungDistance(p, skin: skin))]
    }
  }

  /// The numbers of a body as they are coded.
  ///
  /// - Parameters:
  ///   - parameters: The parameters.
  ///   - place: The heart's place.
  /// - Returns: Values in the order of `names`, not yet scaled.
  public static func values(_ parameters: AnatomyParameters, _ place: TorsoBody.HeartPlace) -> [Double] {
    AnatomyParameter.body.map { parameters[$0] } + [
      place.lowest, place.vessels.x, place.vessels.y, place.vessels.z,
    ]
  }

  /// The population's parameters of the torso's outline, or of the lungs.
  public func numbers(of part: TorsoPlaces.Part) -> [Int] {
    AnatomyParameter.body.indices.filter { AnatomyParameter.body[$0].shapesLungs == (part == .lungs) }
  }

  /// The last numbers of the code.
  public func coded(_ place: TorsoBody.HeartPlace) -> [(number: Int, value: Double, unit: Double)] {
    let first = AnatomyParameter.body.count
    return [place.lowest, place.vessels.x, place.vessels.y, place.vessels.z].enumerated().map { i, value in
      let scale = scales[first + i]
      return (first + i, (value - scale.mean) / scale.deviation, scale.deviation)
    }
  }

  /// The body of a code; parameters stay in the population's ranges.
  func body(_ code: [Float]) -> (AnatomyParameters, TorsoBody) {
    precondition(code.count == scales.count)
    let values = zip(code, scales).map { $1.mean + Double($0) * $1.deviation }
    var parameters = AnatomyParameters(meanOf: .female)
    let count = AnatomyParameter.body.count
    for (parameter, value) in zip(AnatomyParameter.body, values) {
      let range = parameter.distribution.range
      parameters[parameter] = min(max(value, range.lowerBound), range.upperBound)
    }
    let place = TorsoBody.HeartPlace(
      lowest: values[count], vessels: SIMD3(values[count + 1], values[count + 2], values[count + 3]))
    return (parameters, TorsoBody(parameters, heart: place))
  }

  /// The anatomy of a code, its skin in triangles.
  public func fixed(heart: [Float], torso: [Float]) -> FixedShape {
    let own = self.heart.fixed(heart)
    let (parameters, body) = body(torso)
    let skin = SurfaceDistance(body.skin(parameters))
    return FixedShape(
      heart: { own.distances($0, []) },
      torso: { points, known in
        let places = (0..<(points.count / 3)).map {
          SIMD3(Double(points[3 * $0]), Double(points[3 * $0 + 1]), Double(points[3 * $0 + 2]))
        }
        let depths = known ?? skin.signedDistances(at: places)
        return [Float](unsafeUninitializedCapacity: 2 * places.count) { result, filled in
          for i in places.indices {
            result[2 * i] = Float(depths[i])
            result[2 * i + 1] = Float(body.lungDistance(places[i], skin: depths[i]))
          }
          filled = 2 * places.count
        }
      }, skin: skin)
  }
}
