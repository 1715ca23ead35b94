public import LFShapeCode

/// What the operator network is told of a decoded anatomy, of places in it, of electrodes, and of both together.
///
/// A row of inputs is: place, electrode, code, pair. Places and electrodes are taken from the centre of the decoded
/// muscle, in the patient's axes (LPS) and in the heart's own. All numbers are of a scale near 1.
public struct AnatomyFeatures: Sendable {
  /// Numbers of a place: its coordinates twice, the five signed distances at two scales, the normals of four surfaces
  /// (epicardium, cavities, lungs), each weighted by how near the surface is.
  public static let placeCount = 28
  /// Where the normals stand in a place's numbers.
  public static let normalsAt = 16
  /// How many surfaces have a normal.
  public static let normalCount = 4
  /// Numbers of an electrode: its coordinates twice, direction, distance twice, the skin's normal.
  public static let electrodeCount = 14
  /// Numbers of a pair: the direction from electrode to place twice, the distance thrice, its angle to the skin and
  /// to the place's normals.
  public static let pairCount = 14
  /// Numbers of a code: the code in deviations of the prior, and how uncertain the torso is.
  public static func codeCount(_ layout: CodeLayout) -> Int { layout.count + 1 }
  /// Numbers of a whole row.
  public static func count(_ layout: CodeLayout) -> Int {
    placeCount + electrodeCount + codeCount(layout) + pairCount
  }

  /// The anatomy.
  public let anatomy: DecodedAnatomy
  /// The numbers of its code.
  public let code: [Float]

  /// The numbers of a decoded anatomy.
  ///
  /// - Parameters:
  ///   - anatomy: The anatomy.
  ///   - prior: How codes are spread.
  public init(_ anatomy: DecodedAnatomy, _ prior: CodePrior) {
    self.anatomy = anatomy
    // Beyond four deviations the network has seen nothing: it must not be led astray by it.
    code =
      anatomy.code.values.enumerated().map { i, value in
        Float(min(max((value - prior.mean[i]) / prior.deviation(i), -4), 4))
      } + [Float(min(max(anatomy.code.torsoUncertainty, 0), 1.5))]
  }

  /// The numbers of places.
  ///
  /// - Parameter places: Places, LPS, mm.
  /// - Returns: `placeCount` numbers each.
  public func places(_ places: [SIMD3<Double>]) -> [Float] {
    let (distances, normals) = anatomy.distancesAndNormals(places)
    let (x, y, z) = anatomy.axes
    let origin = anatomy.code.origin
    return [Float](unsafeUninitializedCapacity: places.count * Self.placeCount) { rows, filled in
      for (i, place) in places.enumerated() {
        let p = place - origin
        let at = i * Self.placeCount
        rows[at] = Float(p.x / 100)
        rows[at + 1] = Float(p.y / 100)
        rows[at + 2] = Float(p.z / 100)
        rows[at + 3] = Float((x * p).sum() / 100)
        rows[at + 4] = Float((y * p).sum() / 100)
        rows[at + 5] = Float((z * p).sum() / 100)
        for s in 0..<5 {
          let d = distances[5 * i + s]
          // Walls are some millimetres thick, tissues some centimetres: each has its scale.
          rows[at + 6 + s] = d / (abs(d) + 4)
          rows[at + 11 + s] = d / (abs(d) + 30)
          guard s > 0 else { continue }
          let near = 1 / (1 + abs(d) / 10)
          for axis in 0..<3 {
            rows[at + Self.normalsAt + 3 * (s - 1) + axis] = near * normals[12 * i + 3 * (s - 1) + axis]
          }
        }
      }
      filled = places.count * Self.placeCount
    }
  }

  /// The numbers of electrodes.
  ///
  /// - Parameter positions: Electrodes, LPS, mm.
  /// - Returns: `electrodeCount` numbers each.
  public func electrodes(_ positions: [SIMD3<Double>]) -> [Float] {
    let normals = anatomy.skinNormals(positions)
    let (x, y, z) = anatomy.axes
    return zip(positions, normals).flatMap { position, n -> [Float] in
      let p = position - anatomy.code.origin
      let far = max((p * p).sum().squareRoot(), 1)
      let own = SIMD3((x * p).sum(), (y * p).sum(), (z * p).sum())
      let list = [
        p.x / 200, p.y / 200, p.z / 200, own.x / 200, own.y / 200, own.z / 200, p.x / far, p.y / far,
        p.z / far,
        100 / (far + 20), far / 200, n.x, n.y, n.z,
      ]
      return list.map { Float($0) }
    }
  }

  /// The numbers of a pair.
  ///
  /// - Parameters:
  ///   - place: A place, LPS, mm.
  ///   - electrode: An electrode, LPS, mm.
  ///   - normal: The skin's normal there.
  ///   - numbers: The place's numbers.
  ///   - row: Takes `pairCount` numbers.
  /// - Returns: The distance, mm.
  @discardableResult
  public func pair(
    _ place: SIMD3<Double>, _ electrode: SIMD3<Double>, normal: SIMD3<Float>, _ numbers: UnsafePointer<Float>,
    into row: UnsafeMutablePointer<Float>
  ) -> Double {
    let gap = place - electrode
    let r = max((gap * gap).sum().squareRoot(), 1)
    let u = gap / r
    let (x, y, z) = anatomy.axes
    row[0] = Float(u.x)
    row[1] = Float(u.y)
    row[2] = Float(u.z)
    row[3] = Float((x * u).sum())
    row[4] = Float((y * u).sum())
    row[5] = Float((z * u).sum())
    row[6] = Float(r / 200)
    row[7] = Float(60 / (r + 20))
    row[8] = Float(100 / (r + 100))
    row[9] = -(SIMD3<Float>(u) * normal).sum()
    for s in 0..<Self.normalCount {
      let n = numbers + Self.normalsAt + 3 * s
      row[10 + s] = row[0] * n[0] + row[1] * n[1] + row[2] * n[2]
    }
    return r
  }
}
