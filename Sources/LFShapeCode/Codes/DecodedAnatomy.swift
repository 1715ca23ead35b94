import LFAnatomy

/// A decoded anatomy at its place in the patient.
public struct DecodedAnatomy: Sendable {
  /// The decoder.
  public let decoder: any ShapeDecoder
  /// The code.
  public let code: AnatomyCode
  /// The heart's own axes in LPS.
  public let axes: (x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>)

  /// An anatomy.
  ///
  /// - Parameters:
  ///   - decoder: The decoder.
  ///   - code: The code.
  public init(_ decoder: any ShapeDecoder, _ code: AnatomyCode) {
    self.decoder = decoder
    self.code = code
    axes = code.orientation.axes
  }

  /// Signed distances to skin, epicardium, left cavity, right cavity and lungs, mm.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: Five distances a place.
  public func distances(_ places: [SIMD3<Double>]) -> [Float] {
    let centred = places.map { $0 - code.origin }
    let heart = decoder.heart(Self.own(centred, axes), code.heart)
    let torso = decoder.torso(centred.flatMap { [Float($0.x), Float($0.y), Float($0.z)] }, code.torso)
    return [Float](unsafeUninitializedCapacity: 5 * places.count) { result, filled in
      for i in places.indices {
        result[5 * i] = torso[2 * i]
        result[5 * i + 1] = heart[3 * i]
        result[5 * i + 2] = heart[3 * i + 1]
        result[5 * i + 3] = heart[3 * i + 2]
        result[5 * i + 4] = torso[2 * i + 1]
      }
      filled = 5 * places.count
    }
  }

  /// The skin's outward normals at places on it, by differences over 4 mm either way.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: Unit vectors; zero where the distance has no slope.
  public func skinNormals(_ places: [SIMD3<Double>]) -> [SIMD3<Double>] {
    let h = 4.0
    var around: [Float] = []
    for place in places {
      let p = place - code.origin
      for step in [SIMD3(h, 0, 0), SIMD3(-h, 0, 0), SIMD3(0, h, 0), SIMD3(0, -h, 0), SIMD3(0, 0, h), SIMD3(0, 0, -h)] {
        let q = p + step
        around += [Float(q.x), Float(q.y), Float(q.z)]
      }
    }
    let d = decoder.torso(around, code.torso)
    return places.indices.map { i in
      func slope(_ axis: Int) -> Double {
        Double(d[2 * (6 * i + 2 * axis)]) - Double(d[2 * (6 * i + 2 * axis + 1)])
      }
      let n = SIMD3(slope(0), slope(1), slope(2))
      let length = (n * n).sum().squareRoot()
      return length > 0 ? n / length : n
    }
  }

  /// Places in the heart's own axes, x y z one after the other.
  static func own(
    _ centred: [SIMD3<Double>], _ axes: (x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>)
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: 3 * centred.count) { result, filled in
      for (i, p) in centred.enumerated() {
        result[3 * i] = Float((axes.x * p).sum())
        result[3 * i + 1] = Float((axes.y * p).sum())
        result[3 * i + 2] = Float((axes.z * p).sum())
      }
      filled = 3 * centred.count
    }
  }
}
