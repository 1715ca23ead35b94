import Foundation
import LFTestSupport
import Testing

@Suite("lfconvert ecg")
struct ECGTests {
  private let folder: TemporaryFolder
  private static let golden = "GoldenData/male-1/golden-standard.nc"

  init() throws { folder = try TemporaryFolder() }

  /// Rows of numbers of a table.
  private static func table(_ path: String) throws -> (titles: [String], rows: [[Double]]) {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let rows = try lines.dropFirst().map { line in
      try line.split(separator: ",").map { try #require(Double($0)) }
    }
    return (try #require(lines.first).split(separator: ",").map(String.init), rows)
  }

  @Test(
    "gives the golden ECGs",
    arguments: try FileManager.default.contentsOfDirectory(
      atPath: Binary.packageRoot + "/GoldenData"
    ).filter {
      FileManager.default.fileExists(atPath: Binary.packageRoot + "/GoldenData/\($0)/ecg-standard.csv")
    },
    ["standard", "homogeneous"])
  func golden(_ name: String, _ model: String) throws {
    let out = folder.file("ecg.csv")
    let run = try Binary.run("ecg", "GoldenData/\(name)/golden-\(model).nc", "--out", out, "--strict")
    #expect(run.code == 0 && run.talk.count == 1, "\(run.talk)")
    let (titles, rows) = try Self.table(out)
    let expected = try Self.table(Binary.packageRoot + "/GoldenData/\(name)/ecg-\(model).csv").rows
    #expect(titles.prefix(3) == ["time_s", "I [mV]", "II [mV]"])
    #expect(rows.count == expected.count)
    var (error, size) = (0.0, 0.0)
    for (row, golden) in zip(rows, expected) {
      #expect(abs(row[0] * 1000 - golden[0]) < 1e-6)
      for (a, b) in zip(row, golden).dropFirst() {
        error += (a - b) * (a - b)
        size += b * b
      }
      #expect(abs(row[1] + row[3] - row[2]) < 1e-12 && abs(row[4] + (row[1] + row[2]) / 2) < 1e-12)
    }
    #expect(size > 0 && error <= 1e-4 * size, "\(error / size)")
  }

  @Test(
    "computes the activation where there is none, and says what it did",
    arguments: ["csv", "hea", "edf", "xml", "dcm", "nc"])
  func eikonal(kind: String) throws {
    let out = folder.file("ecg.\(kind)")
    let run = try Binary.run("ecg", Self.golden, "--eikonal", "--out", out, "--rate", "1000", "--json")
    #expect(run.code == 0 && run.errors.contains { $0.contains("7 standard early sites") }, "\(run.talk)")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(answer["samplingRate"] as? Double == 1000)
    #expect((answer["leads"] as? [[String: Any]])?.count == 12)
    let info = try Binary.run("info", out)
    #expect(info.code == 0 && (info.output.contains("aVR") || kind == "nc"))
    #expect(try Binary.run("validate", out, "--quiet").code == 0)
  }

  @Test("options of the signal: leads, rate, filter, gain")
  func signal() throws {
    let plain = folder.file("plain.csv")
    let some = folder.file("some.csv")
    #expect(try Binary.run("ecg", Self.golden, "--out", plain, "--quiet").talk.isEmpty)
    #expect(
      try Binary.run("ecg", Self.golden, "--out", some, "--leads", "V2,I,LA", "--filter", "0-40").code == 0)
    let (titles, rows) = try Self.table(some)
    #expect(titles == ["time_s", "I [mV]", "V2 [mV]", "LA [mV]"])
    let all = try Self.table(plain).rows
    let peak = { (rows: [[Double]], column: Int) in rows.map { abs($0[column]) }.max() ?? 0 }
    #expect(rows.count == all.count && peak(rows, 2) < peak(all, 8) && peak(rows, 2) > 0.5 * peak(all, 8))
    let header = folder.file("g.hea")
    #expect(
      try Binary.run("ecg", Self.golden, "--out", header, "--gain", "1000", "--filter", "0.05-150").code == 0)
    let text = try String(contentsOfFile: header, encoding: .utf8)
    #expect(text.contains(" 16 1000(0)/mV ") && text.contains("synthetic"))
  }

  @Test("leads without a name are a fault of the arguments", arguments: ["", ",", "I, ,II"])
  func noLeads(_ leads: String) throws {
    let run = try Binary.run("ecg", Self.golden, "--out", folder.file("x.csv"), "--leads", leads)
    #expect(run.code == 64 && run.talk.contains { $0.contains("--leads") }, "\(run.talk)")
  }

  @Test("a rhythm of ten seconds, and its picture")
  func rhythm() throws {
    let (table, picture) = (folder.file("r.csv"), folder.file("r.svg"))
    #expect(try Binary.run("ecg", Self.golden, "--out", table, "--heart-rate", "75", "--strict").code == 0)
    let rows = try Self.table(table).rows
    #expect(rows.count == 5000)
    #expect(rows[100].dropFirst() == rows[500].dropFirst() && rows[100].dropFirst() != rows[101].dropFirst())
    #expect(try Binary.run("ecg", Self.golden, "--out", picture, "--heart-rate", "75", "--strict").code == 0)
    let svg = try String(contentsOfFile: picture, encoding: .utf8)
    #expect(svg.contains("class=\"prediction V6\"") && svg.contains("25 mm/s"))
  }

  @Test("a body-surface map for ParaView")
  func map() throws {
    let out = folder.file("map.pvd")
    let run = try Binary.run(
      "ecg", Self.golden, "--out", out, "--rate", "50", "--skin", "GoldenData/male-1/torso.vtp")
    #expect(run.code == 0)
    let info = try Binary.run("info", out, "--json")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(info.output.utf8)) as? [String: Any])
    #expect((answer["time"] as? [Double])?.count == 27)
    let array = try #require((answer["pointData"] as? [[String: Any]])?.first)
    #expect(array["name"] as? String == "potential" && array["tuples"] as? Int == answer["points"] as? Int)
  }

  @Test("a velocity in mm/s is told its unit")
  func velocityUnit() throws {
    let run = try Binary.run(
      "ecg", Self.golden, "--eikonal", "--velocity", "600,400", "--out", folder.file("x.csv"))
    for word in ["m/s", "600"] { #expect(run.errors.first?.contains(word) == true, "\(run.talk)") }
    let slow = try Binary.run(
      "ecg", Self.golden, "--eikonal", "--velocity", "0.3,0.1", "--out", folder.file("slow.csv"), "--quiet")
    #expect(slow.code == 0)
  }

  @Test(
    "what cannot be is one line, and no file",
    arguments: [
      (["--out", "x.vtu"], 64), (["--out", "x.csv", "--leads", "I,V9"], 64),
      (["--out", "x.csv", "--filter", "40-0.5"], 64),
      (["--out", "x.csv", "--filter", "0-300"], 64), (["--out", "x.csv", "--rate", "0"], 64),
      (["--out", "x.csv", "--heart-rate", "150"], 64),
      (["--out", "x.csv", "--sites", "500,0,0"], 65), (["--out", "x.csv", "--sites", "1,2"], 64),
      (["--out", "x.csv", "--activation", "nothing"], 65), (["--out", "x.csv", "--time-unit", "s"], 65),
      (["--out", "x.csv", "--fibres", "nothing"], 65), (["--out", "x.csv", "--velocity", "0,1"], 64),
      (["--out", "x.csv", "--eikonal", "--velocity", "600,400"], 64),
      (["--out", "x.csv", "--eikonal", "--velocity", "0.6,0.04"], 64),
      (["--out", "x.csv", "--skin", "torso.vtp"], 64), (["--out", "x.pvd", "--leads", "I"], 64),
      (["nowhere.vtu", "--out", "x.csv"], 66), (["Formats/wfdb/valid/plain.hea", "--out", "x.csv"], 65),
      (["GoldenData/heart/heart.vtu", "--out", "x.csv"], 65),
    ] as [([String], Int32)])
  func failures(_ arguments: [String], _ code: Int32) throws {
    let given = arguments.map { $0.hasPrefix("x.") ? folder.file($0) : $0 }
    let run = try Binary.run(arguments: ["ecg", Self.golden] + given)
    #expect(run.code == code && run.errors.count == 1, "\(run.talk)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
