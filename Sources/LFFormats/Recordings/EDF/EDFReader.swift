import LFCore
import LFRecording

/// Reads the records of an EDF or BDF file.
struct EDFReader {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  func recording(_ diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    let header = try EDFHeader(bytes, &diagnostics)
    warnOfPatient(header, &diagnostics)
    let ordinary = header.signals.filter { !$0.isAnnotations && $0.samplesPerRecord > 0 }
    guard let first = ordinary.first else {
      throw LFError(.badData, "has no signals, only annotations", hint: "there is no ECG in it")
    }
    guard header.duration > 0 else {
      throw LFError(
        .badData, "has records of 0 s with samples", at: .init(byte: 244), hint: "the file is damaged")
    }
    // The rate of the first of the twelve leads; without one that of the signal with most samples.
    let lead = ordinary.first { LeadName.canonical($0.label) != nil }
    let most = ordinary.max { $0.samplesPerRecord < $1.samplesPerRecord }
    let perRecord = (lead ?? most ?? first).samplesPerRecord
    for other in ordinary where other.samplesPerRecord != perRecord {
      diagnostics.warn(
        "signal \"\(other.label.shown)\" has \(other.samplesPerRecord) samples a record where others have "
          + "\(perRecord), and is left out")
    }
    let kept = ordinary.filter { $0.samplesPerRecord == perRecord }
    var comments: [String] = []
    let onsets = try EDFAnnotations(bytes, header).onsets(&comments)
    let rate = try RecordingChecks.rate(
      Self.simple(Double(perRecord) / header.duration, header.durationDoubt), at: .init(byte: 244))
    let starts = try starts(onsets, header, perRecord, rate, &diagnostics)
    let total = (starts.last ?? 0) + perRecord
    try RecordingChecks.allow(samples: total, leads: kept.count, bytes: bytes.count)
    let names = RecordingChecks.names(kept.map(\.label), &diagnostics)
    var recording = ECGRecording(
      leads: zip(kept, names).map { signal, name in
        self.lead(signal, name, header, starts, total)
      }, samplingRate: rate, start: header.start?.later(onsets?.first ?? 0), comments)
    recording.filter = Self.filter(kept) ?? recording.filter
    if header.recordingField.lowercased().contains("synthetic") { recording.isSynthetic = true }
    return recording
  }

  /// EDF+ orders what it says of the patient: code, sex, birth date, name, and anything more.
  private func warnOfPatient(_ header: EDFHeader, _ diagnostics: inout Diagnostics) {
    guard header.isPlus else {
      return PatientStatement.warn(of: [("identification", header.patientField)], &diagnostics)
    }
    let words = header.patientField.split(separator: " ", maxSplits: 4).map(String.init)
    let names = ["code", "sex", "birth date", "name", "further data"]
    PatientStatement.warn(of: zip(names, words).map { ($0, $1) }, &diagnostics)
  }

  /// The filter of all signals, when it is one.
  private static func filter(_ signals: [EDFHeader.Signal]) -> ECGRecording.Filter? {
    guard let first = signals.first, signals.allSatisfy({ $0.filter == first.filter }) else { return nil }
    return ECGRecording.Filter(text: first.filter)
  }

  /// The first sample of each record.
  private func starts(
    _ onsets: [Double]?, _ header: EDFHeader, _ perRecord: Int, _ rate: Double,
    _ diagnostics: inout Diagnostics
  ) throws(LFError) -> [Int] {
    guard let onsets, let first = onsets.first else { return (0..<header.records).map { $0 * perRecord } }
    var starts: [Int] = []
    for (record, onset) in onsets.enumerated() {
      let end = record * perRecord
      let position = (onset - first) * rate
      guard header.isDiscontinuous else {
        if abs(position - Double(end)) > 1 {
          diagnostics.warn("record \(record) begins at \(onset) s, and a file without gaps is announced")
        }
        starts.append(end)
        continue
      }
      let after = record == 0 ? 0 : starts[record - 1] + perRecord
      guard position > Double(after) - 1, position < 1e15 else {
        throw LFError(
          .badData, "begins at \(onset) s, before the end of the record before",
          at: .init(element: "record \(record)"),
          hint: "the file is damaged")
      }
      starts.append(max(after, Int(position.rounded())))
    }
    return starts
  }

  /// A rate without the noise of the quotient that it comes from.
  private static func simple(_ rate: Double, _ doubt: Double) -> Double {
    for scale in [1.0, 1e3, 1e6] {
      let rounded = (rate * scale).rounded() / scale
      if abs(rounded - rate) <= doubt * rate { return rounded }
    }
    return rate
  }

  private func lead(
    _ signal: EDFHeader.Signal, _ name: String, _ header: EDFHeader, _ starts: [Int], _ total: Int
  ) -> ECGRecording.Lead {
    let scale = VoltageUnit.scale(signal.unit)
    let (low, high) = signal.physical
    let (first, last) = (Double(signal.digital.min), Double(signal.digital.max))
    let unitStep = (high - low) / (last - first)
    let apply = scale ?? .millivolts
    var samples = [Double](repeating: .nan, count: total)
    for (record, start) in starts.enumerated() {
      let base = header.headerBytes + record * header.recordBytes + signal.offset
      for i in 0..<signal.samplesPerRecord {
        let at = base + i * header.width
        let code: Int32 =
          header.width == 2
          ? Int32(Int16(bitPattern: UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8))
          : Int32(
            bitPattern: UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 24)
            >> 8
        samples[start + i] = apply((Double(code) - first) * unitStep + low)
      }
    }
    let grid = SampleGrid(step: abs(apply(unitStep)), origin: apply(low - first * unitStep))
    return .init(name, unit: scale == nil ? signal.unit : "mV", samples: samples, grid: grid)
  }
}
