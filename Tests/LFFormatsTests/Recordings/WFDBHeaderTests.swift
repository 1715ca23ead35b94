import LFCore
import LFRecording
import LFTestSupport
import Testing

@Suite("Headers of WFDB")
struct WFDBHeaderTests {
  private let files: RecordingFolder

  init() throws {
    files = try RecordingFolder()
    _ = try files.folder.write("d.dat", [1, 0, 10, 0, 11, 0, 2, 0, 20, 0, 21, 0])
  }

  private func header(_ text: String) throws -> (recording: ECGRecording, warnings: [String]) {
    _ = try files.folder.write("d.hea", text: text)
    return try files.read("d.hea")
  }

  @Test("the ECG is kept beside a faster signal, and the fastest signal where there is no ECG")
  func frames() throws {
    let rest = "d.dat 16x2 1/mmHg 16 0 10 62 0 ABP\n"
    let ecg = try header("d 2 250 2\nd.dat 16 1 16 0 1 3 0 II\n" + rest)
    #expect(ecg.recording.leads.map(\.name) == ["II"] && ecg.recording.samplingRate == 250)
    #expect(ecg.recording.leads[0].samples == [1, 2])
    #expect(ecg.warnings.count == 1 && ecg.warnings[0].contains("\"ABP\" has 2 samples where others have 1"))
    let other = try header("d 2 250 2\nd.dat 16 1 16 0 1 3 0 Resp\n" + rest)
    #expect(other.recording.leads.map(\.name) == ["ABP"] && other.recording.samplingRate == 500)
  }

  @Test("a time of day without a date is kept as a comment")
  func timeOfDay() throws {
    let signal = "\nd.dat 16 1 16 0 1 65 0 II\n# other\n"
    let back = try header("d 1 250 6 10:20:30.5" + signal).recording
    #expect(back.start == nil && back.comments == ["time of day: 10:20:30.5", "other"])
    for damage in ["24:00:00", "10:2x:30", "noon"] {
      let error = #expect(throws: LFError.self) { try header("d 1 250 6 \(damage)" + signal) }
      #expect(error?.code == .badData && error?.message.contains("time of day") == true)
    }
  }

  @Test("times go over midnights, months and leap days")
  func later() throws {
    func time(_ year: Int, _ month: Int, _ day: Int, _ milliseconds: Int = 0) -> RecordingTime? {
      RecordingTime(year: year, month: month, day: day, hour: 23, minute: 59, milliseconds: milliseconds)
    }
    for (date, next) in [
      ((2023, 2, 28), (2023, 3, 1)), ((2024, 2, 28), (2024, 2, 29)), ((2000, 2, 29), (2000, 3, 1)),
      ((2026, 12, 31), (2027, 1, 1)), ((2026, 4, 30), (2026, 5, 1)),
    ] {
      let last = try #require(time(date.0, date.1, date.2, 59_750))
      let first = RecordingTime(year: next.0, month: next.1, day: next.2, milliseconds: 250)
      #expect(last.later(0.5) == first && first?.later(-0.5) == last && last.later(0) == last)
      #expect(last.later(86_400)?.later(-86_400) == last)
    }
    #expect(time(9999, 12, 31)?.later(60) == nil && time(1, 1, 1)?.later(-86_400) == nil)
  }
}
