import LFCore
import LFMesh
import LFRecording

/// Writes an ECG by the contract `Formats/electrocardiogram.cdl`.
enum RecordingOutput {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - recording: The ECG.
  ///   - path: The path.
  /// - Throws: `LFError` with code `cannotCreate`.
  static func write(_ recording: ECGRecording, to path: String) throws(LFError) {
    var output = try NetCDFOutput(path)
    let leads = recording.leads.filter(\.isVoltage)
    let others = recording.leads.filter { !$0.isVoltage }
    let time = try output.dimension(RecordingName.time, recording.sampleCount)
    let lead = try output.dimension(RecordingName.lead, leads.count)

    let names = try output.variable(RecordingName.leadName, .string, [lead])
    try output.attribute("long_name", "lead name", of: names)
    let times = try output.variable(RecordingName.time, .float64, [time])
    try output.attribute("units", "s", of: times)
    try output.attribute("long_name", "time of each sample", of: times)
    let chunk = [1, recording.sampleCount]
    let voltages = try output.variable(RecordingName.voltages, .float64, [lead, time], chunk: chunk)
    try output.attribute("units", "mV", of: voltages)
    try output.attribute("long_name", "voltage of each lead", of: voltages)
    try output.attribute("coordinates", RecordingName.leadName, of: voltages)
    let steps = try output.variable(RecordingName.step, .float64, [lead])
    try output.attribute("units", "mV", of: steps)
    try output.attribute("long_name", "distance of the values that samples can have", of: steps)
    let origins = try output.variable(RecordingName.origin, .float64, [lead])
    try output.attribute("units", "mV", of: origins)
    try output.attribute("long_name", "one of the values that samples can have", of: origins)
    try attributes(recording, &output)

    try output.put(.string(leads.map(\.name)), to: names)
    try output.put(
      .float64((0..<recording.sampleCount).map { recording.time(of: $0) }), to: times)
    try output.put(.float64(leads.flatMap(\.samples)), to: voltages)
    try output.put(.float64(leads.map { $0.grid?.step ?? .nan }), to: steps)
    try output.put(.float64(leads.map { $0.grid?.origin ?? .nan }), to: origins)
    if !others.isEmpty { try write(others, time, chunk, &output) }
    try output.close()
  }

  private static func write(
    _ others: [ECGRecording.Lead], _ time: NetCDFOutput.DimensionID, _ chunk: [Int],
    _ output: inout NetCDFOutput
  ) throws(LFError) {
    let signal = try output.dimension(RecordingName.signal, others.count)
    let names = try output.variable(RecordingName.signalName, .string, [signal])
    try output.attribute("long_name", "name of a signal that is no voltage", of: names)
    let units = try output.variable(RecordingName.signalUnit, .string, [signal])
    try output.attribute("long_name", "its unit", of: units)
    let values = try output.variable(RecordingName.signal, .float64, [signal, time], chunk: chunk)
    try output.attribute("long_name", "signals that are no voltages", of: values)
    try output.attribute("coordinates", "\(RecordingName.signalName) \(RecordingName.signalUnit)", of: values)
    try output.put(.string(others.map(\.name)), to: names)
    try output.put(.string(others.map(\.unit)), to: units)
    try output.put(.float64(others.flatMap(\.samples)), to: values)
  }

  private static func attributes(_ recording: ECGRecording, _ output: inout NetCDFOutput) throws(LFError) {
    try output.attribute("Conventions", "CF-1.11")
    try output.attribute(RecordingName.contractAttribute, RecordingName.contract)
    try output.attribute("title", recording.isSynthetic ? "synthetic ECG" : "ECG")
    try output.attribute(RecordingName.rate, .float64([recording.samplingRate]))
    try output.attribute(RecordingName.synthetic, .int8([recording.isSynthetic ? 1 : 0]))
    if let start = recording.start { try output.attribute(RecordingName.start, start.description) }
    if let filter = recording.filter { try output.attribute(RecordingName.filter, filter.text) }
    if !recording.comments.isEmpty {
      try output.attribute(
        RecordingName.comment, recording.comments.map(\.singleLine).joined(separator: "\n"))
    }
  }
}
