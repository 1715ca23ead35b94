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
}

extension ShapeDecoder {
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
