import Foundation
import LFTestSupport
import Testing

@Suite("A world that does not play along: full disks, closed streams, signals")
struct WorldTests {
  private let folder: TemporaryFolder
  private let heart = "GoldenData/heart/heart.vtu"
  private let golden = "GoldenData/male-1/golden-standard.nc"

  init() throws { folder = try TemporaryFolder() }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test(
    "a disk that is full, early or late, is 73: one line, no file",
    arguments: ["nc", "vtu"], [1, 8, 64, 400, 600])
  func full(_ kind: String, _ kilobytes: Int) throws {
    // The shell counts blocks of 512 bytes.
    let run = try Binary.shell(
      "ulimit -f $3; exec \"$0\" convert $1 --out \"$2\"", golden, folder.file("lf." + kind),
      "\(2 * kilobytes)")
    #expect(run.code == 73)
    #expect(run.errors.count == 1, "\(run.talk)")
    #expect(run.errors.first?.contains("lf.\(kind)") == true)
    #expect(try names() == [])
  }

  @Test("an ECG that does not fit as NetCDF is 73, and what stood there stays")
  func fullRecording() throws {
    let rows = (0..<20_000).map { "\(Double($0) / 500),\(sin(Double($0 * $0)))" }
    let table = try folder.write("ecg.csv", text: "time (s),I (mV)\n" + rows.joined(separator: "\n") + "\n")
    let out = try folder.write("ecg.nc", text: "precious")
    let run = try Binary.shell("ulimit -f 40; exec \"$0\" convert \"$1\" --out \"$2\"", table, out)
    #expect(run.code == 73)
    #expect(run.errors.count == 1, "\(run.talk)")
    #expect(try String(contentsOfFile: out, encoding: .utf8) == "precious")
    #expect(try names() == ["ecg.csv", "ecg.nc"])
  }

  @Test(
    "an answer that stdout does not take is 73 and one line",
    arguments: ["info $1", "--help", "validate --json $1"], [">/dev/full", ">&-"])
  func stdout(_ command: String, _ end: String) throws {
    let run = try Binary.shell("\"$0\" \(command) \(end)", heart)
    #expect(run.code == 73)
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains("stdout") == true)
  }

  @Test(
    "talk that stderr does not take is lost, the exit code is not",
    arguments: ["2>/dev/full", "2>&-", ">&- 2>&-"])
  func stderr(_ end: String) throws {
    #expect(try Binary.shell("\"$0\" info nowhere.vtu \(end)").code == 66)
    let out = folder.file("heart.vtk")
    #expect(try Binary.shell("\"$0\" convert $1 --out \"$2\" \(end)", heart, out).code == 0)
    #expect(try Binary.run("info", out).code == 0, "the talk went into the file")
  }

  @Test("a signal that the caller ignores stays ignored, others end the process and leave nothing")
  func signals() throws {
    let end = "for i in 1 2 3 4 5 6 7 8 9 10; do kill -HUP $p; sleep 0.1; done; wait $p; exit $?"
    let out = folder.file("lf.nc")
    let kept = try Binary.shell("trap '' HUP; \"$0\" $1 --out \"$2\" & p=$!; \(end)", heart, out)
    #expect(kept.code == 0)
    #expect(try names() == ["lf.nc"])
    try FileManager.default.removeItem(atPath: out)
    let ended = try Binary.shell("\"$0\" $1 --out \"$2\" & p=$!; \(end)", heart, out)
    #expect(ended.code == 129)
    #expect(try names() == [])
  }

  @Test("a suite that is told to end removes its folder")
  func suite() throws {
    let run = try Binary.shell(
      """
      export TMPDIR="$1"
      "$0" check --suite GoldenData/suite.json & p=$!
      for i in $(seq 600); do [ -n "$(ls "$1"/lfconvert-*/ 2>/dev/null)" ] && break; sleep 0.05; done
      ls "$1" | wc -l
      kill -TERM $p; wait $p
      """, folder.path)
    #expect(run.code == 143)
    #expect(run.output.contains("1"), "there was a folder")
    #expect(try names() == [])
  }
}
