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

  @Test(
    "coarse surfaces of anatomy go into mesh, which finds the blood; with the outer surface alone it says there is none"
  )
  func coarse() throws {
    let scratch = try TemporaryFolder()
    let folder = scratch.file("a")
    #expect(try run("anatomy", "--seed", "41", "--resolution", "0.3", "--out", folder).code == 0)
    let lungs = ["--lungs", folder + "/lungs.vtp", "--resolution", "0.3", "--out", scratch.file("t.vtu")]
    func mesh(_ heart: String, _ options: [String] = []) throws -> Binary.Outcome {
      try Binary.run(
        arguments: ["mesh", folder + "/torso.vtp", folder + "/" + heart] + options + lungs, program: "lftrain"
      )
    }
    let muscle = try mesh("heart.vtp")
    #expect(muscle.code == 0 && muscle.talk.count == 1, "\(muscle.talk)")
    let solved = try Binary.run(
      "solve", scratch.file("t.vtu"), "--electrodes", folder + "/electrodes.csv", "--only",
      "blood", "--out", scratch.file("lf.nc"), "--quiet")
    #expect(solved.code == 0, "\(solved.talk)")
    let solid = try mesh("epicardium.vtp")
    #expect(
      solid.code == 0 && solid.talk.contains { $0.hasPrefix("warning") && $0.contains("--left-cavity") })
    #expect(solid.talk.contains { $0.contains("blood of the left ventricle 0 ml") })
    let pools = [
      "--left-cavity", folder + "/left-cavity.vtp", "--right-cavity", folder + "/right-cavity.vtp",
    ]
    let given = try mesh("epicardium.vtp", pools)
    #expect(given.code == 0 && given.talk.count == 1, "\(given.talk)")
  }

  @Test("heart writes a heart that predict takes")
  func heart() throws {
    let scratch = try TemporaryFolder()
    let made = try run("heart", "--spacing", "4", "--out", scratch.file("h.vtu"))
    #expect(made.code == 0 && made.talk.first?.contains("ml of muscle") == true, "\(made.talk)")
    let predicted = try Binary.run(
      "predict", scratch.file("h.vtu"), "--method", "pseudo", "--out", scratch.file("lf.nc"), "--quiet")
    #expect(predicted.code == 0, "\(predicted.talk)")
  }

  @Test("fit says how far a surface is from the population: one of its own is near")
  func fit() throws {
    let scratch = try TemporaryFolder()
    let folder = scratch.file("a")
    #expect(try run("anatomy", "--seed", "41", "--resolution", "0.3", "--out", folder).code == 0)
    let fitted = try run("fit", folder + "/heart.vtp", folder + "/torso.vtp", "--out", scratch.file("f"))
    #expect(fitted.code == 0, "\(fitted.talk)")
    let rows = fitted.output.split(separator: "\n").filter {
      $0.hasPrefix("heart ") || $0.hasPrefix("torso ")
    }
    #expect(rows.count == 2)
    for row in rows {
      let mean = Double(row.split(separator: " ")[1])
      #expect((mean ?? 99) < 4, "\(row)")
    }
    #expect(FileManager.default.fileExists(atPath: scratch.file("f") + "/heart.vtp"))
  }

  @Test("a refusal names file, place and cause in one line")
  func oneLine() throws {
    let scratch = try TemporaryFolder()
    let folder = scratch.file("a")
    #expect(try run("anatomy", "--seed", "41", "--resolution", "0.3", "--out", folder).code == 0)
    let (skin, heart) = (folder + "/torso.vtp", folder + "/heart.vtp")
    for (arguments, code, says) in [
      (["mesh", heart, skin], 65, "torso surface: is 108"),
      (["mesh", skin, heart, "--lungs", heart], 65, "lung surface: lies inside the heart surface"),
      (["mesh", skin, folder + "/none.vtp"], 66, "none.vtp"),
      (["mesh", skin, folder + "/electrodes.csv"], 65, "electrodes.csv"),
    ] as [([String], Int32, String)] {
      let outcome = try Binary.run(
        arguments: arguments + ["--out", scratch.file("t.vtu")], program: "lftrain")
      #expect(outcome.code == code, "\(arguments): \(outcome.talk)")
      #expect(outcome.errors.count == 1 && outcome.errors[0].contains(says), "\(outcome.talk)")
      #expect(!FileManager.default.fileExists(atPath: scratch.file("t.vtu")))
    }
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
