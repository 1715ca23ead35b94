public import LFAnatomy

/// From a latent code to signed distances.
///
/// The heart is decoded in its own axes, origin at the centre of the muscle; skin and lungs in the heart-centred LPS
/// frame. So a turned heart keeps its code, and only its three angles change.
public protocol ShapeDecoder: Sendable {
  /// The name by which it is chosen.
  var name: String { get }
  /// How many numbers code the heart's shape.
  var heartComponents: Int { get }
  /// How many numbers code skin and lungs.
  var torsoComponents: Int { get }
  /// How far decoded skin is off at an electrode on the true one, one standard deviation, mm.
  var skinDeviation: Double { get }
  /// How far a labelled electrode is from its anatomical rule beyond what the prior holds, one standard deviation, mm.
  var landmarkDeviation: Double { get }

  /// Signed distances to epicardium, left and right cavity, mm.
  ///
  /// - Parameters:
  ///   - points: Places in the heart's own axes, x y z one after the other, mm.
  ///   - code: The heart's code.
  /// - Returns: Three distances a place.
  func heart(_ points: [Float], _ code: [Float]) -> [Float]

  /// Signed distances to skin and to lungs as they would be without the heart (which `DecodedAnatomy` takes out of
  /// them: a gap of few millimetres is beyond a code), mm.
  ///
  /// - Parameters:
  ///   - points: Places in the heart-centred LPS frame, x y z one after the other, mm.
  ///   - code: The torso's code.
  /// - Returns: Two distances a place.
  func torso(_ points: [Float], _ code: [Float]) -> [Float]

  /// The slopes of the heart's distances in the code.
  ///
  /// - Parameters:
  ///   - points: Places in the heart's own axes, x y z one after the other, mm.
  ///   - code: The heart's code.
  /// - Returns: For each number of the code three slopes a place.
  func heartSlopes(_ points: [Float], _ code: [Float]) -> [[Float]]

  /// What a heart's place says of the torso's code, where the code holds that place.
  ///
  /// - Parameter place: The place, heart-centred LPS, mm.
  /// - Returns: Numbers of the code, each with its value and how many mm a unit of it is; empty where the code does not hold
  ///   the place.
  func coded(_ place: TorsoBody.HeartPlace) -> [(number: Int, value: Double, unit: Double)]

  /// Which numbers of the torso's code shape one of its surfaces.
  ///
  /// - Parameter part: The surface.
  /// - Returns: Their places in the torso's code.
  func numbers(of part: TorsoPlaces.Part) -> [Int]

  /// The decoder with a code in it.
  ///
  /// - Parameters:
  ///   - heart: The heart's code.
  ///   - torso: The torso's code.
  /// - Returns: The anatomy of the code.
  func fixed(heart: [Float], torso: [Float]) -> FixedShape
}

extension ShapeDecoder {
  /// What a code of some twenty numbers leaves, 3 mm.
  public var skinDeviation: Double { 3 }
  /// 8 mm.
  public var landmarkDeviation: Double { 8 }

  /// All of them.
  public func numbers(of part: TorsoPlaces.Part) -> [Int] { Array(0..<torsoComponents) }

  /// Nothing.
  public func coded(_ place: TorsoBody.HeartPlace) -> [(number: Int, value: Double, unit: Double)] { [] }

  /// The decoder with a code in it.
  ///
  /// - Parameters:
  ///   - heart: The heart's code.
  ///   - torso: The torso's code.
  /// - Returns: The anatomy of the code.
  public func fixed(heart: [Float], torso: [Float]) -> FixedShape {
    FixedShape(heart: { self.heart($0, heart) }, torso: { points, _ in self.torso(points, torso) }, skin: nil)
  }

  /// The slopes of the heart's distances in the code, by differences.
  ///
  /// - Parameters:
  ///   - points: Places in the heart's own axes, x y z one after the other, mm.
  ///   - code: The heart's code.
  /// - Returns: For each number of the code three slopes a place.
  public func heartSlopes(_ points: [Float], _ code: [Float]) -> [[Float]] {
    let h: Float = 0.05
    return code.indices.map { k in
      var (up, down) = (code, code)
      up[k] += h
      down[k] -= h
      return zip(heart(points, up), heart(points, down)).map { ($0 - $1) / (2 * h) }
    }
  }
}
