import LFAnatomy
import LFLeadField
public import LFShapeCode

/// One anatomy of the population as codes are learned from: distances on grids, angles, electrodes.
public struct ShapeSample: Sendable {
  /// The grids that distances are taken on: the heart's in its own axes, the torso's heart-centred LPS.
  public struct Grids: Sendable {
    /// The heart's.
    public var heart = DistanceGrid(from: SIMD3(-70, -76, -88), to: SIMD3(92, 76, 72), spacing: 9)
    /// Skin's and lungs'.
    public var torso = DistanceGrid(from: SIMD3(-290, -230, -340), to: SIMD3(290, 290, 404), spacing: 24)

    /// The usual grids.
    public init() {}
  }

  /// The seed.
  public let seed: UInt64
  /// Distances to epicardium, left and right cavity, node by node, mm.
  public let heart: [Float]
  /// Distances to skin and to lungs as they would be without the heart, node by node, mm.
  public let torso: [Float]
  /// Azimuth, elevation and roll, degrees.
  public let angles: [Double]
  /// The ten standard electrodes, jittered: x, y, z of each, heart-centred LPS, mm.
  public let electrodes: [Double]

  /// Makes the anatomy of a seed and takes its distances.
  ///
  /// - Parameters:
  ///   - seed: The seed.
  ///   - grids: Where.
  public init(seed: UInt64, grids: Grids) {
    self.seed = seed
    let anatomy = TrainingCase.anatomy(of: seed)
    let p = anatomy.parameters
    heart = Self.heartDistances(anatomy, grids.heart.nodes)
    torso = Self.torsoDistances(anatomy, grids.torso.nodes)
    angles = [p[.azimuth], p[.elevation], p[.roll]]
    electrodes = anatomy.trainingElectrodes(count: 10, seed: seed).flatMap {
      [$0.position.x, $0.position.y, $0.position.z]
    }
  }

  /// Distances to epicardium, left and right cavity at places of the heart's own axes, mm.
  static func heartDistances(_ anatomy: TorsoAnatomy, _ places: [SIMD3<Double>]) -> [Float] {
    let (x, y, z) = anatomy.heart.orientation.axes
    return places.flatMap { p -> [Float] in
      let d = anatomy.heart.distances(x * p.x + y * p.y + z * p.z)
      return [Float(d.epicardium), Float(d.left), Float(d.right)]
    }
  }

  /// Distances to skin and to lungs as they would be without the heart, at places of the heart-centred LPS frame, mm.
  static func torsoDistances(_ anatomy: TorsoAnatomy, _ places: [SIMD3<Double>]) -> [Float] {
    anatomy.partDistances(at: places).flatMap { [Float($0.skin), Float($0.freeLungs)] }
  }
}
