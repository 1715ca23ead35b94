import LFCore
import LFRecording

/// Puts the segments of a WFDB record together: all with the same signals, or with some of those of a layout.
///
/// A segment is a record of signals, never of segments, so that records cannot refer to each other in circles.
struct WFDBSegments {
  private let header: WFDBHeader
  private let path: String
  private let bytes: Int
  /// The headers of segments by their names and by their real paths: one that comes again is not read again.
  private var opened: [String: Opened] = [:]

  private typealias Opened = (header: WFDBHeader, path: String)

  init(_ header: WFDBHeader, path: String, bytes: Int) {
    self.header = header
    self.path = path
    self.bytes = bytes
  }

  mutating func recording(_ diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    var segments = header.segments[...]
    var layout: WFDBHeader?
    if let first = segments.first, first.samples == 0 {
      layout = try open(first).header
      segments = segments.dropFirst()
    }
    let total = try total(segments)
    try RecordingChecks.allow(
      samples: total, leads: layout?.signalCount ?? header.signalCount, bytes: try allBytes(segments))
    var isKnown = layout != nil
    var leads = (layout?.signals ?? []).map { signal in
      let isVoltage = VoltageUnit.scale(signal.unit) != nil
      return ECGRecording.Lead(signal.description, unit: isVoltage ? "mV" : signal.unit, samples: [])
    }
    // Of each name in the layout, the leads that have it.
    let places = layout.map { Dictionary(grouping: $0.signals.indices, by: { leads[$0].name }) }
    var done = 0
    // Which leads have had a valid sample.
    var begun = [Bool](repeating: false, count: leads.count)
    for segment in segments {
      if segment.name == "~" {
        // A gap; one that comes first waits until the signals are known.
        done += segment.samples
        for i in leads.indices { leads[i].extend(to: done) }
        continue
      }
      let part = try read(segment, layout, &diagnostics)
      if !isKnown {
        isKnown = true
        leads = part.leads.map {
          .init($0.name, unit: $0.unit, samples: [Double](repeating: .nan, count: done))
        }
        begun = [Bool](repeating: false, count: leads.count)
      }
      try append(part, to: &leads, &begun, at: places, segment)
      done += segment.samples
      for i in leads.indices { leads[i].extend(to: done) }
    }
    guard !leads.isEmpty else {
      throw LFError(.badData, "has no segment with signals", hint: "there is no ECG in it")
    }
    let names = RecordingChecks.names(leads.map(\.name), &diagnostics)
    for i in leads.indices { leads[i].name = names[i] }
    return ECGRecording(
      leads: leads, samplingRate: header.frequency, start: header.start, header.comments)
  }

  private func total(_ segments: ArraySlice<WFDBHeader.Segment>) throws(LFError) -> Int {
    var total = 0
    for segment in segments {
      guard segment.samples > 0 else {
        throw LFError(.badData, "has an empty segment", at: .init(line: segment.line), hint: "remove it")
      }
      let (sum, overflow) = total.addingReportingOverflow(segment.samples)
      guard !overflow else {
        throw LFError(.badData, "has segments beyond counting", at: .init(line: segment.line))
      }
      total = sum
    }
    if let frames = header.frames, frames != total {
      throw LFError(
        .badData, "has \(frames) samples, and its segments have \(total)", hint: "the header is damaged")
    }
    guard total > 0 else { throw LFError(.badData, "has no samples in its segments") }
    return total
  }

  /// Bytes of all files of the record, each once: memory grows with them, not with what headers claim.
  private mutating func allBytes(_ segments: ArraySlice<WFDBHeader.Segment>) throws(LFError) -> Int {
    var total = bytes
    var seen: Set<String> = []
    var files: Set<String> = []
    for segment in segments where segment.name != "~" && seen.insert(segment.name).inserted {
      let (opened, path) = try open(segment)
      var named: Set<String> = []
      for signal in opened.signals where signal.format != .none && named.insert(signal.file).inserted {
        guard files.insert(WFDBRecord.identity(of: signal.file, from: path)).inserted else { continue }
        let file = try? MappedFile(FileReference.resolve(signal.file, from: path))
        // A file that cannot be opened is told of where it is read.
        total += file?.count ?? 0
      }
    }
    return total
  }

  private mutating func open(_ segment: WFDBHeader.Segment) throws(LFError) -> Opened {
    if let known = opened[segment.name] { return known }
    let place = LFError.Place(element: "segment \"\(segment.name.shown)\"", line: segment.line)
    do throws(LFError) {
      let path = try FileReference.resolve(segment.name + ".hea", from: path)
      // No name of a segment begins with the slash that real paths begin with.
      let real = FileReference.realPath(path) ?? path
      let found: Opened
      if let known = opened[real] {
        found = known
      } else {
        found = (try WFDBHeader(try MappedFile(path)), path)
      }
      guard found.header.segmentCount == nil else {
        throw LFError(.badData, "is a record of segments itself", hint: "name the segments inside of it")
      }
      (opened[segment.name], opened[real]) = (found, found)
      return found
    } catch { throw LFError(error.code, error.told, at: place, hint: error.hint) }
  }

  private mutating func read(
    _ segment: WFDBHeader.Segment, _ layout: WFDBHeader?, _ diagnostics: inout Diagnostics
  ) throws(LFError) -> ECGRecording {
    let place = LFError.Place(element: "segment \"\(segment.name.shown)\"", line: segment.line)
    let (opened, path) = try open(segment)
    if let frames = opened.frames, frames != segment.samples {
      throw LFError(.badData, "has \(frames) samples, not \(segment.samples)", at: place)
    }
    guard opened.frequency == header.frequency else {
      throw LFError(.badData, "has \(opened.frequency) Hz, not \(header.frequency)", at: place)
    }
    // Signals without a file cost a line: their number is bounded before there is memory for their samples.
    let most = (layout ?? header).signalCount
    guard opened.signalCount == most || (layout != nil && opened.signalCount < most) else {
      throw LFError(.badData, "has \(opened.signalCount) signals, not \(most)", at: place)
    }
    do throws(LFError) {
      var record = WFDBRecord(opened, path: path)
      let part = try record.recording(&diagnostics, isSegment: true)
      guard part.sampleCount == segment.samples else {
        throw LFError(.badData, "has \(part.sampleCount) samples, not \(segment.samples)")
      }
      return part
    } catch { throw LFError(error.code, error.told, at: place, hint: error.hint) }
  }

  private func append(
    _ part: ECGRecording, to leads: inout [ECGRecording.Lead], _ begun: inout [Bool],
    at places: [String: [Int]]?, _ segment: WFDBHeader.Segment
  ) throws(LFError) {
    let place = LFError.Place(element: "segment \"\(segment.name.shown)\"", line: segment.line)
    guard places != nil || part.leads.count == leads.count else {
      throw LFError(.badData, "has \(part.leads.count) signals, not \(leads.count)", at: place)
    }
    // How often each name has come.
    var taken: [String: Int] = [:]
    for (i, lead) in part.leads.enumerated() {
      var target: Int? = i
      if let places {
        let nth = taken[lead.name, default: 0]
        taken[lead.name] = nth + 1
        target = places[lead.name]?.dropFirst(nth).first
      }
      guard let target, leads[target].unit == lead.unit else {
        throw LFError(
          .badData, "has a signal \"\(lead.name.shown)\" in \(lead.unit.shown) that the record does not have",
          at: place)
      }
      leads[target].grid = !begun[target] || leads[target].grid == lead.grid ? lead.grid : nil
      begun[target] = begun[target] || lead.samples.contains { !$0.isNaN }
      leads[target].samples += lead.samples
    }
  }
}

extension ECGRecording.Lead {
  /// Adds invalid samples up to a count, in place: a copy for each of many segments would take quadratic time.
  fileprivate mutating func extend(to count: Int) {
    guard samples.count < count else { return }
    samples.append(contentsOf: repeatElement(.nan, count: count - samples.count))
  }
}

extension LFError {
  /// The message with its place, without the file.
  fileprivate var told: String {
    var place = place
    place.file = nil
    return place.description.isEmpty ? message : "\(place.description): \(message)"
  }
}
