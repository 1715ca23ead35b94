import LFCore
import LFRecording

/// Writes a WFDB record of one signal file: format 16, or 24 or 32 where the source has more digits.
struct WFDBOutput {
  private let recording: ECGRecording
  private let codes: IntegerCodes
  private let bits: Int
  private let name: String
  private let signalPath: String

  init(
    _ source: ECGRecording, path: String, gain: Double?, _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let file = path.split(separator: "/").last ?? ""
    name = String(file.dropLast(4))
    guard
      name.unicodeScalars.allSatisfy({
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains($0))
      }),
      !name.isEmpty
    else {
      throw LFError(
        .usage, "is no name of a WFDB record", at: .init(file: path),
        hint: "use letters, digits, _ and - only")
    }
    signalPath = WFDBFiles.signals(beside: path)
    var recording = source
    for i in source.leads.indices { recording.leads[i].grid = source.leads[i].grid.map(Self.aroundZero) }
    var found: (IntegerCodes, Int)?
    for bits in [16, 24, 32] {
      do throws(LFError) {
        let codes = try IntegerCodes(recording, bits: bits, gain: gain)
        found = (codes, bits)
        if gain != nil || codes.keepsGrids(of: recording) { break }
      } catch {
        if bits == 32 { throw error }
      }
    }
    guard let (codes, bits) = found else { throw LFError(.internalFault, "found no WFDB format") }
    (self.recording, self.codes, self.bits) = (recording, codes, bits)
    codes.warnOfCoarseSteps(recording, "WFDB", &diagnostics)
  }

  /// A grid with the same values and 0: WFDB's integer of zero is a whole one. Among the first hundred multiples of any
  /// number one is within a hundredth of a whole number (Dirichlet), so that no value moves by more than that of a step.
  private static func aroundZero(_ grid: SampleGrid) -> SampleGrid {
    let zero = grid.origin / grid.step
    let finer = (1...112).first { part in
      let multiple = zero * Double(part)
      return abs(multiple - multiple.rounded()) < 0.009
    }
    return SampleGrid(step: grid.step / Double(finer ?? 1))
  }

  func write(to temporary: String) throws(LFError) {
    var header = try FileOutput(temporary)
    try header.write(text)
    try header.flush()
    try AtomicOutput.write(to: signalPath) { (path) throws(LFError) in
      var output = try FileOutput(path)
      let width = bits / 8
      var frame = [UInt8](repeating: 0, count: width * codes.leads.count)
      for i in 0..<recording.sampleCount {
        var at = 0
        for lead in codes.leads {
          let value = lead.codes[i]
          for b in 0..<width { frame[at + b] = UInt8(truncatingIfNeeded: value >> Int32(8 * b)) }
          at += width
        }
        try output.write(bytes: frame)
      }
      try output.flush()
    }
  }

  private var text: String {
    var record =
      "\(name) \(codes.leads.count) \(Self.number(recording.samplingRate)) \(recording.sampleCount)"
    if let start = recording.start {
      let clock = start.description.split(separator: "T")[1]
      let pad = RecordingTime.padded
      record += " \(clock) \(pad(start.day, 2))/\(pad(start.month, 2))/\(pad(start.year, 4))"
    }
    var lines = [record]
    for lead in codes.leads {
      var sum: Int32 = 0
      for code in lead.codes { sum = sum &+ code }
      let unit = lead.unit.replacing(" ", with: "_")
      let fields = [
        "\(name).dat", "\(bits)",
        "\(Self.number(1 / lead.grid.step))(0)/\(unit.isEmpty ? "NU" : unit.singleLine)",
        "\(bits)", "0", "\(lead.codes.first ?? 0)", "\(Int16(truncatingIfNeeded: sum))", "0",
        lead.name.singleLine,
      ]
      lines.append(fields.joined(separator: " "))
    }
    if recording.isSynthetic { lines.append("# " + RecordingComment.synthetic) }
    if let filter = recording.filter { lines.append("# " + RecordingComment.filter + filter.text) }
    lines += recording.notes.map { "# " + $0.singleLine }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A number without a fraction where it has none, and without the noise of a reciprocal.
  private static func number(_ value: Double) -> String {
    let whole = value.rounded()
    return abs(value - whole) < 1e-9 * abs(value) && abs(whole) < 1e15 ? "\(Int(whole))" : "\(value)"
  }
}
