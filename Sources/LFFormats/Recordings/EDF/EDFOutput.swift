import LFCore
import LFRecording

/// Writes EDF+C or BDF+C: leads as 16 or 24 bits, comments as annotations.
struct EDFOutput {
  private struct Signal {
    var label: String
    var unit: String
    var physical: (min: String, max: String)
    var digital: (min: Int, max: Int)
    var codes: [Int32]
  }

  private let recording: ECGRecording
  private let width: Int
  private let records: EDFRecords
  private var signals: [Signal] = []
  /// The annotations of each record.
  private var notes: [[UInt8]] = []

  init(
    _ recording: ECGRecording, bits: Int, gain: Double?, _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    self.recording = recording
    width = bits / 8
    var codes = try IntegerCodes(recording, bits: bits, gain: gain)
    codes.warnOfCoarseSteps(recording, bits == 16 ? "EDF" : "BDF", &diagnostics)
    records = EDFRecords(
      samples: recording.sampleCount, rate: recording.samplingRate, bytesPerSample: width * codes.leads.count)
    if records.padding > 0 {
      diagnostics.warn("the last record is filled up with \(records.padding) samples")
    }
    let invalid = codes.fillInvalid()
    let labels = EDFText.labels(of: codes.leads, &diagnostics)
    signals = try zip(codes.leads, labels).map { (lead, label) throws(LFError) in
      try Self.signal(lead, label, limit: Int(codes.limit))
    }
    if invalid > 0 { diagnostics.warn("EDF has no invalid samples: \(invalid) are written as 0") }
    makeNotes(&diagnostics)
  }

  private static func signal(
    _ lead: IntegerCodes.Lead, _ text: (label: String, unit: String), limit: Int
  ) throws(LFError) -> Signal {
    let isVoltage = lead.unit == "mV"
    var largest = 1
    for code in lead.codes { largest = max(largest, Int(abs(code))) }
    // Millivolts where microvolts have too many digits.
    let isLarge = Double(largest) * lead.grid.step + abs(lead.grid.origin) > 9000
    let scale: Double = isVoltage && !isLarge ? 1000 : 1
    let range = EDFRange(
      step: lead.grid.step * scale, origin: lead.grid.origin * scale, largest: largest, limit: limit)
    guard range.isTold else {
      let end = abs(lead.grid.origin) + Double(largest) * lead.grid.step
      throw LFError(
        .usage,
        "cannot hold lead \(lead.name.shown): eight characters do not tell values up to \(Float(end)) "
          + "\(lead.unit.shown) in steps of \(Float(lead.grid.step))", hint: "write it as .csv or .nc")
    }
    return Signal(
      label: text.label, unit: scale == 1000 ? "uV" : text.unit, physical: range.physical,
      digital: (-range.digital, range.digital),
      codes: lead.codes)
  }

  /// The bytes that a comment may have: every record has as much room as the longest one needs.
  private static let noteLimit = 4096

  private mutating func makeNotes(_ diagnostics: inout Diagnostics) {
    let fraction = Double((recording.start?.milliseconds ?? 0) % 1000) / 1000
    var notes = (0..<records.count).map { record -> [UInt8] in
      let onset = fraction + Double(record * records.samples) / recording.samplingRate
      return Array("+\(EDFRange.plain(onset))".utf8) + [0x14, 0x14, 0]
    }
    for (i, comment) in recording.notes.enumerated() {
      let text = comment.singleLine
      if text.utf8.count > Self.noteLimit {
        diagnostics.warn(
          "the comment \"\(text.shown)\" is cut from \(text.utf8.count) bytes to \(Self.noteLimit)")
      }
      notes[i % records.count] +=
        Array("+\(EDFRange.plain(fraction))".utf8) + [0x14] + Array(text.prefix(bytes: Self.noteLimit).utf8)
        + [0x14, 0]
    }
    let longest = notes.map(\.count).max() ?? 0
    let size = (longest + width - 1) / width * width
    self.notes = notes.map { $0 + [UInt8](repeating: 0, count: size - $0.count) }
  }

  func write(to path: String) throws(LFError) {
    var output = try FileOutput(path)
    try output.write(bytes: header)
    var block = [UInt8]()
    for record in 0..<records.count {
      block.removeAll(keepingCapacity: true)
      for signal in signals {
        for i in record * records.samples..<(record + 1) * records.samples {
          let code = signal.codes[min(i, signal.codes.count - 1)]
          for b in 0..<width { block.append(UInt8(truncatingIfNeeded: code >> Int32(8 * b))) }
        }
      }
      block += notes[record]
      try output.write(bytes: block)
    }
    try output.flush()
  }

  private var header: [UInt8] {
    let kind = width == 3 ? "BDF" : "EDF"
    var bytes: [UInt8] = width == 3 ? [0xFF] + Array("BIOSEMI".utf8) : Array("0       ".utf8)
    func put(_ text: String, _ size: Int) {
      let ascii = EDFText.cut(text, size).utf8
      bytes += Array(ascii) + [UInt8](repeating: 0x20, count: size - ascii.count)
    }
    let pad = RecordingTime.padded
    put("X X X X", 80)
    let day =
      recording.start.map { "\(pad($0.day, 2))-\(EDFHeader.months[$0.month - 1])-\(pad($0.year, 4))" } ?? "X"
    put("Startdate \(day) X X \(recording.isSynthetic ? "synthetic" : "X")", 80)
    if let start = recording.start {
      let year = EDFHeader.shortYears.contains(start.year) ? pad(start.year % 100, 2) : "yy"
      put([pad(start.day, 2), pad(start.month, 2), year].joined(separator: "."), 8)
      put(
        [start.hour, start.minute, min(start.milliseconds / 1000, 59)].map { pad($0, 2) }.joined(
          separator: "."), 8)
    } else {
      put("01.01.85", 8)
      put("00.00.00", 8)
    }
    let count = signals.count + 1
    put("\(256 * (count + 1))", 8)
    put("\(kind)+C", 44)
    put("\(records.count)", 8)
    put(records.duration, 8)
    put("\(count)", 4)
    let marks = width == 3 ? (-8_388_608, 8_388_607) : (-32_768, 32_767)
    let size = (notes.first?.count ?? 0) / width
    for signal in signals { put(signal.label, 16) }
    put("\(kind) Annotations", 16)
    for _ in 0..<count { put("", 80) }
    for signal in signals { put(signal.unit, 8) }
    put("", 8)
    for signal in signals { put(signal.physical.min, 8) }
    put("-1", 8)
    for signal in signals { put(signal.physical.max, 8) }
    put("1", 8)
    for signal in signals { put("\(signal.digital.min)", 8) }
    put("\(marks.0)", 8)
    for signal in signals { put("\(signal.digital.max)", 8) }
    put("\(marks.1)", 8)
    for _ in signals { put(recording.filter?.text ?? "", 80) }
    put("", 80)
    for _ in signals { put("\(records.samples)", 8) }
    put("\(size)", 8)
    for _ in 0..<count { put("", 32) }
    return bytes
  }
}
