import Foundation
import LFCore
import LFElectrocardiogram
import Testing

@Suite("Sampling")
struct SamplingTests {
  private func potentials(_ times: [Double], _ value: (Double) -> Double) -> ElectrodePotentials {
    ElectrodePotentials(electrodes: ["E"], times: times, values: [times.map(value)])
  }

  @Test("keeps the samples at the steps' own rate")
  func own() throws {
    var diagnostics = Diagnostics()
    let given = potentials((0..<50).map { 2 * Double($0) }) { $0 * $0 }
    let (result, rate) = try given.sampled(at: nil, ZeroPhaseFilter(), diagnostics: &diagnostics)
    #expect(result == given && rate == 500 && diagnostics.warnings.isEmpty)
    let again = try given.sampled(at: 500, ZeroPhaseFilter(), diagnostics: &diagnostics).potentials
    #expect(again == given)
  }

  @Test(
    "goes to another rate with the signal where it was, without what the rate cannot hold",
    arguments: [250.0, 4000])
  func another(rate: Double) throws {
    var diagnostics = Diagnostics()
    let wave: (Double) -> Double = { sin(2 * .pi * 8 * $0 / 1000) }
    let given = potentials((0..<1001).map { Double($0) }) { wave($0) + 0.5 * sin(2 * .pi * 350 * $0 / 1000) }
    let (result, found) = try given.sampled(
      at: rate, ZeroPhaseFilter(lowPass: 100), diagnostics: &diagnostics)
    #expect(found == rate && result.times.count == Int(rate) + 1)
    for i in result.times.indices where result.times[i] > 100 && result.times[i] < 900 {
      #expect(abs(result.values[0][i] - wave(result.times[i])) < 0.01)
    }
  }

  @Test("missing and uneven steps are an error, and gone through when a rate is asked for")
  func gaps() throws {
    var diagnostics = Diagnostics()
    let holed = potentials((0..<100).map(Double.init).filter { $0 != 40 && $0 != 41 }) { sin($0 / 15) }
    let error = #expect(throws: LFError.self) {
      try holed.sampled(at: nil, ZeroPhaseFilter(), diagnostics: &diagnostics)
    }
    #expect(error?.code == .badData && error?.message.contains("39.0 ms and 42.0 ms") == true)
    let mended = try holed.sampled(at: 1000, ZeroPhaseFilter(), diagnostics: &diagnostics).potentials
    #expect(diagnostics.warnings.count == 1)
    #expect(mended.times.count == 100 && abs(mended.values[0][40] - sin(40.0 / 15)) < 1e-3)
    let uneven = potentials([0, 1, 2.2, 3, 4]) { $0 }
    #expect(throws: LFError.self) {
      try uneven.sampled(at: nil, ZeroPhaseFilter(), diagnostics: &diagnostics)
    }
  }

  @Test("is refused for times that go back, one step alone, and filters beyond half the rate")
  func refusals() {
    var diagnostics = Diagnostics()
    for times in [[], [1], [1, 1], [0, 2, 1]] as [[Double]] {
      let error = #expect(throws: LFError.self) {
        try potentials(times) { $0 }.sampled(at: 1000, ZeroPhaseFilter(), diagnostics: &diagnostics)
      }
      #expect(error?.code == .badData)
    }
    let error = #expect(throws: LFError.self) {
      try potentials([0, 2, 4]) { $0 }.sampled(
        at: nil, ZeroPhaseFilter(lowPass: 250), diagnostics: &diagnostics)
    }
    #expect(error?.code == .usage)
  }

  @Test("is refused, not counted, where one time is far out", arguments: [1e12, 1e30, 1e300, .infinity])
  func farOut(_ time: Double) {
    var diagnostics = Diagnostics()
    let error = #expect(throws: LFError.self) {
      try potentials([0, 1, 2, time]) { $0 }.sampled(
        at: 500, ZeroPhaseFilter(), diagnostics: &diagnostics)
    }
    #expect(error?.code == .badData && error?.message.contains("\(time) ms") == true)
    #expect(error?.message.contains("\n") == false && diagnostics.warnings.isEmpty)
    // Steps of that length are no mistake of one time: the rate does not go with them.
    let even = #expect(throws: LFError.self) {
      try potentials([0, 1e12, 2e12]) { $0 }.sampled(
        at: 500, ZeroPhaseFilter(), diagnostics: &diagnostics)
    }
    #expect(even?.code == .usage)
  }
}
