import Foundation
import LFAccuracy
import LFCore
import LFGate
import LFTestSupport
import Testing

@Suite("Files of gates and suites")
struct GateFileTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var file: String
    var error: String?
    var testDescription: String { file }
  }

  private static func cases(_ kind: String) -> [Case] {
    let url = URL(fileURLWithPath: Binary.packageRoot + "/Formats/\(kind)/\(kind)s.json")
    return (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: url))) ?? []
  }

  private func expect(_ item: Case, _ kind: String, _ read: (String) throws(LFError) -> Void) {
    do throws(LFError) {
      try read(Binary.packageRoot + "/Formats/\(kind)/\(item.file)")
      #expect(item.error == nil)
    } catch {
      #expect(error.code == .badData && error.description.contains(item.file), "\(error)")
      #expect(item.error.map { error.description.contains($0) } == true, "\(error)")
    }
  }

  @Test("gates are taken and refused as their list says", arguments: cases("gate"))
  func gates(_ item: Case) { expect(item, "gate") { (path) throws(LFError) in _ = try GateFile.read(path) } }

  @Test("suites are taken and refused as their list says", arguments: cases("suite"))
  func suites(_ item: Case) { expect(item, "suite") { (path) throws(LFError) in _ = try SuiteFile(path) } }

  @Test("there are such lists, and the page's example means what it says")
  func example() throws {
    #expect(Self.cases("gate").count > 10 && Self.cases("suite").count > 5)
    let gate = try GateFile.read(Binary.packageRoot + "/Formats/gate/valid/example.json")
    #expect(
      gate.limits.count == 3 && gate.relative.first?.worse == 0.02 && gate.tolerated == [.conductivities])
    #expect(gate.limits[1].part == .lead && gate.limits[1].names == ["V1", "V2"])
    #expect(gate.limits[2].over == .mean && gate.limits[0].over == .each)
  }

  // Other conductivities are there for the solver, not for predictions.
  @Test("GoldenData's suite has all golden lead fields that a prediction is for, and their digests")
  func golden() throws {
    let suite = try SuiteFile(Binary.packageRoot + "/GoldenData/suite.json")
    let files = try FileManager.default.subpathsOfDirectory(atPath: suite.folder)
    #expect(
      Set(suite.cases.map(\.golden))
        == Set(
          files.filter { $0.hasSuffix("/golden-standard.nc") || $0.hasSuffix("/golden-homogeneous.nc") }))
    let manifest = try DigestManifest(suite.folder + (suite.manifest ?? ""))
    for item in suite.cases {
      let path = suite.folder + item.golden
      let sha = try FileDigest.sha256(path)
      #expect(manifest.check(path, sha) == nil)
      #expect(manifest.check(path, String(sha.reversed()))?.kind == .changedGolden)
    }
  }
}
