import LFCore
import LFRecording

/// The header of a WFDB record, as far as its lines go: header(5) of the WFDB Applications Guide.
struct WFDBHeader {
  /// A line that names a segment of a record of several.
  struct Segment {
    var name: String
    var samples: Int
    var line: Int
  }

  private(set) var name = ""
  /// How many segments; `nil` for a record of signals.
  private(set) var segmentCount: Int?
  private(set) var signalCount = 0
  /// Frames a second, Hz.
  private(set) var frequency = 250.0
  /// Frames; `nil` when the header does not say.
  private(set) var frames: Int?
  private(set) var start: RecordingTime?
  private(set) var signals: [WFDBSignal] = []
  private(set) var segments: [Segment] = []
  private(set) var comments: [String] = []

  /// More signals than any record has.
  private static let signalLimit = 4096
  private static let sizeLimit = 64 << 20

  init(_ file: MappedFile) throws(LFError) {
    guard file.count <= Self.sizeLimit, !file.bytes.contains(0) else {
      throw LFError(.badData, "is no WFDB header: it is not text", hint: "give the .hea file of the record")
    }
    var isFirst = true
    var number = 0
    for slice in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let line = String(decoding: slice, as: UTF8.self).trimmingBlanks
      if line.isEmpty { continue }
      if line.hasPrefix("#") {
        comments.append(String(line.dropFirst()).trimmingBlanks)
        continue
      }
      if isFirst {
        isFirst = false
        try record(line, number)
      } else if segmentCount != nil {
        try segment(line, number)
      } else {
        signals.append(try WFDBSignal(line, number))
      }
    }
    guard !isFirst else { throw LFError(.badData, "has no record line", hint: "is this a WFDB header?") }
    let (found, wanted) = segmentCount.map { (segments.count, $0) } ?? (signals.count, signalCount)
    let what = segmentCount == nil ? "signals" : "segments"
    guard found == wanted else {
      throw LFError(
        .badData, "announces \(wanted) \(what) and has lines for \(found)", at: .init(line: number),
        hint: "the header is damaged")
    }
  }

  private mutating func record(_ line: String, _ number: Int) throws(LFError) {
    let place = LFError.Place(line: number)
    let fields = line.split(whereSeparator: \.isWhitespace)
    let names = fields[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    name = String(names[0])
    func wrong(_ what: String, _ text: Substring) -> LFError {
      LFError(.badData, "has \(what) \"\(text.shown)\"", at: place, hint: "is this a WFDB header?")
    }
    if names.count > 1 {
      guard let count = Int(names[1]), (1...1_000_000).contains(count) else {
        throw wrong("the number of segments", names[1])
      }
      segmentCount = count
    }
    guard fields.count > 1 else {
      throw LFError(.badData, "has no number of signals", at: place, hint: "is this a WFDB header?")
    }
    guard let count = Int(fields[1]), (1...Self.signalLimit).contains(count) else {
      throw wrong("the number of signals", fields[1])
    }
    signalCount = count
    if fields.count > 2 {
      let text = fields[2].prefix { $0 != "/" }
      guard let value = Double(text) else { throw wrong("the sampling frequency", fields[2]) }
      frequency = try RecordingChecks.rate(value, at: place)
    }
    if fields.count > 3 {
      guard let count = Int(fields[3]), count >= 0 else { throw wrong("the number of samples", fields[3]) }
      frames = count == 0 ? nil : count
    }
    if fields.count == 5 {
      guard Self.seconds(fields[4]) != nil else { throw wrong("the time of day", fields[4]) }
      // Without a date it is no start.
      comments.append("time of day: \(fields[4])")
    }
    if fields.count > 5 {
      guard let time = Self.time(fields[4], fields[5]) else {
        throw wrong("the start", fields[4] + " " + fields[5])
      }
      start = time
    }
  }

  /// `hh:mm:ss.fff` as seconds of a day.
  private static func seconds(_ clock: Substring) -> Double? {
    let time = ClockTime(clock.contains(":") ? String(clock) : "0:" + clock)
    return time.flatMap { $0.seconds < ClockTime.day ? $0.seconds : nil }
  }

  /// `hh:mm:ss.fff` and `dd/mm/yyyy`.
  private static func time(_ clock: Substring, _ date: Substring) -> RecordingTime? {
    guard let seconds = seconds(clock) else { return nil }
    let parts = date.split(separator: "/").map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else { return nil }
    let milliseconds = Int((seconds * 1000).rounded(.down))
    return RecordingTime(
      year: year, month: month, day: day, hour: milliseconds / 3_600_000, minute: milliseconds / 60_000 % 60,
      milliseconds: milliseconds % 60_000)
  }

  private mutating func segment(_ line: String, _ number: Int) throws(LFError) {
    let fields = line.split(whereSeparator: \.isWhitespace)
    guard fields.count == 2, let samples = Int(fields[1]), samples >= 0 else {
      throw LFError(
        .badData, "has a segment line \"\(line.shown)\"", at: .init(line: number),
        hint: "it is a name and a number of samples")
    }
    segments.append(Segment(name: String(fields[0]), samples: samples, line: number))
  }
}
