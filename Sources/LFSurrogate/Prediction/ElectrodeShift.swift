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
    for (number, e) in electrodes.enumerated() {
      let (given, moved) = ways[e]
      let way = given - moved
      guard (way * way).sum() > 1e-4 else { continue }
      // r in metres, so that 1/(2πσr) is in ohm.
      let strength = 1 / (2 * .pi * bulk)
      for (sign, electrode) in [(1.0, given), (-1.0, moved)] {
        for (i, place) in places.enumerated() {
          let r = (place - electrode) * 1e-3
          let square = max((r * r).sum(), 1e-8)
          let value = sign * strength / square.squareRoot()
          let at = number * places.count + i
          samples.potential?[at] += Float(value)
          for axis in 0..<3 { samples.gradient[3 * at + axis] -= Float(value / square * r[axis]) }
        }
      }
    }
  }
}
