import LFCore
import LFElectrocardiogram
import Testing

@Suite("Units of sources")
struct UnitTests {
  @Test("of voltages are those in which a beat is possible")
  func voltages() throws {
    #expect(try VoltageUnit.checked(low: -86, high: 30, stated: nil) == .millivolts)
    #expect(try VoltageUnit.checked(low: -0.086, high: 0.03, stated: nil) == .volts)
    #expect(try VoltageUnit.checked(low: -86_000, high: 30_000, stated: nil) == .microvolts)
    #expect(try VoltageUnit.checked(low: -0.086, high: 0.03, stated: .millivolts) == .millivolts)
    // A heart at rest has no beat, but a voltage.
    #expect(try VoltageUnit.checked(low: -85, high: -85, stated: nil) == .millivolts)
  }

  @Test(
    "of voltages are refused where none fits",
    arguments: [(-1e8, 1e8), (0, 1), (-1e6, 0)] as [(Float, Float)])
  func impossible(_ low: Float, _ high: Float) {
    let error = #expect(throws: LFError.self) { try VoltageUnit.checked(low: low, high: high, stated: nil) }
    #expect(error?.code == .badData && error?.hint?.contains("--voltage-unit") == true)
  }

  @Test("that are stated and cannot be name the likely one")
  func stated() {
    let error = #expect(throws: LFError.self) {
      try VoltageUnit.checked(low: -86_000, high: 30_000, stated: .millivolts)
    }
    #expect(error?.hint?.contains("likely uV") == true)
    let absurd = #expect(throws: LFError.self) {
      try VoltageUnit.checked(low: -1e8, high: 1e8, stated: .volts)
    }
    #expect(absurd?.code == .badData)
  }

  @Test("of times are those that make the span plausible")
  func times() throws {
    #expect(try TimeUnit.inferred(from: 120, plausible: 10...999, "times") == .milliseconds)
    #expect(try TimeUnit.inferred(from: 0.12, plausible: 10...999, "times") == .seconds)
    #expect(try TimeUnit.inferred(from: 120_000, plausible: 10...999, "times") == .microseconds)
    for span in [0, 3, 3e9, 5] {
      #expect(throws: LFError.self) { try TimeUnit.inferred(from: span, plausible: 10...999, "times") }
    }
    #expect(TimeUnit(written: "µs") == .microseconds && TimeUnit(written: "min") == nil)
  }
}
