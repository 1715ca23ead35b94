import LFFullOrder
import LFLeadField
import Testing

@testable import LFSurrogate

/// The singular part of an electrode's field on its way from the decoded skin to where the electrode is.
@Suite struct ElectrodeShiftTests {
  private let bulk = 0.2

  /// 1/(2πσr) and its gradient, ohm and ohm/m, of an electrode at a place, mm.
  private func field(_ electrode: SIMD3<Double>, _ place: SIMD3<Double>) -> (Double, SIMD3<Double>) {
    let d = (place - electrode) * 1e-3
    let r = max((d * d).sum().squareRoot(), PointSource.coreRadius)
    let c = 1 / (2 * Double.pi * bulk)
    return (c / r, d * (-c / (r * r * r)))
  }

  private func samples(_ fields: [(Double, SIMD3<Double>)]) -> FieldSamples {
    FieldSamples(
      count: fields.count, potential: fields.map { Float($0.0) },
      gradient: fields.flatMap { f in (0..<3).map { Float(f.1[$0]) } })
  }

  @Test(arguments: [SIMD3(0.0, 12, 0), SIMD3(0.0, 0, 0)])
  func whatTheSolutionHasOfTheMovedElectrodeIsThatOfTheGivenOne(given: SIMD3<Double>) throws {
    let moved = SIMD3<Double>()
    // Wanted beside the electrode and beyond the skin y = 0, taken at the skin; one in the body; one at the electrode.
    let places = [SIMD3(3.0, 9, 0), SIMD3(-40.0, -60, 10), given]
    let sampled = places.map { SIMD3($0.x, min($0.y, 0), $0.z) }
    var found = samples(sampled.map { field(moved, $0) })
    ElectrodeShift(ways: [(given, moved)], bulk: bulk).makeGood(
      &found, places, sampledAt: sampled, of: 0..<1)
    let wanted = samples(places.map { field(given, $0) })
    for (a, b) in zip(try #require(found.potential), try #require(wanted.potential)) {
      #expect(abs(a - b) < 1e-3 * abs(b))
    }
    let size = try #require(wanted.gradient.map(abs).max())
    for (a, b) in zip(found.gradient, wanted.gradient) { #expect(abs(a - b) < 1e-4 * size) }
  }
}
