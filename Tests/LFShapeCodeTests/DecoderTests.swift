import LFAnatomy
import LFLeadField
import LFNetwork
import LFShapeCode
import Testing

@Suite struct DecoderTests {
  private let grid = DistanceGrid(from: SIMD3(-20, -15, -10), to: SIMD3(20, 15, 10), spacing: 5)

  @Test func interpolationIsExactForQuadratics() {
    func value(_ p: SIMD3<Double>) -> Float { Float(3 + p.x - 2 * p.y + 0.1 * p.x * p.z + 0.05 * p.y * p.y) }
    let values = grid.nodes.map(value)
    // One cell away from the border, where all four neighbours are there.
    for p in [SIMD3(0.3, 1.7, -2.2), SIMD3(-14.9, 9.9, 4.9), SIMD3(5, 5, 0), SIMD3(14, -9, -4)] {
      let found = grid.sample([Float(p.x), Float(p.y), Float(p.z)], of: values, components: 1)[0]
      #expect(abs(found - value(p)) < 1e-4)
    }
  }

  @Test func beyondTheGridItsBorderStands() {
    let values = grid.nodes.map { Float($0.x) }
    let found = grid.sample([500, 0, 0, -500, 3, 99, .nan, 0, 0], of: values, components: 1)
    for (value, wanted) in zip(found, [Float(20), -20, -20]) { #expect(abs(value - wanted) < 1e-4) }
  }

  @Test func fewPlacesAndManyAgree() {
    let components = 3
    let count = grid.count * 3 * (components + 1)
    let values = (0..<count).map { Float(($0 * 7919) % 101) / 10 }
    let part = LinearDecoder.Part(grid: grid, surfaces: 3, components: components, values: values)
    let torso = LinearDecoder.Part(
      grid: grid, surfaces: 2, components: 1, values: [Float](repeating: 0, count: grid.count * 4))
    let decoder = LinearDecoder(heart: part, torso: torso)
    let code: [Float] = [0.5, -1, 2]
    let place: [Float] = [1.3, -2.7, 4.1]
    let one = decoder.heart(place, code)
    let many = decoder.heart((0..<400).flatMap { _ in place }, code)
    for s in 0..<3 { #expect(abs(one[s] - many[3 * 399 + s]) < 1e-3) }
    // Slopes are the modes: exact for a decoder that is linear.
    let slopes = decoder.heartSlopes(place, code)
    for k in 0..<components {
      var moved = code
      moved[k] += 1
      let other = decoder.heart(place, moved)
      for s in 0..<3 { #expect(abs(other[s] - one[s] - slopes[k][s]) < 1e-3) }
    }
  }

  @Test func aNeuralDecoderKeepsItsUnits() throws {
    // One layer: d = x/50 · 50 = x for the heart, whatever the code.
    let heart = try DenseNetwork(
      widths: [4, 3], parameters: [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0] + [0, 0, 0])
    let torso = try DenseNetwork(widths: [4, 2], parameters: [1, 0, 0, 1, 0, 0, 0, 0] + [0, 0])
    let decoder = NeuralDecoder(heart: heart, torso: torso)
    let d = decoder.heart([10, 20, 30], [7])
    for (found, wanted) in zip(d, [Float(10), 20, 30]) { #expect(abs(found - wanted) < 1e-4) }
    #expect(decoder.torso([10, 20, 30], [7]).map { $0.rounded() } == [10, 20])
  }

  /// A decoder that takes parameters as they are, and the code of an anatomy.
  private func parametric(of anatomy: TorsoAnatomy) -> (decoder: ParametricDecoder, code: [Float]) {
    let part = LinearDecoder.Part(
      grid: grid, surfaces: 3, components: 1, values: [Float](repeating: 1, count: grid.count * 6))
    let values = ParametricDecoder.values(anatomy.parameters, .init(anatomy.heart))
    return (
      ParametricDecoder(heart: part, scales: values.map { .init(mean: $0 - 1, deviation: 2) }),
      values.map { _ in 0.5 }
    )
  }

  @Test(
    "a parametric code is its anatomy: skin and lungs are those that the population makes", arguments: 0..<4)
  func parametricCode(seed: UInt64) {
    let anatomy = TorsoAnatomy(seed: 1_000_000 + seed)
    let (decoder, code) = parametric(of: anatomy)
    let fixed = decoder.fixed(heart: [0], torso: code)
    var random = RandomSource(seed: seed, stream: 3)
    let places = (0..<300).map { _ in
      SIMD3(140 * random.normal(), 80 * random.normal(), 130 * random.normal())
    }
    let wanted = anatomy.partDistances(at: places)
    let points = places.flatMap { [Float($0.x), Float($0.y), Float($0.z)] }
    let found = fixed.torso(points, nil)
    for (i, part) in wanted.enumerated() {
      #expect(abs(Double(found[2 * i]) - part.skin) < 0.5)
      #expect(abs(Double(found[2 * i + 1]) - part.freeLungs) < 0.5)
    }
    // Known distances to the skin are taken as they are.
    let told = fixed.torso(points, wanted.map(\.skin))
    for (i, part) in wanted.enumerated() {
      #expect(abs(Double(told[2 * i + 1]) - part.freeLungs) < 1e-3)
    }
  }

  @Test("without a fixed code the skin's distance is right to first order where electrodes are")
  func nearTheSkin() {
    let anatomy = TorsoAnatomy(seed: 1_000_001)
    let (decoder, code) = parametric(of: anatomy)
    let electrodes = anatomy.standardElectrodes().map(\.position)
    for step in [-4.0, 0, 4] {
      let places = electrodes.map { $0 + SIMD3(0, step, 0) }
      let found = decoder.torso(places.flatMap { [Float($0.x), Float($0.y), Float($0.z)] }, code)
      for (i, part) in anatomy.partDistances(at: places).enumerated() {
        #expect(abs(Double(found[2 * i]) - part.skin) < 0.4 + 0.2 * abs(step))
      }
    }
  }
}
