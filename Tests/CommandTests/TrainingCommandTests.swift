import Foundation
import LFTestSupport
import Testing

@Suite("lftrain on the command line")
struct TrainingCommandTests {
  private func run(_ arguments: String...) throws -> Binary.Outcome {
    try Binary.run(arguments: arguments, program: "lftrain")
  }

  @Test("anatomy writes surfaces, meshes, electrodes and parameters; lfconvert takes its files")
  func anatomy() throws {
    let scratch = try TemporaryFolder()
    let folder = scratch.file("a")
    let made = try run(
      "anatomy", "--seed", "41", "--set", "diaphragmRise=2", "--out", folder)
    #expect(made.code == 0, "\(made.talk)")
    for name in [
      "heart.vtu", "torso.vtu", "heart.vtp", "epicardium.vtp", "left-cavity.vtp", "right-cavity.vtp",
      "lungs.vtp", "torso.vtp", "electrodes.csv", "parameters.json",
    ] {
      #expect(FileManager.default.fileExists(atPath: folder + "/" + name), "\(name)")
    }
    let text = try String(contentsOfFile: folder + "/parameters.json", encoding: .utf8)
    #expect(text.contains("\"diaphragmRise\" : 28"))
    let mesh = try run(
      "mesh", folder + "/torso.vtp", folder + "/heart.vtp", "--lungs", folder + "/lungs.vtp", "--resolution",
      "0.4", "--out", scratch.file("t.vtu"))
    #expect(mesh.code == 0, "\(mesh.talk)")
    let solved = try Binary.run(
      "solve", scratch.file("t.vtu"), "--electrodes", folder + "/electrodes.csv", "--only", "myocardium",
      "--out",
      scratch.file("lf.nc"), "--quiet")
    #expect(solved.code == 0, "\(solved.talk)")
  }

  @Test("data writes what the contract says, keeps what is there, and comes to the same")
  func data() throws {
    let scratch = try TemporaryFolder()
    let arguments = [
      "data", "--first", "7", "--count", "1", "--electrodes", "10", "--heart-places", "40", "--torso-places",
      "20",
      "--workers", "1", "--out",
    ]
    let folders = [scratch.file("one"), scratch.file("two")]
    for folder in folders {
      let made = try Binary.run(arguments: arguments + [folder], program: "lftrain")
      #expect(made.code == 0, "\(made.talk)")
    }
    for name in ["0000007-standard.nc", "0000007-homogeneous.nc"] {
      let files = try folders.map { try Data(contentsOf: URL(fileURLWithPath: $0 + "/" + name)) }
      #expect(files[0].count == files[1].count)
      let checked = try Binary.run("validate", folders[0] + "/" + name)
      #expect(checked.code == 0, "\(checked.talk)")
    }
    let before = try FileManager.default.attributesOfItem(atPath: folders[0] + "/0000007-standard.nc")
    let again = try Binary.run(arguments: arguments + [folders[0]], program: "lftrain")
    let after = try FileManager.default.attributesOfItem(atPath: folders[0] + "/0000007-standard.nc")
    #expect(again.code == 0)
    #expect(before[.modificationDate] as? Date == after[.modificationDate] as? Date)
  }

  @Test(
    "what cannot be is refused in a line",
    arguments: [
      ["anatomy", "--seed", "1", "--set", "nose=1", "--out", "/nowhere"],
      ["data", "--first", "999999", "--count", "2", "--out", "/nowhere"],
      ["harmonics", "--model", "GoldenData/heart/heart.vtu", "--data", "/nowhere", "--out", "/nowhere/m.nc"],
      ["operator", "--model", "no-such-model.nc", "--data", "/nowhere", "--out", "/nowhere/m.nc"],
      ["join", "GoldenData/heart/heart.vtu", "--out", "/nowhere/m.nc"],
      ["mesh", "GoldenData/heart/heart.vtu", "GoldenData/heart/heart.vtu", "--out", "/nowhere/m.vtu"],
    ])
  func refusals(arguments: [String]) throws {
    let outcome = try Binary.run(arguments: arguments, program: "lftrain")
    #expect(outcome.code > 0)
    #expect(!outcome.errors.isEmpty)
    #expect(outcome.code >= 64 || outcome.code == 1, "\(outcome.code) \(outcome.talk)")
  }
}
