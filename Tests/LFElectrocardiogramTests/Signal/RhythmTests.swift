import LFCore
import LFElectrocardiogram
import Testing

@Suite("Rhythms")
struct RhythmTests {
  private let beat = ElectrodePotentials(
    electrodes: ["a", "b"], times: [-20, -10, 0, 10], values: [[0, 1, 2, 0], [0, -1, 0.5, 0]])

  @Test("a beat comes again after its period, at rest in between, for as long as asked")
  func repeats() throws {
    let made = try Rhythm(heartRate: 1000, duration: 130).potentials(of: beat)
    #expect(
      made.values == [
        [0, 1, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0], [0, -1, 0.5, 0, 0, 0, 0, -1, 0.5, 0, 0, 0, 0],
      ])
    #expect(made.times.first == -20 && made.times.last == 100 && made.times.count == 13)
  }

  @Test("beats that would run into one another are refused, with the rate that is possible")
  func tooFast() throws {
    let error = try #require(throws: LFError.self) {
      try Rhythm(heartRate: 2000, duration: 40).potentials(of: beat)
    }
    #expect(error.code == .usage && error.hint?.contains("1500") == true, "\(error)")
    #expect(try Rhythm(heartRate: 1500, duration: 40).potentials(of: beat) == beat)
  }
}
