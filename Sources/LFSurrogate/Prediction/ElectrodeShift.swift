import LFLeadField

/// What it changes in a field that its electrode was moved onto the decoded skin.
struct ElectrodeShift: Sendable {
  /// Where each electrode is, and where it was moved to, mm.
  let ways: [(given: SIMD3<Double>, moved: SIMD3<Double>)]
  /// The conductivity at the skin, S/m.
  let bulk: Double

  /// How many electrodes there are.
  var count: Int { ways.count }

  /// Adds the difference of the fields of a point on a flat skin, 1/(2πσr), there and here.
  func makeGood(_ samples: inout FieldSamples, _ places: [SIMD3<Double>], of electrodes: Range<Int>) {
    var potential = samples.potential ?? []
    samples.potential = nil
    potential.withUnsafeMutableBufferPointer { potential in
      samples.gradient.withUnsafeMutableBufferPointer { gradient in
        for (number, e) in electrodes.enumerated() {
          let (given, moved) = ways[e]
          let way = given - moved
          guard (way * way).sum() > 1e-4 else { continue }
          // r in metres, so that 1/(2πσr) is in ohm.
          let strength = SIMD2(1, -1) / (2 * .pi * bulk)
          for (i, place) in places.enumerated() {
            let (here, there) = ((place - given) * 1e-3, (place - moved) * 1e-3)
            let square = pointwiseMax(
              SIMD2((here * here).sum(), (there * there).sum()), SIMD2(repeating: 1e-8))
            let value = strength / square.squareRoot()
            let share = value / square
            let slope = here * share.x + there * share.y
            let at = number * places.count + i
            if at < potential.count { potential[at] += Float(value.sum()) }
            gradient[3 * at] -= Float(slope.x)
            gradient[3 * at + 1] -= Float(slope.y)
            gradient[3 * at + 2] -= Float(slope.z)
          }
        }
      }
    }
    if !potential.isEmpty { samples.potential = potential }
  }
}
