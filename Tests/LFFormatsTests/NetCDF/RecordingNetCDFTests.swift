import LFCore
import LFMesh
import LFRecording
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("ECGs in NetCDF")
struct RecordingNetCDFTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ recording: ECGRecording, _ name: String = "ecg.nc") throws -> String {
    let path = folder.file(name)
    var diagnostics = Diagnostics()
    try NetCDFFormat().write(
      .ecg(recording), to: path, options: WriteOptions(), diagnostics: &diagnostics)
    return path
  }

  @Test("everything comes back as it was")
  func exact() throws {
    var recording = SampleRecording.random(5)
    recording.leads.append(.init("Resp", unit: "%", samples: recording.leads[0].samples))
    recording.comments = ["one", "two"]
    recording.filter = .init(highPass: 0.05)
    recording.start = RecordingTime(year: 2026, month: 2, day: 28, milliseconds: 1)
    recording.isSynthetic = true
    let path = try write(recording)
    var diagnostics = Diagnostics()
    guard case .ecg(let back) = try FormatRegistry.standard.read(path, diagnostics: &diagnostics) else {
      Issue.record("no ECG")
      return
    }
    #expect(back.leads.map(\.name) == recording.leads.map(\.name))
    for (a, b) in zip(back.leads, recording.leads) {
      #expect(a.unit == b.unit && (a.grid == b.grid || !b.isVoltage))
      #expect(a.samples.elementsEqual(b.samples) { $0 == $1 || $0.isNaN && $1.isNaN })
    }
    #expect(back.samplingRate == recording.samplingRate && back.start == recording.start)
    #expect(back.filter == recording.filter && back.comments == recording.comments && back.isSynthetic)
    #expect(try NetCDFFormat().validate(MappedFile(path), diagnostics: &diagnostics) == [])
  }

  @Test("each breach is named")
  func breaches() throws {
    let path = folder.file("bad.nc")
    var out = try NetCDFOutput(path)
    try out.attribute(RecordingName.contractAttribute, RecordingName.contract)
    let lead = try out.dimension("lead", 1)
    let name = try out.variable("lead_name", .string, [lead])
    try out.put(.string(["I"]), to: name)
    let voltages = try out.variable("electrocardiogram", .int16, [lead])
    try out.attribute("units", "V", of: voltages)
    try out.put(.int16([1]), to: voltages)
    try out.close()
    var diagnostics = Diagnostics()
    let breaches = try NetCDFFormat().validate(MappedFile(path), diagnostics: &diagnostics)
    #expect(breaches.contains("variable \"electrocardiogram\" is of type short, not double or float"))
    #expect(breaches.contains("variable \"electrocardiogram\" has units = \"V\", not \"mV\""))
    #expect(breaches.contains("variable \"time\" is missing"))
    #expect(breaches.contains("the file has no attribute \"sampling_rate\""))
    #expect(throws: LFError.self) { try NetCDFFormat().read(MappedFile(path), diagnostics: &diagnostics) }
  }

  @Test("the contract is understood, and times that do not fit the rate are refused")
  func times() throws {
    let schema = try LeadFieldContract.schema(RecordingName.schema)
    #expect(schema.variables.first { $0.name == "electrocardiogram" }?.types == ["double", "float"])
    #expect(schema.attributes.first { $0.name == "start" }?.isOptional == true)
    #expect(try refusal(of: [0, 0.002, 0.005])?.message.contains("sample 2") == true)
    #expect(try refusal(of: [-5, -4.998, -4.996]) == nil)
  }

  @Test("times since 1970 are held to what a number tells of them")
  func timesSinceTheEpoch() throws {
    let start = 1_764_460_800.125
    #expect(try refusal(of: [start, start + 0.002, start + 0.004]) == nil)
    #expect(try refusal(of: [start, start + 0.002, start + 1.5])?.message.contains("sample 2") == true)
  }

  /// What is said of an ECG of 500 Hz with some times.
  private func refusal(of times: [Double]) throws -> LFError? {
    let path = folder.file("times.nc")
    var out = try NetCDFOutput(path)
    try out.attribute(RecordingName.contractAttribute, RecordingName.contract)
    try out.attribute(RecordingName.rate, .float64([500]))
    let lead = try out.dimension("lead", 1)
    let time = try out.dimension("time", times.count)
    try out.put(.string(["I"]), to: try out.variable("lead_name", .string, [lead]))
    try out.put(.float64(times), to: try out.variable("time", .float64, [time]))
    try out.put(.float64([1, 2, 3]), to: try out.variable("electrocardiogram", .float64, [lead, time]))
    try out.close()
    var diagnostics = Diagnostics()
    do throws(LFError) {
      _ = try FormatRegistry.standard.read(path, diagnostics: &diagnostics)
      return nil
    } catch { return error }
  }

  @Test("what the NetCDF library's process says of a block may be any numbers")
  func blocks() throws {
    #expect(try HDF5File.range(from: 2, count: 3) == 2..<5)
    for (start, count) in [(1 << 62, 1 << 62), (Int.max, 1), (-1, 1), (1, -1)] {
      let error = #expect(throws: LFError.self) { try HDF5File.range(from: start, count: count) }
      #expect(error?.code == .badData)
    }
  }
}
