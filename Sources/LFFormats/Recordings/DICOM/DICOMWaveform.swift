import LFCore
import LFRecording

/// Reads the waveforms of a DICOM data set.
struct DICOMWaveform {
  private let set: DICOMDataSet
  /// The time that the writer puts where DICOM wants one and none is known.
  static let unknownTime = "19000101000000.000"

  /// More groups than any device writes.
  private static let groupLimit = 1000

  init(_ set: DICOMDataSet) { self.set = set }

  func recording(_ diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    try warnOfPatient(&diagnostics)
    let groups = try set.items(DICOMTag.waveforms)
    guard !groups.isEmpty else {
      throw LFError(
        .badData, "holds no waveforms", at: .init(element: DICOMTag.text(DICOMTag.waveforms)),
        hint: "it may be an image")
    }
    guard groups.count <= Self.groupLimit else {
      throw LFError(
        .badData, "has \(groups.count) waveform groups, more than \(Self.groupLimit)",
        at: .init(element: DICOMTag.text(DICOMTag.waveforms)), hint: "split the file")
    }
    // What was recorded comes before what a machine made of it, such as a mean beat.
    var read: [(index: Int, group: DICOMGroup)] = []
    for (i, item) in groups.enumerated() { read.append((i, try DICOMGroup(item))) }
    let first = read.first { $0.group.isOriginal } ?? read[0]
    var timeline = DICOMTimeline(
      try first.group.leads(&diagnostics), at: first.group.start,
      bytes: read.reduce(0) { $0 + $1.group.byteCount })
    for other in read where other.index != first.index {
      let more = try other.group.leads(&diagnostics)
      guard other.group.rate == first.group.rate, other.group.isOriginal == first.group.isOriginal,
        timeline.add(more, at: other.group.start)
      else {
        diagnostics.warn("waveform group \(other.index + 1) of \(groups.count) is left out")
        continue
      }
    }
    var (leads, begin) = timeline.aligned()
    let names = RecordingChecks.names(leads.map(\.name), &diagnostics)
    for i in leads.indices { leads[i].name = names[i] }
    let rate = first.group.rate
    var recording = ECGRecording(
      leads: leads, samplingRate: rate, start: try start()?.later(Double(begin) / rate), try comments())
    recording.filter = try first.group.filter() ?? recording.filter
    return recording
  }

  private func warnOfPatient(_ diagnostics: inout Diagnostics) throws(LFError) {
    var statements: [(what: String, text: String?)] = []
    for (what, tag) in [
      ("name", DICOMTag.patientName), ("identifier", DICOMTag.patientID), ("birth date", DICOMTag.birthDate),
      ("sex", DICOMTag.sex), ("age", DICOMTag.age), ("size", DICOMTag.size), ("weight", DICOMTag.weight),
    ] {
      statements.append((what, try set.text(tag)))
    }
    PatientStatement.warn(of: statements, &diagnostics)
  }

  private func start() throws(LFError) -> RecordingTime? {
    if let text = try set.text(DICOMTag.acquisitionDateTime), !text.isEmpty {
      return text == Self.unknownTime ? nil : RecordingTime(digits: text)
    }
    guard let date = try set.text(DICOMTag.contentDate) else { return nil }
    return RecordingTime(digits: date + (try set.text(DICOMTag.contentTime) ?? ""))
  }

  private func comments() throws(LFError) -> [String] {
    var comments: [String] = []
    for item in try set.items(DICOMTag.annotations) {
      if let text = try item.text(DICOMTag.annotationText) {
        comments += text.split(whereSeparator: \.isNewline).map { String($0) }
      }
    }
    return comments
  }
}

/// A group of channels that were sampled together.
struct DICOMGroup {
  private let item: DICOMDataSet
  private let channels: [DICOMDataSet]
  let samples: Int
  let rate: Double
  /// The first sample, counted from the file's time.
  let start: Int
  let isOriginal: Bool
  private let kind: String
  private let width: Int
  private let data: UnsafeRawBufferPointer

  init(_ item: DICOMDataSet) throws(LFError) {
    self.item = item
    func missing(_ tag: UInt32) -> LFError {
      LFError(.badData, "is missing", at: item.place(tag), hint: "the file is damaged")
    }
    guard let count = try item.integer(DICOMTag.channelCount) else { throw missing(DICOMTag.channelCount) }
    guard let samples = try item.integer(DICOMTag.sampleCount) else { throw missing(DICOMTag.sampleCount) }
    guard let frequency = try item.number(DICOMTag.frequency) else { throw missing(DICOMTag.frequency) }
    guard let bits = try item.integer(DICOMTag.bitsAllocated) else { throw missing(DICOMTag.bitsAllocated) }
    guard let kind = try item.text(DICOMTag.interpretation) else { throw missing(DICOMTag.interpretation) }
    guard let data = item.bytes(DICOMTag.data) else { throw missing(DICOMTag.data) }
    rate = try RecordingChecks.rate(frequency, at: item.place(DICOMTag.frequency))
    channels = try item.items(DICOMTag.channels)
    guard count > 0, count == channels.count else {
      throw LFError(
        .badData, "has \(count) channels, and \(channels.count) are defined",
        at: item.place(DICOMTag.channelCount),
        hint: "the file is damaged")
    }
    let widths = ["SB": 1, "UB": 1, "SS": 2, "US": 2, "SL": 4, "UL": 4]
    guard let width = widths[kind], bits == 8 * width else {
      throw LFError(
        .badData, "has samples \(kind.shown) of \(bits) bits, which are not read",
        at: item.place(DICOMTag.interpretation), hint: "ECGs have SS of 16 bits")
    }
    let (values, overflow) = samples.multipliedReportingOverflow(by: count * width)
    guard samples > 0, !overflow, values <= data.count, data.count <= values + 1 else {
      throw LFError(
        .badData, "has \(data.count) bytes, and \(samples) samples of \(count) channels need another number",
        at: item.place(DICOMTag.data), hint: "the file is damaged")
    }
    (self.samples, self.kind, self.width, self.data) = (samples, kind, width, data)
    let offset = try item.number(DICOMTag.timeOffset) ?? 0
    let position = (offset / 1000 * rate).rounded()
    guard abs(position) < 1e15 else {
      throw LFError(
        .badData, "is \(offset) ms", at: item.place(DICOMTag.timeOffset), hint: "the file is damaged")
    }
    start = Int(position)
    isOriginal = try item.text(DICOMTag.originality) != "DERIVED"
  }

  /// Bytes of all samples.
  var byteCount: Int { data.count }

  /// The filter of the first channel.
  func filter() throws(LFError) -> ECGRecording.Filter? {
    let filter = ECGRecording.Filter(
      highPass: try channels[0].number(DICOMTag.lowFrequency),
      lowPass: try channels[0].number(DICOMTag.highFrequency),
      notch: try channels[0].number(DICOMTag.notchFrequency))
    return filter == ECGRecording.Filter() ? nil : filter
  }

  func leads(_ diagnostics: inout Diagnostics) throws(LFError) -> [ECGRecording.Lead] {
    let padding = try padding()
    var leads: [ECGRecording.Lead] = []
    for (c, channel) in channels.enumerated() {
      let name = try name(channel) ?? "\(c + 1)"
      let sensitivity = try channel.number(DICOMTag.sensitivity)
      guard sensitivity != 0 else {
        throw LFError(.badData, "is 0", at: channel.place(DICOMTag.sensitivity), hint: "the file is damaged")
      }
      if sensitivity == nil {
        diagnostics.warn("channel \(name.shown) states no sensitivity: it is left as integers")
      }
      var unit = ""
      if let code = try channel.items(DICOMTag.sensitivityUnits).first {
        unit = try code.text(DICOMTag.codeValue) ?? ""
      }
      let scale = VoltageUnit.scale(unit)
      let apply = scale ?? .millivolts
      let correction = try channel.number(DICOMTag.correction)
      let factor = (sensitivity ?? 1) * (correction ?? 1)
      guard factor != 0, factor.isFinite else {
        throw LFError(
          .badData, "is 0 or none", at: channel.place(DICOMTag.correction), hint: "the file is damaged")
      }
      let base = try channel.number(DICOMTag.baseline) ?? 0
      let skews = (try channel.number(DICOMTag.timeSkew) ?? 0, try channel.number(DICOMTag.sampleSkew) ?? 0)
      if skews != (0, 0) {
        diagnostics.warn("channel \(name.shown) has a skew, which is not applied")
      }
      var values = [Double](repeating: .nan, count: samples)
      for i in 0..<samples {
        let raw = sample(i * channels.count + c)
        if raw != padding { values[i] = apply(Double(raw) * factor + base) }
      }
      leads.append(
        .init(
          name, unit: scale == nil ? unit : "mV", samples: values,
          grid: SampleGrid(step: abs(apply(factor)), origin: apply(base))))
    }
    return leads
  }

  private func name(_ channel: DICOMDataSet) throws(LFError) -> String? {
    if let source = try channel.items(DICOMTag.source).first {
      let code = try source.text(DICOMTag.codeValue) ?? ""
      if let lead = DICOMLeadCode.lead(code) { return lead }
      if LeadName.canonical(code) != nil { return code }
      if let meaning = try source.text(DICOMTag.codeMeaning) { return meaning }
    }
    return try channel.text(DICOMTag.channelLabel)
  }

  private func padding() throws(LFError) -> Int64? {
    guard let bytes = item.bytes(DICOMTag.padding), !bytes.isEmpty else { return nil }
    guard bytes.count >= width else {
      throw LFError(.badData, "has \(bytes.count) bytes", at: item.place(DICOMTag.padding))
    }
    return value(bytes, 0)
  }

  private func sample(_ index: Int) -> Int64 { value(data, index * width) }

  private func value(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int64 {
    func load<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> Int64 {
      let value = bytes.loadUnaligned(fromByteOffset: at, as: T.self)
      return Int64(item.isBigEndian ? T(bigEndian: value) : T(littleEndian: value))
    }
    return switch kind {
    case "SB": load(Int8.self)
    case "UB": load(UInt8.self)
    case "SS": load(Int16.self)
    case "US": load(UInt16.self)
    case "SL": load(Int32.self)
    default: load(UInt32.self)
    }
  }
}
