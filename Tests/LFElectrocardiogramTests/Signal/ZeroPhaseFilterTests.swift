import Foundation
import LFElectrocardiogram
import Testing

@Suite("The zero-phase filter")
struct ZeroPhaseFilterTests {
  /// The amplitude of a long sine after the filter, in its middle, and how far its phase has moved.
  private func response(_ filter: ZeroPhaseFilter, at frequency: Double) -> (amplitude: Double, phase: Double)
  {
    let rate = 1000.0
    let samples = (0..<20_000).map { sin(2 * .pi * frequency * Double($0) / rate) }
    let result = filter.filtered(samples, rate: rate)
    var (s, c) = (0.0, 0.0)
    // Whole periods of all frequencies used here.
    for i in 5000..<15_000 {
      s += result[i] * sin(2 * .pi * frequency * Double(i) / rate) / 5000
      c += result[i] * cos(2 * .pi * frequency * Double(i) / rate) / 5000
    }
    return ((s * s + c * c).squareRoot(), atan2(c, s))
  }

  @Test("is down by 3 dB at its corners, passes what lies between, stops what lies beyond, moves no phase")
  func response() {
    let filter = ZeroPhaseFilter(highPass: 0.5, lowPass: 40)
    for corner in [0.5, 40.0] {
      let there = response(filter, at: corner)
      #expect(abs(there.amplitude - 0.5.squareRoot()) < 0.01, "\(corner): \(there)")
      #expect(abs(there.phase) < 0.01)
    }
    #expect(abs(response(filter, at: 5).amplitude - 1) < 0.01)
    // Fourth order: 24 dB an octave.
    #expect(response(filter, at: 160).amplitude < 0.007)
    #expect(response(filter, at: 0.1).amplitude < 0.005)
  }

  @Test(
    "is down by 3 dB at its corners however near they are to half the rate",
    arguments: [0.0005, 0.01, 0.04, 0.15, 0.3, 0.4, 0.45])
  func corners(share: Double) {
    for filter in [ZeroPhaseFilter(lowPass: 1000 * share), ZeroPhaseFilter(highPass: 1000 * share)] {
      let there = response(filter, at: 1000 * share)
      #expect(abs(there.amplitude - 0.5.squareRoot()) < 1e-3, "\(filter): \(there)")
      #expect(abs(there.phase) < 1e-3)
    }
  }

  @Test("keeps a constant by a low pass and takes it out by a high pass, from the first sample to the last")
  func constant() {
    let samples = [Double](repeating: 3.5, count: 100)
    for value in ZeroPhaseFilter(lowPass: 40).filtered(samples, rate: 500) {
      #expect(abs(value - 3.5) < 1e-9)
    }
    for value in ZeroPhaseFilter(highPass: 0.5).filtered(samples, rate: 500) { #expect(abs(value) < 1e-9) }
  }

  @Test("keeps Einthoven's relation, being linear")
  func linear() {
    let filter = ZeroPhaseFilter(highPass: 0.05, lowPass: 150)
    let a = (0..<200).map { sin(Double($0) * 0.3) + Double($0) * 0.01 }
    let b = (0..<200).map { cos(Double($0 * $0) * 0.01) }
    let (fa, fb) = (filter.filtered(a, rate: 500), filter.filtered(b, rate: 500))
    let sum = filter.filtered(zip(a, b).map(+), rate: 500)
    for i in sum.indices { #expect(abs(sum[i] - fa[i] - fb[i]) < 1e-9) }
  }

  @Test("gives back as many samples, of none too")
  func counts() {
    #expect(ZeroPhaseFilter(highPass: 1, lowPass: 2).filtered([], rate: 100).isEmpty)
    #expect(ZeroPhaseFilter(highPass: 1, lowPass: 2).filtered([1], rate: 100).count == 1)
    #expect(ZeroPhaseFilter().filtered([1, 2, 3], rate: 100) == [1, 2, 3])
  }
}
