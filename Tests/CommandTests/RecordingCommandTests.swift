import Foundation
import LFTestSupport
import Testing

@Suite("ECGs on the command line")
struct RecordingCommandTests {
  private let folder: TemporaryFolder
  private let wfdb = Binary.packageRoot + "/Formats/wfdb/"

  init() throws { folder = try TemporaryFolder() }

  @Test("info as text and as JSON")
  func info() throws {
    let text = try Binary.run("info", wfdb + "valid/plain.hea")
    #expect(text.code == 0 && text.output.contains("360 Hz") && text.output.contains("aVR"))
    let json = try Binary.run("info", wfdb + "valid/plain.hea", "--json")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(answer["samplingRate"] as? Double == 360 && answer["samples"] as? Int == 20)
    let leads = try #require(answer["leads"] as? [[String: Any]])
    #expect(leads.compactMap { $0["units"] as? String } == ["mV", "mV", "mmHg"])
  }

  @Test("--strict refuses what is warned of while writing, and leaves an existing file as it was")
  func strict() throws {
    let out = try folder.write("a.edf", text: "precious")
    let run = try Binary.run("convert", wfdb + "valid/package.hea", "--out", out, "--strict")
    #expect(run.code == 2 && run.errors.last?.contains("invalid samples") == true, "\(run.talk)")
    #expect(try String(contentsOfFile: out, encoding: .utf8) == "precious")
    #expect(try Binary.run("convert", wfdb + "valid/package.hea", "--out", out).code == 0)
  }

  @Test("from kind to kind and back to the same table")
  func convert() throws {
    let table = folder.file("a.csv")
    #expect(try Binary.run("convert", wfdb + "valid/package.hea", "--out", table).code == 0)
    let text = try String(contentsOfFile: table, encoding: .utf8)
    #expect(text.hasPrefix("time_s,II [mV],V2 [mV]\n0,") && text.contains("NaN"))
    var last = table
    for kind in ["hea", "nc", "dcm"] {
      let next = folder.file("a.\(kind)")
      let run = try Binary.run("convert", last, "--out", next)
      #expect(run.code == 0 && run.talk.contains { $0.hasPrefix("converted ECG (2 leads, 50 samples)") })
      #expect(try Binary.run("validate", next, "--quiet").code == 0)
      last = next
    }
    #expect(try Binary.run("convert", last, "--out", folder.file("b.csv")).code == 0)
    #expect(try String(contentsOfFile: folder.file("b.csv"), encoding: .utf8) == text)
  }

  @Test("options of ECGs")
  func options() throws {
    let table = folder.file("t.csv")
    #expect(
      try Binary.run("convert", wfdb + "valid/segment-1.hea", "--out", table, "--table", "ecgplotter").code
        == 0)
    #expect(try String(contentsOfFile: table, encoding: .utf8).hasPrefix("t,I,II\n0,"))
    let header = folder.file("g.hea")
    #expect(try Binary.run("convert", table, "--out", header, "--gain", "200").code == 0)
    #expect(try String(contentsOfFile: header, encoding: .utf8).contains(" 16 200(0)/mV "))
    #expect(try Binary.run("convert", table, "--out", header, "--gain", "0").code == 64)
    #expect(try Binary.run("convert", table, "--out", header, "--gain", "1e300").code == 64)
  }

  @Test("a record does not take the place of another one's signal file or segment")
  func parts() throws {
    _ = try folder.write("other.dat", [1, 0, 2, 0])
    _ = try folder.write("rec.hea", text: "rec 1 500 2\nother.dat 16 200 16 0 1 3 0 I\n")
    _ = try folder.write("all.hea", text: "all/2 1 500 4\nrec 2\n./rec 2\n")
    for (input, out) in [("rec", "other.hea"), ("all", "rec.hea"), ("all", "./other.hea")] {
      let run = try Binary.run("convert", folder.file("\(input).hea"), "--out", folder.file(out))
      #expect(run.code == 64 && run.errors.count == 1 && run.errors[0].contains("input"), "\(run.talk)")
    }
    #expect(try Binary.run("convert", folder.file("rec.hea"), "--out", folder.file("other.csv")).code == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["all.hea", "other.csv", "other.dat", "rec.hea"])
    // Its own place is another thing: nothing is lost.
    for name in ["all", "rec"] {
      let path = folder.file("\(name).hea")
      #expect(try Binary.run("convert", path, "--out", path).code == 0)
      #expect(try Binary.run("validate", path).code == 0)
    }
  }

  @Test("damage leaves no file, and an ECG is no heart")
  func failures() throws {
    let out = folder.file("x.edf")
    let cut = try Binary.run("convert", wfdb + "invalid/cut.hea", "--out", out)
    #expect(cut.code == 65 && cut.errors.count == 1 && cut.errors.first?.contains("cut.hea") == true)
    #expect(try Binary.run("validate", wfdb + "invalid/flipped.hea").code == 1)
    let heart = try Binary.run(wfdb + "valid/plain.hea", "--out", folder.file("lf.nc"))
    #expect(heart.code == 65 && heart.errors.count == 1 && heart.errors.first?.contains("plain.hea") == true)
    let mesh = try Binary.run("convert", "GoldenData/heart/heart.vtu", "--out", out)
    #expect(mesh.code == 64 && mesh.errors.first?.contains("x.edf") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
