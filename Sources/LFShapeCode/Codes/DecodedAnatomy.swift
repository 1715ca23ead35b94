public import LFAnatomy
import LFCore

/// A decoded anatomy at its place in the patient, with the patient's own heart where its surface is known.
public struct DecodedAnatomy: Sendable {
  /// The patient's own heart, LPS, mm; `nil` where only the code tells of it.
  public let heart: KnownHeart?

  /// The decoder.
  public let decoder: any ShapeDecoder
  /// The code.
  public let code: AnatomyCode
  /// The decoder with the code in it.
  private let shape: FixedShape
  /// The heart's own axes in LPS.
  public let axes: (x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>)

  /// An anatomy.
  ///
  /// - Parameters:
  ///   - decoder: The decoder.
  ///   - code: The code.
  ///   - heart: The patient's own heart, LPS, mm, when its surface is known.
  public init(_ decoder: any ShapeDecoder, _ code: AnatomyCode, heart: KnownHeart? = nil) {
    self.heart = heart
    self.decoder = decoder
    self.code = code
    axes = code.orientation.axes
    shape = decoder.fixed(heart: code.heart, torso: code.torso)
  }

  private init(_ other: DecodedAnatomy, _ code: AnatomyCode, heart: KnownHeart?) {
    self.heart = heart
    decoder = other.decoder
    self.code = code
    axes = other.axes
    shape = other.shape
  }

  /// The same anatomy with its heart's centre at the origin.
  public var centred: DecodedAnatomy {
    var moved = code
    moved.origin = SIMD3()
    return DecodedAnatomy(self, moved, heart: heart?.moved(by: -code.origin))
  }

  /// The same anatomy as only the code tells of it.
  public var withoutHeart: DecodedAnatomy { DecodedAnatomy(self, code, heart: nil) }

  /// Signed distances to skin, epicardium, left cavity, right cavity and lungs, mm.
  ///
  /// - Parameters:
  ///   - places: Places, LPS, mm.
  ///   - skin: The signed distances to the decoded skin there, mm, where they are known already.
  /// - Returns: Five distances a place.
  public func distances(_ places: [SIMD3<Double>], skin: [Double]? = nil) -> [Float] {
    Self.inParts(places, 5) { range in
      let part = Array(places[range])
      let (decoded, torso) = decoded(part, skin: skin.map { Array($0[range]) })
      return combined(part, decoded, torso, muscle(part, decoded))
    }
  }

  /// Signed distances to epicardium, left cavity and right cavity, mm.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: Three distances a place.
  public func heartDistances(_ places: [SIMD3<Double>]) -> [Float] {
    Self.inParts(places, 3) { range in
      let part = Array(places[range])
      let decoded = decodedHeart(part)
      let all = combined(
        part, decoded, [Float](repeating: 0, count: 2 * part.count), muscle(part, decoded))
      return part.indices.flatMap { all[(5 * $0 + 1)..<(5 * $0 + 4)] }
    }
  }

  /// Numbers of places, made part by part on all cores.
  private static func inParts(
    _ places: [SIMD3<Double>], _ numbers: Int, _ make: (Range<Int>) -> [Float]
  ) -> [Float] {
    let count = places.count
    let parts = max(1, min(64, count / 1024))
    return [Float](unsafeUninitializedCapacity: numbers * count) { result, filled in
      guard let result = result.baseAddress else { return }
      nonisolated(unsafe) let to = result
      Parallel.run(parts) { part in
        let range = (count * part / parts)..<(count * (part + 1) / parts)
        make(range).withUnsafeBufferPointer { made in
          precondition(made.count == numbers * range.count)
          if let from = made.baseAddress {
            (to + numbers * range.lowerBound).initialize(from: from, count: made.count)
          }
        }
      }
      filled = numbers * count
    }
  }

  /// The skin, LPS, mm, where the decoder makes one of its own.
  public var ownSkin: TriangleSurface? { shape.skin?.surface.moved(by: code.origin) }

  /// The known muscle's distances; the code's, which cost less, far from it.
  private func muscle(_ places: [SIMD3<Double>], _ decoded: [Float]) -> [Float]? {
    heart.map { heart -> [Float] in
      var result = Self.muscle(decoded)
      let near = places.indices.filter { result[$0] < Self.reach }
      for (i, d) in zip(near, heart.muscleDistances(at: near.map { places[$0] })) { result[i] = Float(d) }
      return result
    }
  }

  /// Beyond this distance from the heart the code's distance to it will do: it costs less, mm.
  private static let reach: Float = 25

  /// What the decoder says: three distances a place to the heart's surfaces, two to skin and lungs.
  private func decoded(
    _ places: [SIMD3<Double>], skin: [Double]? = nil
  ) -> (heart: [Float], torso: [Float]) {
    (decodedHeart(places), decodedTorso(places, skin: skin))
  }

  private func decodedHeart(_ places: [SIMD3<Double>]) -> [Float] {
    shape.heart(Self.own(places.map { $0 - code.origin }, axes))
  }

  private func decodedTorso(_ places: [SIMD3<Double>], skin: [Double]?) -> [Float] {
    let patient = (x: SIMD3(1.0, 0, 0), y: SIMD3(0.0, 1, 0), z: SIMD3(0.0, 0, 1))
    return shape.torso(Self.own(places.map { $0 - code.origin }, patient), skin)
  }

  /// The decoded muscle's distances.
  private static func muscle(_ heart: [Float]) -> [Float] {
    (0..<(heart.count / 3)).map { max(heart[3 * $0], max(-heart[3 * $0 + 1], -heart[3 * $0 + 2])) }
  }

  /// The five distances, from decoded ones and the muscle's own.
  private func combined(
    _ places: [SIMD3<Double>], _ decoded: [Float], _ torso: [Float], _ own: [Float]?
  ) -> [Float] {
    let count = torso.count / 2
    let told = own.flatMap { own in heart?.tissues(at: places, muscle: own.map { Double($0) }) }
    return [Float](unsafeUninitializedCapacity: 5 * count) { result, filled in
      for i in 0..<count {
        var (epicardium, left, right) = (decoded[3 * i], decoded[3 * i + 1], decoded[3 * i + 2])
        if let known = told?[i] {
          (epicardium, left, right) = (Float(known.epicardium), Float(known.left), Float(known.right))
        } else if let m = own?[i] {
          // Only the muscle is known; what is not muscle is blood where the code says that it is nearer a cavity
          // than the outside.
          left = max(-m, (left + epicardium) / 2)
          right = max(-m, (right + epicardium) / 2)
          epicardium = min(m, min(left, right))
        }
        result[5 * i] = torso[2 * i]
        result[5 * i + 1] = epicardium
        result[5 * i + 2] = left
        result[5 * i + 3] = right
        result[5 * i + 4] = Float(
          LungRule.distance(free: Double(torso[2 * i + 1]), epicardium: Double(epicardium)))
      }
      filled = 5 * count
    }
  }

  /// The five distances, and the slopes of those to epicardium, left cavity, right cavity and lungs, by differences
  /// over 1.5 mm either way: outward normals, of length 1 where distances are true ones.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: Five distances and four vectors (LPS) a place.
  public func distancesAndNormals(_ places: [SIMD3<Double>]) -> (distances: [Float], normals: [Float]) {
    let h = 1.5
    // The skin is nearly flat over so short a step: its distance is asked for once too.
    let skin = shape.skin?.distancesAndSlopes(at: places.map { $0 - code.origin })
    let (ventricles, torso) = decoded(places, skin: skin?.map(\.distance))
    // The muscle's own distance is dear: it is asked for once, and its slope stands for it near by.
    var own: [Float]?
    var slopes = [SIMD3<Double>](repeating: SIMD3(), count: places.count)
    var isOwn = [Bool](repeating: false, count: places.count)
    // Where the patient's own heart tells everything, the decoded one need not be asked for again.
    var open = Array(places.indices)
    if let heart {
      var values = Self.muscle(ventricles)
      let near = places.indices.filter { values[$0] < Self.reach }
      for (i, found) in zip(near, heart.muscleDistancesAndSlopes(at: near.map { places[$0] })) {
        values[i] = Float(found.distance)
        slopes[i] = found.slope
        isOwn[i] = true
      }
      own = values
      open.removeAll { isOwn[$0] && heart.tellsTissues(within: h, of: places[$0]) }
    }
    var normals = [Float](repeating: 0, count: 12 * places.count)
    for (axis, step) in [SIMD3(h, 0, 0), SIMD3(0, h, 0), SIMD3(0, 0, h)].enumerated() {
      for (sign, share) in [(1.0, Float(1 / (2 * h))), (-1.0, Float(-1 / (2 * h)))] {
        let moved = places.map { $0 + step * sign }
        let otherTorso = decodedTorso(moved, skin: skin?.map { $0.distance + sign * h * $0.slope[axis] })
        var otherHeart = [Float](repeating: 0, count: 3 * moved.count)
        let found = decodedHeart(open.map { moved[$0] })
        for (k, i) in open.enumerated() { for s in 0..<3 { otherHeart[3 * i + s] = found[3 * k + s] } }
        var otherOwn: [Float]?
        if let own {
          var values = Self.muscle(otherHeart)
          for i in places.indices where isOwn[i] { values[i] = own[i] + Float(sign * h * slopes[i][axis]) }
          otherOwn = values
        }
        let d = combined(moved, otherHeart, otherTorso, otherOwn)
        for i in places.indices {
          for s in 0..<4 { normals[12 * i + 3 * s + axis] += share * d[5 * i + s + 1] }
        }
      }
    }
    return (combined(places, ventricles, torso, own), normals)
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
      for step in [
        SIMD3(h, 0, 0), SIMD3(-h, 0, 0), SIMD3(0, h, 0), SIMD3(0, -h, 0), SIMD3(0, 0, h), SIMD3(0, 0, -h),
      ] {
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

  /// Places moved along the skin's normals until they are on it.
  ///
  /// - Parameter places: Places near the skin, LPS, mm.
  /// - Returns: Places on it.
  public func onSkin(_ places: [SIMD3<Double>]) -> [SIMD3<Double>] {
    var result = places
    for _ in 0..<4 {
      let d = distances(result)
      let n = skinNormals(result)
      for i in result.indices { result[i] -= n[i] * Double(d[5 * i]) }
    }
    return result
  }

  /// The ten standard electrodes at their most probable places on the skin, LPS, mm.
  public var landmarks: [SIMD3<Double>] { onSkin(code.landmarks) }

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
