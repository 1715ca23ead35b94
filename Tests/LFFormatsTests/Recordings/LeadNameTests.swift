import LFRecording
import LFTestSupport
import Testing

@Suite("Names of leads")
struct LeadNameTests {
  private let files: RecordingFolder

  init() throws { files = try RecordingFolder() }

  @Test(
    "a minus that is a sign makes another lead, one that separates does not",
    arguments: [
      ("-aVR", nil), (" -aVR", nil), ("- aVR", nil), ("Lead -aVR", nil), ("MDC_ECG_LEAD_-AVR", nil),
      ("ECG -V1", nil), ("-ECG V1", nil), ("aVR (inverted)", nil), ("aVR (neg.)", nil),
      ("aVR, inverted", nil),
      ("aVR (-)", nil), ("aVR (inv)", nil), ("V1 [negative]", nil), ("ECG-V1", "V1"), ("Lead-I", "I"),
      ("ECG - V1", "V1"), ("ECG_-_V1", "V1"), ("V1-", "V1"), ("MDC_ECG_LEAD_AVR", "aVR"),
      ("Lead I (Einthoven)", "I"), ("I (left arm - right arm)", "I"), ("aVR (Goldberger)", "aVR"),
    ] as [(String, String?)])
  func sign(_ title: String, _ name: String?) { #expect(LeadName.canonical(title) == name) }

  @Test("-aVR is kept by every kind", arguments: RecordingRoundTripTests.kinds)
  func cabrera(_ kind: String) throws {
    let leads = ["I", "-aVR"].enumerated().map { i, name in
      ECGRecording.Lead(name, samples: (0..<250).map { Double($0 % 7 + i) * 0.01 })
    }
    let name = "cabrera.\(kind)"
    try files.write(ECGRecording(leads: leads, samplingRate: 250), name)
    let back = try files.read(name).recording
    #expect(back.leads.map(\.name) == ["I", "-aVR"])
    #expect(zip(back.leads[1].samples, leads[1].samples).allSatisfy { abs($0 - $1) < 1e-3 })
    if kind == "dcm" {
      let text = String(decoding: try files.bytes(name), as: UTF8.self)
      #expect(text.contains("2:65") && text.contains("Lead -aVR"))
    }
  }

  @Test("no remark of inversion is lost where names are cut", arguments: RecordingRoundTripTests.kinds)
  func cutRemark(_ kind: String) throws {
    let lead = ECGRecording.Lead(
      "V1 (as printed, inverted)", samples: (0..<250).map { Double($0 % 7) * 0.01 })
    try files.write(ECGRecording(leads: [lead], samplingRate: 250), "cut.\(kind)")
    #expect(try files.read("cut.\(kind)").recording["V1"] == nil)
  }

  @Test("titles of files keep the sign")
  func titles() throws {
    _ = try files.folder.write(
      "a.csv", text: "time_s,-aVR [mV],aVR (inverted) [mV],aVR [mV]\n0,1,2,3\n0.002,1,2,3\n")
    #expect(try files.read("a.csv").recording.leads.map(\.name) == ["-aVR", "aVR (inverted)", "aVR"])
    _ = try files.folder.write("d.dat", [1, 0, 2, 0])
    _ = try files.folder.write("d.hea", text: "d 1 500 2\nd.dat 16 1 16 0 1 3 0 -aVR\n")
    #expect(try files.read("d.hea").recording.leads.map(\.name) == ["-aVR"])
  }

  @Test("a lead that comes with a remark too keeps its plain name", arguments: RecordingRoundTripTests.kinds)
  func remarks(_ kind: String) throws {
    for names in [
      ["V3", "V3 (2)"], ["II (raw)", "II (filtered)"], ["I", "II", "II (raw)", "II (Einthoven)"],
    ] {
      let leads = names.enumerated().map { i, name in
        ECGRecording.Lead(name, samples: (0..<250).map { Double($0 % 7 + i) * 0.01 })
      }
      let file = "remarks.\(kind)"
      try files.write(ECGRecording(leads: leads, samplingRate: 250), file)
      let back = try files.read(file)
      #expect(Set(back.recording.leads.map(\.name)) == Set(names) && back.warnings.isEmpty)
    }
    #expect(
      LeadName.names(of: ["ECG -aVR", "MDC_ECG_LEAD_-I", "- V1", "x -y"]) == ["-aVR", "-I", "-V1", "x -y"])
    #expect(LeadName.names(of: ["I (Einthoven)", "ECG II", "x"]) == ["I", "II", "x"])
  }
}
