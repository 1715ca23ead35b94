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
}
