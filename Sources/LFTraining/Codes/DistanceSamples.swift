import LFAnatomy
import LFShapeCode

/// Places at random in and near an anatomy's surfaces with their signed distances, for networks to learn from.
struct DistanceSamples: Sendable {
  /// x, y, z of each place, in units of the decoder's scale.
  var places: [Float]
  /// The distances of each place, in the same units.
  var distances: [Float]

  /// How many places of the heart and of the torso an anatomy gives.
  static let counts = (heart: 3000, torso: 2500)

  /// Places in the heart's own axes: half of them within 8 mm of a surface.
  static func heart(_ anatomy: TorsoAnatomy, _ grid: DistanceGrid, seed: UInt64) -> DistanceSamples {
    draw(
      grid, count: counts.heart, near: 8, scale: NeuralDecoder.scale.heart, surfaces: 3,
      RandomSource(seed: seed, stream: 0x4EA8)
    ) { ShapeSample.heartDistances(anatomy, $0) }
  }

  /// Places in the heart-centred LPS frame: half of them within 20 mm of a surface.
  static func torso(_ anatomy: TorsoAnatomy, _ grid: DistanceGrid, seed: UInt64) -> DistanceSamples {
    draw(
      grid, count: counts.torso, near: 20, scale: NeuralDecoder.scale.torso, surfaces: 2,
      RandomSource(seed: seed, stream: 0x7036)
    ) { ShapeSample.torsoDistances(anatomy, $0) }
  }

  private static func draw(
    _ grid: DistanceGrid, count: Int, near: Float, scale: Float, surfaces: Int, _ random: RandomSource,
    _ distances: ([SIMD3<Double>]) -> [Float]
  ) -> DistanceSamples {
    var random = random
    let low = SIMD3<Double>(grid.origin)
    let extent =
      SIMD3(Double(grid.size.x - 1), Double(grid.size.y - 1), Double(grid.size.z - 1)) * Double(grid.spacing)
    func some(_ n: Int) -> [SIMD3<Double>] {
      (0..<n).map { _ in low + extent * SIMD3(random.uniform(), random.uniform(), random.uniform()) }
    }
    var result = DistanceSamples(places: [], distances: [])
    func take(_ place: SIMD3<Double>, _ d: ArraySlice<Float>) {
      result.places += [Float(place.x) / scale, Float(place.y) / scale, Float(place.z) / scale]
      result.distances += d.map { $0 / scale }
    }
    let anywhere = some(count / 2)
    let first = distances(anywhere)
    for i in anywhere.indices { take(anywhere[i], first[(surfaces * i)..<(surfaces * (i + 1))]) }
    var found = anywhere.count
    while found < count {
      let more = some(count)
      let d = distances(more)
      for i in more.indices where found < count {
        let own = d[(surfaces * i)..<(surfaces * (i + 1))]
        guard own.contains(where: { abs($0) < near }) else { continue }
        take(more[i], own)
        found += 1
      }
    }
    return result
  }
}
