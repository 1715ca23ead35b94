import LFCore
import LFRecording

/// Reads the signals of a WFDB record that is no record of segments.
struct WFDBRecord {
  private let header: WFDBHeader
  private let path: String
  private var titles: [String]
  private var series: [[Double]]
  /// Samples of each signal.
  private var count = 0

  init(_ header: WFDBHeader, path: String) {
    self.header = header
    self.path = path
    titles = header.signals.map(\.description)
    series = Array(repeating: [], count: header.signals.count)
  }

  /// Reads the signal files.
  ///
  /// - Parameters:
  ///   - diagnostics: Takes warnings.
  ///   - isSegment: Whether leads keep their descriptions as names, which whoever puts segments together needs, and
  ///     comments, which nobody needs, are left out.
  /// - Returns: The ECG.
  /// - Throws: `LFError` with code `badData` or `noInput`.
  mutating func recording(
    _ diagnostics: inout Diagnostics, isSegment: Bool = false
  ) throws(LFError) -> ECGRecording {
    // The rate of the first of the twelve leads; without one that of the fastest signal.
    let first = header.signals.first { $0.format != .none && LeadName.canonical($0.description) != nil }
    let perFrame = first?.samplesPerFrame ?? header.signals.map(\.samplesPerFrame).max() ?? 1
    var groups: [String: [Int]] = [:]
    var identities: [String: String] = [:]
    for (i, signal) in header.signals.enumerated() where signal.format != .none {
      let identity = identities[signal.file] ?? Self.identity(of: signal.file, from: path)
      identities[signal.file] = identity
      groups[identity, default: []].append(i)
    }
    var files: [(group: [Int], file: MappedFile)] = []
    for group in groups.values.sorted(by: { $0[0] < $1[0] }) {
      let signal = header.signals[group[0]]
      guard group.allSatisfy({ header.signals[$0].format == signal.format }) else {
        throw LFError(
          .badData, "has one signal file in two formats", at: .init(line: signal.line),
          hint: "the header is damaged")
      }
      files.append((group, try open(signal)))
    }
    var frames = header.frames ?? 0
    if frames == 0 { frames = try framesOf(files) }
    let bytes = files.reduce(0) { $0 + $1.file.count }
    let (samples, overflow) = frames.multipliedReportingOverflow(by: perFrame)
    try RecordingChecks.allow(samples: overflow ? -1 : samples, leads: header.signals.count, bytes: bytes)
    count = samples
    for (group, file) in files { try read(group, file, frames, perFrame, &diagnostics) }
    for i in series.indices where header.signals[i].format == .none {
      series[i] = [Double](repeating: .nan, count: count)
    }
    let kept = series.indices.filter { series[$0].count == count }
    let names = isSegment ? titles : RecordingChecks.names(titles, &diagnostics)
    return ECGRecording(
      leads: kept.map { lead(header.signals[$0], names[$0], series[$0]) },
      samplingRate: try RecordingChecks.rate(header.frequency * Double(perFrame)), start: header.start,
      isSegment ? [] : header.comments)
  }

  /// What tells a signal file from others: `d.dat` and `./d.dat` are one, read once and counted once.
  ///
  /// - Parameters:
  ///   - name: As it stands in the header.
  ///   - header: The path of the header.
  /// - Returns: The real path; the name of a file that cannot be opened.
  static func identity(of name: String, from header: String) -> String {
    (try? FileReference.resolve(name, from: header)).flatMap(FileReference.realPath) ?? name
  }

  private func place(_ signal: WFDBSignal) -> LFError.Place {
    .init(element: "signal file \"\(signal.file.shown)\"")
  }

  private func open(_ signal: WFDBSignal) throws(LFError) -> MappedFile {
    do throws(LFError) {
      let file = try MappedFile(try FileReference.resolve(signal.file, from: path))
      guard file.count >= signal.offset else {
        throw LFError(.badData, "ends before its first sample at byte \(signal.offset)", at: place(signal))
      }
      return file
    } catch {
      // The user gave the header, and it is what the line must name.
      var named = error
      named.place.file = nil
      if named.place.line == nil, named.place.element == nil { named.place = place(signal) }
      throw named
    }
  }

  private func framesOf(_ files: [(group: [Int], file: MappedFile)]) throws(LFError) -> Int {
    guard let (group, file) = files.first else {
      throw LFError(
        .badData, "has no signal file and states no number of samples", hint: "the header is damaged")
    }
    let signal = header.signals[group[0]]
    let size = group.reduce(0) { $0 + header.signals[$1].samplesPerFrame }
    let frames = signal.format.samples(in: file.count - signal.offset) / size
    guard frames > 0 else { throw LFError(.badData, "holds no samples", at: place(signal)) }
    return frames
  }

  private mutating func read(
    _ group: [Int], _ file: MappedFile, _ frames: Int, _ perFrame: Int, _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let signal = header.signals[group[0]]
    let size = group.reduce(0) { $0 + header.signals[$1].samplesPerFrame }
    let (samples, overflow) = frames.multipliedReportingOverflow(by: size)
    let there = file.count - signal.offset
    guard !overflow, let needed = signal.format.bytes(for: samples), needed <= there else {
      throw LFError(
        .badData,
        "has \(there) bytes of samples, too few for \(frames) frames of \(size) in format \(signal.format.rawValue)",
        at: place(signal), hint: "the file is cut; copy it again")
    }
    // Packed formats may be filled up to their word.
    if there > needed + 4 {
      diagnostics.warn("holds \(there - needed) bytes behind its last sample", at: place(signal))
    }
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[signal.offset...])
    let codes = signal.format.decode(bytes, count: samples)
    var first = 0
    for i in group {
      try take(i, codes, first: first, frame: size, frames, perFrame, &diagnostics)
      first += header.signals[i].samplesPerFrame
    }
  }

  /// Takes a signal out of the frames of its file.
  private mutating func take(
    _ index: Int, _ codes: [Int32], first: Int, frame: Int, _ frames: Int, _ perFrame: Int,
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let signal = header.signals[index]
    let width = signal.samplesPerFrame
    let isDifference = signal.format == .differences8
    let invalid = signal.format.invalid
    let scale = VoltageUnit.scale(signal.unit) ?? .millivolts
    let (gain, baseline) = (signal.gain, Double(signal.baseline))
    var sum: Int32 = 0
    var value = Int32(clamping: isDifference ? signal.initial ?? 0 : 0)
    var values: [Double] = []
    values.reserveCapacity(frames * width)
    for f in 0..<frames {
      for s in 0..<width {
        let code = codes[f * frame + first + s]
        value = isDifference ? value &+ code : code
        sum = sum &+ value
        values.append(value == invalid ? .nan : scale((Double(value) - baseline) / gain))
      }
    }
    try check(signal, sum, Int(codes.isEmpty ? 0 : codes[first]), isDifference, &diagnostics)
    if !signal.isCalibrated {
      diagnostics.warn("signal \"\(titles[index].shown)\" is not calibrated: 200 integers are taken for 1 mV")
    }
    guard width == perFrame else {
      diagnostics.warn(
        "signal \"\(titles[index].shown)\" has \(width) samples where others have \(perFrame), and is left out"
      )
      return
    }
    let delay = min(signal.skew * width, values.count)
    if delay > 0 {
      values.removeFirst(delay)
      values += [Double](repeating: .nan, count: delay)
    }
    series[index] = values
  }

  private func check(
    _ signal: WFDBSignal, _ sum: Int32, _ first: Int, _ isDifference: Bool, _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let place = LFError.Place(
      element: "signal \"\(signal.description.shown)\" in \"\(signal.file.shown)\"", line: signal.line)
    if let stated = signal.checksum, UInt16(truncatingIfNeeded: stated) != UInt16(truncatingIfNeeded: sum) {
      // Writers that compute none leave a zero.
      guard stated != 0 else {
        diagnostics.warn("the checksum is 0 and was not checked", at: place)
        return
      }
      guard signal.skew > 0 else {
        throw LFError(
          .badData, "has samples with checksum \(Int16(truncatingIfNeeded: sum)), and \(stated) is stated",
          at: place, hint: "the samples are damaged; copy the file again")
      }
    }
    if let stated = signal.initial, stated != 0, stated != first, !isDifference, signal.skew == 0 {
      diagnostics.warn("begins with \(first), and \(stated) is stated", at: place)
    }
  }

  private func lead(_ signal: WFDBSignal, _ name: String, _ samples: [Double]) -> ECGRecording.Lead {
    guard let scale = VoltageUnit.scale(signal.unit) else {
      return .init(name, unit: signal.unit, samples: samples, grid: SampleGrid(step: abs(1 / signal.gain)))
    }
    return .init(name, samples: samples, grid: SampleGrid(step: scale(abs(1 / signal.gain))))
  }
}
