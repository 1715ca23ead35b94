import Foundation
import LFTestSupport
import Testing

@Suite("The main job")
struct MainJobTests {
  private let heart = "GoldenData/heart/heart.vtu"

  @Test("writes a lead field that says what it is, and says so in one line")
  func predict() throws {
    let folder = try TemporaryFolder()
    let out = folder.file("lf.nc")
    let run = try Binary.run(heart, "--out", out)
    #expect(run.code == 0)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains { $0.contains("lf.nc") })
    #expect(run.talk.contains { $0.hasPrefix("warning") && $0.contains("placed") })
    let info = try Binary.run("info", out, "--json")
    #expect(info.code == 0)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(info.output.utf8)) as? [String: Any])
    let dimensions = try #require(object["dimensions"] as? [String: Int])
    #expect(dimensions["electrode"] == 10)
    #expect((dimensions["node"] ?? 0) > 20_000)
    #expect(try Binary.run("validate", out).code == 0)
  }

  @Test("goes to VTK and back without loss")
  func thereAndBack() throws {
    let folder = try TemporaryFolder()
    let (first, mesh, second) = (folder.file("a.nc"), folder.file("a.vtu"), folder.file("b.nc"))
    #expect(try Binary.run(heart, "--out", first, "--quiet").code == 0)
    #expect(try Binary.run(first, "--out", mesh).code == 0)
    #expect(try Binary.run(mesh, "--out", second).code == 0)
    #expect(try Binary.run("info", first, "--json").output == Binary.run("info", second, "--json").output)
  }

  @Test("keeps quiet when told")
  func quiet() throws {
    let folder = try TemporaryFolder()
    let run = try Binary.run(heart, "--out", folder.file("lf.vtu"), "--quiet")
    #expect(run.code == 0)
    #expect(run.errors.isEmpty)
  }

  @Test("refuses with --strict what it would warn of, and writes nothing")
  func strict() throws {
    let folder = try TemporaryFolder()
    let out = folder.file("lf.nc")
    let run = try Binary.run(heart, "--out", out, "--strict")
    #expect(run.code == 2)
    #expect(run.errors.count == 1)
    #expect(!FileManager.default.fileExists(atPath: out))
  }
}
