import LFCore
import LFElectrocardiogram
import LFLeadField
import Testing

@Suite("The choice of leads")
struct LeadChoiceTests {
  private let standard = LeadMatrix.standard(for: Electrode.standardNames)

  @Test("takes leads and electrodes by name, in the order asked for")
  func names() throws {
    let chosen = try LeadChoice.matrix(["v2", "I", "LA"], of: standard)
    #expect(chosen.names == ["V2", "I", "LA"])
    #expect(chosen.weights[1] == standard.weights[try #require(standard.names.firstIndex(of: "I"))])
    // An electrode's potential against Wilson's terminal sums to zero.
    #expect(abs(chosen.weights[2].reduce(0, +)) < 1e-12)
    let la = try #require(standard.electrodes.firstIndex(of: "LA"))
    #expect(abs(chosen.weights[2][la] - 2.0 / 3) < 1e-12)
    #expect(try LeadChoice.matrix(nil, of: standard) == standard)
  }

  @Test("takes all electrodes of a lead field without leads, against their mean")
  func vest() throws {
    let vest = LeadMatrix(names: [], electrodes: ["a", "b", "c", "d"], weights: [])
    let chosen = try LeadChoice.matrix(nil, of: vest)
    #expect(chosen.names == ["a", "b", "c", "d"] && chosen.weights[1] == [-0.25, 0.75, -0.25, -0.25])
  }

  @Test("refuses names that are none, and a lead twice", arguments: [["V9"], ["I", "i"], [""]])
  func refusals(_ names: [String]) {
    let error = #expect(throws: LFError.self) { try LeadChoice.matrix(names, of: standard) }
    #expect(error?.code == .usage)
  }
}
