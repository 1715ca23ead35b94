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
}
