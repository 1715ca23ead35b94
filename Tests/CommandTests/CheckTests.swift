import Foundation
import LFCore
import LFFormats
import LFLeadField
import LFMesh
import LFNetwork
import LFSurrogate
import LFTestSupport
import Testing

@Suite("The gate on the command line")
struct CheckTests {
  private let folder: TemporaryFolder
  private let golden = "GoldenData/female-1/golden-homogeneous.nc"
  private let suite = "GoldenData/suite.json"

  init() throws { folder = try TemporaryFolder() }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("a field against itself passes the strictest gate; another kind of file has no verdict")
  func codes() throws {
    let same = try Binary.run("check", golden, golden, "--gate", "strict")
    #expect(same.code == 0 && same.output.hasSuffix("PASSED the gate strict\n"), "\(same.talk)")
    let heart = try Binary.run("check", "GoldenData/female-1/heart.vtu", golden)
    #expect(heart.code == 65 && heart.errors.count == 1 && heart.errors[0].contains("heart.vtu"))
    #expect(try Binary.run("check", golden).code == 64)
    #expect(try Binary.run("check", golden, golden, "--suite", suite).code == 64)
    #expect(try Binary.run("check", golden, golden, "--work", "w").code == 64)
    #expect(try Binary.run("check", golden, "none.nc").code == 66)
    let gate = try Binary.run("check", golden, golden, "--gate", "none.json")
    #expect(gate.code == 66 && gate.errors[0].contains("paper, strict"))
    let report = try Binary.run("check", golden, golden, "--report", folder.file("r.pdf"))
    #expect(report.code == 64 && report.errors[0].contains("r.pdf"))
    let relative = Binary.packageRoot + "/Formats/gate/valid/relative-alone.json"
    #expect(try Binary.run("check", golden, golden, "--gate", relative).code == 64)
  }

  @Test("a failed gate is exit code 1, one line on stderr, and all reports")
  func failure() throws {
    let paths = ["html", "json", "xml", "svg"].map { folder.file("r.\($0)") }
    let run = try Binary.run(
      arguments: ["check", "GoldenData/male-1/golden-homogeneous.nc", golden]
        + paths.flatMap { ["--report", $0] })
    #expect(run.code == 1 && run.errors.count == 1)
    #expect(run.errors.first?.contains("golden-homogeneous.nc: fails the gate paper") == true, "\(run.talk)")
    for path in paths { #expect(FileManager.default.fileExists(atPath: path)) }
    let report = try json(try String(contentsOfFile: paths[1], encoding: .utf8))
    #expect(report["verdict"] as? String == "failed")
    let sha = try #require((report["files"] as? [String: [String: Any]])?["golden"]?["sha256"] as? String)
    #expect(sha.count == 64)
  }

  @Test("ECGs of different kinds, and surfaces")
  func otherKinds() throws {
    let table = "GoldenData/female-1/ecg-standard.csv"
    let edf = folder.file("e.edf")
    #expect(try Binary.run("convert", table, "--out", edf, "--quiet").code == 0)
    let ecg = try Binary.run("check", edf, table, "--json")
    #expect(ecg.code == 0, "\(ecg.talk)")
    let pooled = try #require((try json(ecg.output)["ecg"] as? [String: Any])?["pooled"] as? Double)
    #expect(pooled < 1e-4)
    let other = try Binary.run("check", "GoldenData/male-1/ecg-standard.csv", table)
    #expect(other.code == 1)
    let surface = "GoldenData/female-1/torso.vtp"
    let same = try Binary.run("check", surface, surface, "--gate", "strict", "--json")
    #expect(same.code == 0, "\(same.talk)")
    let dice = (try json(same.output)["surface"] as? [String: Any])?["dice"] as? Double
    #expect(dice == 1)
    let torso = try Binary.run("check", "GoldenData/male-1/torso.vtp", surface)
    #expect(torso.code == 1 && torso.output.contains("mean distance"))
  }

  @Test("a suite goes on where it stopped, and knows when its golden data changed")
  func suites() throws {
    let root = URL(fileURLWithPath: Binary.packageRoot + "/GoldenData/female-1")
    for name in ["heart.vtu", "electrodes.csv", "golden-homogeneous.nc"] {
      try FileManager.default.copyItem(
        at: root.appendingPathComponent(name), to: URL(fileURLWithPath: folder.file(name)))
    }
    let sha = "\(String(repeating: "0", count: 64))"
    _ = try folder.write(
      "suite.json",
      text: """
        {"name": "mine", "cases": [
          {"name": "one", "heart": "heart.vtu", "electrodes": "electrodes.csv", "golden": "golden-homogeneous.nc"},
          {"name": "two", "heart": "heart.vtu", "electrodes": "late.csv", "golden": "golden-homogeneous.nc"}]}
        """)
    let arguments = ["check", "--suite", folder.file("suite.json"), "--work", folder.file("work"), "--json"]
    let first = try Binary.run(arguments: arguments)
    #expect(first.code == 1, "\(first.talk)")
    let cases = try #require(try json(first.output)["cases"] as? [[String: Any]])
    #expect(cases.map { $0["verdict"] as? String } == ["passed", "failed"])
    #expect((cases[1]["failure"] as? String)?.contains("late.csv") == true)
    let record = folder.file("work/one.json")
    let made = try FileManager.default.attributesOfItem(atPath: record)[.modificationDate] as? Date

    try FileManager.default.copyItem(atPath: folder.file("electrodes.csv"), toPath: folder.file("late.csv"))
    let second = try Binary.run(arguments: arguments)
    #expect(second.code == 0, "\(second.talk)")
    let again = try FileManager.default.attributesOfItem(atPath: record)[.modificationDate] as? Date
    #expect(made == again, "what was done is not done again")

    // The first run as the earlier report of the second.
    let before = try folder.write("before.json", text: second.output)
    let gate = try folder.write(
      "gate.json",
      text: "{\"name\": \"no worse\", \"relative\": [{\"measure\": \"ecg.pooled\", \"worse\": 0.02}]}")
    let relative = try Binary.run(arguments: arguments + ["--gate", gate, "--earlier", before])
    #expect(relative.code == 0, "\(relative.talk)")

    _ = try folder.write(
      "manifest.json",
      text: "{\"cases\": [{\"files\": [{\"path\": \"golden-homogeneous.nc\", \"sha256\": \"\(sha)\"}]}]}")
    let pair = try Binary.run("check", folder.file("work/one.nc"), folder.file("golden-homogeneous.nc"))
    #expect(pair.code == 1 && pair.errors.first?.contains("is not what") == true, "\(pair.talk)")
  }

  @Test(
    "a suite whose work does not fit on the disk is 73, not a failed gate; no report takes an input's place")
  func world() throws {
    let root = URL(fileURLWithPath: Binary.packageRoot + "/GoldenData/female-1")
    for name in ["heart.vtu", "electrodes.csv", "golden-homogeneous.nc"] {
      try FileManager.default.copyItem(
        at: root.appendingPathComponent(name), to: URL(fileURLWithPath: folder.file(name)))
    }
    let digest = String(repeating: "0", count: 64)
    _ = try folder.write(
      "manifest.json",
      text: "{\"cases\": [{\"files\": [{\"path\": \"golden-homogeneous.nc\", \"sha256\": \"\(digest)\"}]}]}")
    let suite = try folder.write(
      "suite.json",
      text: """
        {"name": "mine", "manifest": "manifest.json", "cases": [
          {"name": "one", "heart": "heart.vtu", "electrodes": "electrodes.csv", "golden": "golden-homogeneous.nc"}]}
        """)
    let full = try Binary.shell(
      "ulimit -f 64; exec \"$0\" check --suite \"$1\" --work \"$2\" --method pseudo --quiet", suite,
      folder.file("work"))
    #expect(full.code == 73 && full.errors.count == 1, "\(full.talk)")
    #expect(full.errors.first?.contains("work/one.nc") == true, "\(full.talk)")

    let gate = try folder.write(
      "gate.json",
      text: "{\"name\": \"no worse\", \"relative\": [{\"measure\": \"ecg.pooled\", \"worse\": 0.02}]}")
    let earlier = try folder.write("earlier.json", text: "{}")
    let inputs = [["--earlier", earlier], ["--also", gate, "--earlier", earlier], ["--suite", suite]]
    for (arguments, input) in zip(inputs, [earlier, gate, folder.file("manifest.json")]) {
      let before = try Data(contentsOf: URL(fileURLWithPath: input))
      let files = arguments.contains("--suite") ? [] : [golden, golden]
      let run = try Binary.run(arguments: ["check"] + files + arguments + ["--report", input])
      #expect(run.code == 64 && run.errors.first?.contains("is an input") == true, "\(run.talk)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: input)) == before)
    }
  }

  @Test("a case's skin is told to the inference, and its digest is kept")
  func surfaces() throws {
    let root = URL(fileURLWithPath: Binary.packageRoot + "/GoldenData/female-1")
    for name in ["heart.vtu", "electrodes.csv", "golden-standard.nc", "torso.vtp"] {
      try FileManager.default.copyItem(
        at: root.appendingPathComponent(name), to: URL(fileURLWithPath: folder.file(name)))
    }
    let files =
      "\"heart\": \"heart.vtu\", \"electrodes\": \"electrodes.csv\", \"golden\": \"golden-standard.nc\""
    let suite = try folder.write(
      "suite.json",
      text: """
        {"name": "mine", "cases": [
          {"name": "heart", \(files)}, {"name": "skin", \(files), "skin": "torso.vtp"}]}
        """)
    let run = try Binary.run("check", "--suite", suite, "--json")
    #expect(run.code == 0, "\(run.talk)")
    let cases = try #require(try json(run.output)["cases"] as? [[String: Any]])
    let angles = cases.compactMap { ($0["gradient"] as? [String: Any])?["angleMean"] as? Double }
    #expect(angles.count == 2 && angles[1] < 0.9 * angles[0], "\(angles)")
    let roles = cases.map { Set(($0["files"] as? [String: Any] ?? [:]).keys) }
    #expect(roles[1].subtracting(roles[0]) == ["skin"], "\(roles)")
  }

  @Test("a damaged model fails where the shipped one passes")
  func damagedModel() throws {
    let arguments = ["check", "--suite", suite, "--case", "female-1-homogeneous", "--quiet"]
    let shipped = try Binary.run(arguments: arguments)
    #expect(shipped.code == 0, "\(shipped.talk)")
    var model = try SurrogateModel.embedded()
    var item = try #require(model.expansions["homogeneous"])
    // Weights of the wrong size, as after a wrong normalisation: a model that still runs.
    for member in item.members.indices {
      for i in item.members[member].parameters.indices { item.members[member].parameters[i] *= 3 }
    }
    model.expansions["homogeneous"] = item
    let path = folder.file("damaged.nc")
    try model.write(to: path)
    let damaged = try Binary.run(arguments: arguments + ["--model", path])
    #expect(damaged.code == 1 && damaged.output.contains("FAILED the gate paper"), "\(damaged.output)")
  }
}
