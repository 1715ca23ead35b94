public import LFAnatomy

extension KnownHeart {
  /// A patient's own heart, whose base and left ventricle are where the inferred one has them.
  ///
  /// - Parameters:
  ///   - muscle: The muscle, LPS, mm.
  ///   - surface: Places on its surface, LPS, mm.
  ///   - found: The inferred heart.
  ///   - decoder: The decoder that inferred it.
  ///   - centre: Where the origin of the frame that it was inferred in lies, LPS, mm.
  public init(
    _ muscle: any Solid, surface: [SIMD3<Double>], _ found: HeartInference.Result,
    _ decoder: any ShapeDecoder, centre: SIMD3<Double>
  ) {
    let axes = found.orientation.axes
    let origin = centre + found.origin
    self.init(muscle, surface: surface, up: axes.z) { places in
      let d = decoder.heart(DecodedAnatomy.own(places.map { $0 - origin }, axes), found.shape)
      return places.indices.map { d[3 * $0 + 1] < d[3 * $0 + 2] }
    }
  }
}

extension HeartInference.Result {
  /// The shape's code.
  var shape: [Float] { values.dropLast(3).map { Float($0) } }
  /// How the heart lies.
  var orientation: HeartOrientation {
    var orientation = HeartOrientation()
    let angles = values.suffix(3)
    (orientation.azimuth, orientation.elevation, orientation.roll) = (
      angles[angles.startIndex], angles[angles.startIndex + 1], angles[angles.startIndex + 2]
    )
    return orientation
  }
}
