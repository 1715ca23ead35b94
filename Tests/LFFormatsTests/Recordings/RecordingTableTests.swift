import LFCore
import LFRecording
import LFTestSupport
import Testing

@Suite("Tables of ECGs")
struct RecordingTableTests {
  private let files: RecordingFolder

  init() throws { files = try RecordingFolder() }

  private func table(_ text: String) throws -> ECGRecording {
    _ = try files.folder.write("t.csv", text: text)
    return try files.read("t.csv").recording
  }

  private func refusal(_ text: String) throws -> String {
    _ = try files.folder.write("t.csv", text: text)
    let error = #expect(throws: LFError.self) { try files.read("t.csv") }
    #expect(error?.code == .badData)
    return error?.message ?? ""
  }

  @Test("decimal commas may begin in any row")
  func commas() throws {
    let late = try table("time_s;I [mV];II [mV]\n0;0;NaN\n0,002;-0,034;0,2\n0,004;1;-1,5\n")
    #expect(late.leads[0].samples == [0, -0.034, 1] && late.leads[1].samples.dropFirst() == [0.2, -1.5])
    #expect(late.samplingRate == 500)
    for mixed in ["0;1;2\n0.002;0,5;1\n", "0;1;2,5\n0,002;0.5;1\n"] {
      #expect(try refusal("time_s;I [mV];II [mV]\n" + mixed).contains("no finite number"))
    }
  }

  @Test("a clock may pass midnight, with its date or without one")
  func midnight() throws {
    func rows(_ first: String, _ second: String) -> String {
      "time,I [mV]\n"
        + [first + "23:59:59.996", first + "23:59:59.998", second + "00:00:00.000", second + "00:00:00.002"]
        .map { $0 + ",1\n" }.joined()
    }
    for (first, second) in [
      ("", ""), ("2026-12-31 ", "2027-01-01 "), ("2026-12-31T", "2027-01-01T"),
      ("31/12/2026 ", "01/01/2027 "),
    ] {
      let back = try table(rows(first, second))
      #expect(back.samplingRate == 500 && back.sampleCount == 4 && back.firstTime == nil)
    }
    for (last, next) in [("11:59:59.998 AM", "12:00:00.000 PM"), ("12:59:59.998 PM", "1:00:00.000 PM")] {
      #expect(try table("time,I [mV]\n1/2/2026 \(last),1\n1/2/2026 \(next),1\n").samplingRate == 500)
    }
    let night = "time,I [mV]\n1/2/2026 11:59:59.998 PM,1\n1/3/2026 12:00:00.000 AM,1\n"
    #expect(try table(night).samplingRate == 500)
    #expect(try refusal(rows("2026-12-31 ", "2026-12-31 ")).contains("do not increase"))
    let later = "time,I [mV]\n2026-01-01 10:00:00.000,1\n2026-01-02 10:00:00.002,2\n"
    #expect(try refusal(later).contains("another date"))
    #expect(try refusal("time,I [mV]\n10:00:00.002,1\n10:00:00.000,2\n").contains("do not increase"))
  }
}
