import LFFullOrder
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
  ///
  /// - Parameters:
  ///   - samples: The fields of the moved electrodes.
  ///   - places: Where the fields of the given ones are wanted, mm.
  ///   - sampled: Where those of the moved ones were taken, mm: beyond the decoded skin at its nearest place, where the
  ///     singular part to be taken off is another.
  ///   - electrodes: Which electrodes the samples are of.
  func makeGood(
    _ samples: inout FieldSamples, _ places: [SIMD3<Double>], sampledAt sampled: [SIMD3<Double>],
    of electrodes: Range<Int>
  ) {
    // r in metres, so that 1/(2πσr) is in ohm.
    let strength = SIMD2(1, -1) / (2 * .pi * bulk)
    // As near as that the solution's own electrodes are balls.
    let core = SIMD2(repeating: PointSource.coreRadius * PointSource.coreRadius)
    var potential = samples.potential ?? []
    samples.potential = nil
    potential.withUnsafeMutableBufferPointer { potential in
      samples.gradient.withUnsafeMutableBufferPointer { gradient in
        for (number, e) in electrodes.enumerated() {
          let (given, moved) = ways[e]
          let way = given - moved
          let isMoved = (way * way).sum() > 1e-4
          for (i, place) in places.enumerated() where isMoved || place != sampled[i] {
            let (here, there) = ((place - given) * 1e-3, (sampled[i] - moved) * 1e-3)
            let square = pointwiseMax(SIMD2((here * here).sum(), (there * there).sum()), core)
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
