import Foundation
import LFTestSupport
import Testing

@Suite("Failures on the command line")
struct FailureTests {
  private let heart = "GoldenData/heart/heart.vtu"

  /// One line on stderr that contains the file's name; nothing on stdout.
  private func expectLine(_ run: Binary.Outcome, code: Int32, naming file: String) {
    #expect(run.code == code)
    #expect(run.output.isEmpty)
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains(file) == true, "\(run.errors)")
  }

  @Test("a missing input is 66")
  func missing() throws {
    let folder = try TemporaryFolder()
    expectLine(
      try Binary.run("nowhere.vtu", "--out", folder.file("lf.nc")), code: 66, naming: "nowhere.vtu")
    expectLine(try Binary.run("info", "nowhere.vtu"), code: 66, naming: "nowhere.vtu")
    expectLine(try Binary.run("validate", "nowhere.vtu"), code: 66, naming: "nowhere.vtu")
  }

  @Test("a network address is 69, and nothing is fetched")
  func network() throws {
    expectLine(try Binary.run("info", "http://localhost:1/x.nc"), code: 69, naming: "x.nc")
  }

  @Test("damage is 65 for info and 1 for validate; an existing output stays")
  func damage() throws {
    let folder = try TemporaryFolder()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: Binary.packageRoot + "/" + heart))
    let cut = try folder.write("cut.vtu", Array(bytes.prefix(bytes.count / 2)))
    let out = try folder.write("lf.nc", text: "precious")
    expectLine(try Binary.run(cut, "--out", out), code: 65, naming: "cut.vtu")
    #expect(try String(contentsOfFile: out, encoding: .utf8) == "precious")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["cut.vtu", "lf.nc"])
    expectLine(try Binary.run("info", cut, "--json"), code: 65, naming: "cut.vtu")
    expectLine(try Binary.run("validate", cut), code: 1, naming: "cut.vtu")
  }

  @Test("unusable arguments are 64 and name the file")
  func usage() throws {
    let folder = try TemporaryFolder()
    expectLine(try Binary.run(heart), code: 64, naming: "heart.vtu")
    expectLine(try Binary.run(heart, "--out", folder.file("lf.xyz")), code: 64, naming: "lf.xyz")
    expectLine(
      try Binary.run(heart, "--out", folder.file("lf.nc"), "--frame", "LRS"), code: 64, naming: "heart.vtu")
    expectLine(
      try Binary.run(heart, "--out", folder.file("lf.nc"), "--colour", "red"), code: 64, naming: "heart.vtu")
  }

  @Test("an output that cannot be created is 73")
  func cannotCreate() throws {
    let folder = try TemporaryFolder()
    expectLine(
      try Binary.run(heart, "--out", folder.file("none/lf.nc")), code: 73, naming: "none/lf.nc")
    expectLine(try Binary.run("convert", heart, "--out", folder.path + "/.vtu/"), code: 64, naming: ".vtu")
  }

  @Test("output without a place is 73 before any work: no input is read")
  func cannotCreateEarly() throws {
    let folder = try TemporaryFolder()
    let (nowhere, out) = ("nowhere.nc", folder.file("none/out"))
    let golden = "GoldenData/female-1/golden-homogeneous.nc"
    for arguments in [
      ["predict", nowhere, "--out", out + ".nc"], [nowhere, "--out", out + ".nc"],
      ["convert", nowhere, "--out", out + ".nc"], ["encode", nowhere, "--out", out + ".vtp"],
      ["solve", nowhere, "--electrodes", nowhere, "--out", out + ".nc"],
      ["ecg", nowhere, "--out", out + ".csv"],
      ["ecg", nowhere, "--out", folder.file("e.csv"), "--beat-out", out + ".vtu"],
      ["check", nowhere, golden, "--report", folder.file("r.json"), "--report", out + ".html"],
    ] {
      let run = try Binary.run(arguments: arguments)
      #expect(run.code == 73 && run.errors.count == 1, "\(arguments) \(run.talk)")
      #expect(run.errors.first?.contains("none/out") == true, "\(run.talk)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(
    "a folder of work in which nothing can be made is 73, not a failure of each case",
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self")))
  func noWorkFolder() throws {
    let run = try Binary.run(
      "check", "--suite", "GoldenData/suite.json", "--case", "female-1-homogeneous", "--method", "pseudo",
      "--work", "/proc")
    expectLine(run, code: 73, naming: "/proc")
  }

  @Test("an input is not overwritten, whatever path leads to it; but a file may be converted in place")
  func ownInput() throws {
    let folder = try TemporaryFolder()
    let manager = FileManager.default
    let (field, mesh) = (folder.file("field.nc"), folder.file("heart.vtu"))
    for (name, copy) in [("GoldenData/female-1/golden-homogeneous.nc", field), (heart, mesh)] {
      try manager.copyItem(atPath: Binary.packageRoot + "/" + name, toPath: copy)
    }
    try manager.createSymbolicLink(atPath: folder.file("link.nc"), withDestinationPath: "field.nc")
    try manager.createSymbolicLink(atPath: folder.file("mesh.nc"), withDestinationPath: "heart.vtu")
    let electrodes = "GoldenData/female-1/electrodes.csv"
    let table = folder.file("electrodes.csv")
    try manager.copyItem(atPath: Binary.packageRoot + "/" + electrodes, toPath: table)
    let gate = try folder.write("gate.json", text: "{\"name\": \"mine\"}")
    let golden = "GoldenData/female-1/golden-homogeneous.nc"
    let before = [field, mesh, table, gate].map { manager.contents(atPath: $0) }
    for arguments in [
      ["ecg", field, "--out", field], ["ecg", field, "--out", folder.file("link.nc")],
      ["ecg", field, "--out", folder.file("./field.nc")], ["predict", mesh, "--out", mesh],
      [mesh, "--out", mesh], ["encode", mesh, "--out", mesh],
      ["convert", mesh, "--out", folder.file("mesh.nc")],
      ["predict", mesh, "--electrodes", table, "--out", table],
      ["ecg", field, "--out", folder.file("e.csv"), "--beat-out", field],
      ["check", golden, golden, "--gate", gate, "--report", gate],
    ] {
      let run = try Binary.run(arguments: arguments)
      #expect(run.code == 64 && run.errors.count == 1, "\(arguments) \(run.talk)")
    }
    #expect([field, mesh, table, gate].map { manager.contents(atPath: $0) } == before)
    for (path, name) in [(field, "golden-homogeneous.nc"), (mesh, "heart.vtu")] {
      let run = try Binary.run("convert", path, "--out", path, "--quiet")
      #expect(run.code == 0, "\(name) \(run.talk)")
      #expect(try Binary.run("validate", path, "--quiet").code == 0)
    }
  }

  @Test("a heart of impossible size is 65 and the likely unit is named")
  func impossibleSize() throws {
    let folder = try TemporaryFolder()
    let run = try Binary.run(heart, "--out", folder.file("lf.nc"), "--unit", "m")
    expectLine(run, code: 65, naming: "heart.vtu")
    #expect(run.errors.first?.contains("mm") == true)
  }

  @Test("help and version are answers, not failures")
  func help() throws {
    for arguments in [["--help"], ["help", "convert"], ["info", "--help"]] {
      let run = try Binary.run(arguments: arguments)
      #expect(run.code == 0)
      #expect(run.output.contains("lfconvert"))
      #expect(run.talk.isEmpty)
    }
    #expect(try Binary.run("--version").output == "0.1.0\n")
  }
}
