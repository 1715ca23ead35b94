import LFSurrogate
import Testing

@Suite struct DeviationCalibrationTests {
  private let known = DeviationCalibration(
    electrodes: 1, heartOnly: 4, surfaces: .init(skin: 0.8, lungs: 0.5, both: 0.3, wholes: SIMD2(1, 0.8)))

  @Test func wholeSurfacesHaveTheirOwnFactors() {
    #expect(known.factor(isHeartOnly: false, surfaces: SIMD2(0, 0)) == 1)
    #expect(abs(known.factor(isHeartOnly: false, surfaces: SIMD2(1, 0)) - 0.8) < 1e-12)
    #expect(abs(known.factor(isHeartOnly: false, surfaces: SIMD2(0, 0.8)) - 0.5) < 1e-12)
    #expect(abs(known.factor(isHeartOnly: false, surfaces: SIMD2(1, 0.8)) - 0.3) < 1e-12)
  }

  @Test func aPartOfASurfaceLiesBetween() {
    // Variances, not deviations, are in proportion: (1 + 0.25) / 2.
    #expect(abs(known.factor(isHeartOnly: false, surfaces: SIMD2(0, 0.4)) - 0.625.squareRoot()) < 1e-12)
    var last = 1.0
    for share in stride(from: 0.1, through: 1, by: 0.1) {
      let factor = known.factor(isHeartOnly: false, surfaces: SIMD2(share, 0.8 * share))
      #expect(factor < last)
      last = factor
    }
    // No surface tells more than a whole one.
    #expect(abs(known.factor(isHeartOnly: false, surfaces: SIMD2(0, 0.9)) - 0.5) < 1e-12)
    #expect(abs(known.factor(isHeartOnly: false, surfaces: SIMD2(1.1, -0.1)) - 0.8) < 1e-12)
  }

  @Test func placedElectrodesAndModelsThatWereNotMeasuredKeepTheirFactor() {
    #expect(known.factor(isHeartOnly: true, surfaces: SIMD2(1, 1)) == 4)
    let old = DeviationCalibration(electrodes: 1.2, heartOnly: 4)
    #expect(old.factor(isHeartOnly: false, surfaces: SIMD2(1, 1)) == 1.2)
  }
}
