import LFCore
import LFRecording

/// The header of an EDF or BDF file.
struct EDFHeader {
  struct Signal {
    var label = ""
    var unit = ""
    var physical = (min: 0.0, max: 0.0)
    var digital = (min: 0, max: 0)
    var filter = ""
    var samplesPerRecord = 0
    /// Bytes from the record's beginning.
    var offset = 0
    var isAnnotations = false
  }

  /// Bytes of a sample: 2 in EDF, 3 in BDF.
  let width: Int
  let isPlus: Bool
  let isDiscontinuous: Bool
  let patientField: String
  let recordingField: String
  let start: RecordingTime?
  let headerBytes: Int
  let records: Int
  /// Seconds of a record.
  let duration: Double
  /// How far its last digit lets the duration be off, relative.
  let durationDoubt: Double
  let signals: [Signal]
  let recordBytes: Int

  /// More signals than any file has.
  private static let signalLimit = 4096

  init(_ bytes: UnsafeRawBufferPointer, _ diagnostics: inout Diagnostics) throws(LFError) {
    let fields = Fields(bytes: bytes)
    guard bytes.count >= 256 else {
      throw LFError(.badData, "has \(bytes.count) bytes and an EDF header has 256", hint: "the file is cut")
    }
    let isWide = bytes[0] == 0xFF
    guard isWide ? fields.text(1, 7) == "BIOSEMI" : fields.text(0, 8) == "0" else {
      throw LFError(
        .badData, "is no EDF file: its version is \"\(fields.text(0, 8).shown)\"", at: .init(byte: 0))
    }
    width = isWide ? 3 : 2
    patientField = fields.text(8, 80)
    recordingField = fields.text(88, 80)
    let reserved = fields.text(192, 44)
    isPlus = reserved.hasPrefix("EDF+") || reserved.hasPrefix("BDF+")
    isDiscontinuous = isPlus && reserved.dropFirst(4).hasPrefix("D")
    start = try Self.start(fields, recordingField, isPlus: isPlus, &diagnostics)
    let count = try fields.integer(252, 4, "the number of signals", 1...Self.signalLimit)
    headerBytes = try fields.integer(184, 8, "the size of the header", 256...Int(Int32.max))
    guard headerBytes == 256 * (count + 1) else {
      throw LFError(
        .badData, "states a header of \(headerBytes) bytes, and \(count) signals make \(256 * (count + 1))",
        at: .init(byte: 184), hint: "the file is damaged")
    }
    guard bytes.count >= headerBytes else {
      throw LFError(.badData, "ends inside its header of \(headerBytes) bytes", at: .init(byte: bytes.count))
    }
    duration = try fields.number(244, 8, "the duration of a record")
    let decimals = fields.text(244, 8).split(separator: ".").dropFirst().first?.utf8.count ?? 0
    durationDoubt =
      decimals < 4 ? 1e-9 : 0.6 * (0..<decimals).reduce(1.0) { value, _ in value / 10 } / duration
    guard duration >= 0, duration <= 1e7 else {
      throw LFError(.badData, "has records of \(duration) s", at: .init(byte: 244))
    }
    var signals: [Signal] = []
    var offset = 0
    for s in 0..<count {
      var signal = try Self.signal(s, of: count, fields, isPlus: isPlus, width: width)
      signal.offset = offset
      offset += signal.samplesPerRecord * width
      signals.append(signal)
    }
    self.signals = signals
    recordBytes = offset
    guard offset > 0 else {
      throw LFError(.badData, "has records without samples", hint: "there is no ECG in it")
    }
    let there = bytes.count - headerBytes
    let stated = try fields.integer(236, 8, "the number of records", -1...Int(Int32.max))
    guard stated != 0 else { throw LFError(.badData, "has no records", at: .init(byte: 236)) }
    let (needed, overflow) = stated.multipliedReportingOverflow(by: recordBytes)
    records = stated < 0 ? there / recordBytes : stated
    guard !overflow, needed <= there, records > 0, stated > 0 || there % recordBytes == 0 else {
      throw LFError(
        .badData,
        "has \(there) bytes of samples, and \(records) records of \(recordBytes) bytes do not fit that",
        at: .init(byte: bytes.count), hint: "the file is cut; copy it again")
    }
    if stated > 0, there > needed {
      diagnostics.warn("holds \(there - needed) bytes behind its last record")
    }
  }

  private static func signal(
    _ s: Int, of count: Int, _ fields: Fields, isPlus: Bool, width: Int
  ) throws(LFError) -> Signal {
    // Each field is stored for all signals together.
    func at(_ before: Int, _ width: Int) -> Int { 256 + before * count + s * width }
    var signal = Signal()
    signal.label = fields.text(at(0, 16), 16)
    signal.unit = fields.text(at(96, 8), 8)
    signal.filter = fields.text(at(136, 80), 80)
    let name = "signal \"\(signal.label.shown)\""
    signal.samplesPerRecord = try fields.integer(at(216, 8), 8, "\(name): samples a record", 0...10_000_000)
    let isMark = signal.label == "EDF Annotations" || signal.label == "BDF Annotations"
    signal.isAnnotations = isPlus && isMark
    if signal.isAnnotations { return signal }
    let limit = width == 3 ? 8_388_608 : 32_768
    signal.physical = (
      try fields.number(at(104, 8), 8, "\(name): the physical minimum"),
      try fields.number(at(112, 8), 8, "\(name): the physical maximum")
    )
    signal.digital = (
      try fields.integer(at(120, 8), 8, "\(name): the digital minimum", -limit...limit - 1),
      try fields.integer(at(128, 8), 8, "\(name): the digital maximum", -limit...limit - 1)
    )
    guard signal.digital.min < signal.digital.max, signal.physical.min != signal.physical.max else {
      throw LFError(
        .badData,
        "has a range from \(signal.physical.min) to \(signal.physical.max) for "
          + "\(signal.digital.min) to \(signal.digital.max)",
        at: .init(element: name, byte: at(104, 8)), hint: "minimum and maximum must differ")
    }
    return signal
  }

  private static func start(
    _ fields: Fields, _ field: String, isPlus: Bool, _ diagnostics: inout Diagnostics
  ) throws(LFError) -> RecordingTime? {
    func parts(_ start: Int, _ what: String) throws(LFError) -> (Int, Int, last: Int?) {
      let text = fields.text(start, 8)
      let words = text.split(whereSeparator: { ".:/- ".contains($0) })
      let numbers = words.map { Int($0) }
      // EDF+ writes `yy` for years that two digits cannot tell.
      guard numbers.count == 3, let a = numbers[0], let b = numbers[1],
        numbers[2] != nil || (isPlus && start == dateField && words[2].lowercased() == "yy")
      else {
        throw LFError(
          .badData, "has \(what) \"\(text.shown)\"", at: .init(byte: start), hint: "the file is damaged")
      }
      return (a, b, numbers[2])
    }
    let date = try parts(dateField, "the start date")
    let time = try parts(176, "the start time")
    // EDF+ says in full what two digits of a year leave open, or that the date is not known.
    let words = field.split(separator: " ")
    let stated = isPlus && words.count > 1 && words[0] == "Startdate" ? words[1] : nil
    if stated == "X" { return nil }
    var day = (year: date.last.map { $0 < 85 ? 2000 + $0 : 1900 + $0 }, month: date.1, day: date.0)
    // A header's date that does not exist is refused below, whatever the recording field says.
    if let stated, let full = fullDate(stated),
      RecordingTime(year: day.year ?? full.year, month: day.month, day: day.day) != nil
    {
      if full.month != day.month || full.day != day.day || date.last.map({ $0 != full.year % 100 }) ?? false {
        diagnostics.warn(
          "states the start dates \(fields.text(dateField, 8).shown) and \(String(stated).shown): "
            + "the latter is taken")
      }
      day = (full.year, full.month, full.day)
    }
    guard let year = day.year else {
      throw LFError(
        .badData, "has a start date \"\(fields.text(dateField, 8).shown)\" without a year",
        at: .init(byte: dateField), hint: "the recording field must say Startdate dd-MMM-yyyy")
    }
    guard
      let start = RecordingTime(
        year: year, month: day.month, day: day.day, hour: time.0, minute: time.1,
        milliseconds: (time.last ?? 0) * 1000)
    else {
      throw LFError(
        .badData,
        "has a start \(fields.text(dateField, 8).shown) \(fields.text(176, 8).shown) that does not exist",
        at: .init(byte: dateField))
    }
    return start
  }

  /// The byte at which the start date stands.
  private static let dateField = 168

  /// The months as EDF+ names them.
  static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

  /// The years of which the header's two digits tell the century.
  static let shortYears = 1985...2084

  /// The date of a text such as `01-MAR-1975`; `nil` when it is none.
  private static func fullDate(_ text: Substring) -> (year: Int, month: Int, day: Int)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].utf8.count == 4, let day = Int(parts[0]), let year = Int(parts[2]),
      let month = months.firstIndex(of: parts[1].uppercased()),
      RecordingTime(year: year, month: month + 1, day: day) != nil
    else { return nil }
    return (year, month + 1, day)
  }
}

extension EDFHeader {
  /// Fields of text of fixed width.
  struct Fields {
    let bytes: UnsafeRawBufferPointer

    /// A field without blanks around it; bytes beyond ASCII are taken for Latin-1.
    func text(_ start: Int, _ width: Int) -> String {
      var text = ""
      for byte in bytes[start..<(start + width)] { text.unicodeScalars.append(Unicode.Scalar(byte)) }
      while let last = text.unicodeScalars.last, last == " " || last == "\0" {
        text.unicodeScalars.removeLast()
      }
      return text.trimmingBlanks
    }

    func number(_ start: Int, _ width: Int, _ what: String) throws(LFError) -> Double {
      let text = text(start, width)
      guard let value = Double(text), value.isFinite,
        text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) })
      else {
        throw LFError(
          .badData, "has \(what) \"\(text.shown)\", which is no number", at: .init(byte: start),
          hint: "the file is damaged")
      }
      return value
    }

    func integer(
      _ start: Int, _ width: Int, _ what: String, _ range: ClosedRange<Int>
    ) throws(LFError) -> Int {
      let value = try number(start, width, what)
      guard value == value.rounded(), value >= Double(range.lowerBound), value <= Double(range.upperBound)
      else {
        throw LFError(
          .badData,
          "has \(what) \(text(start, width).shown), which is not in \(range.lowerBound)…\(range.upperBound)",
          at: .init(byte: start), hint: "the file is damaged")
      }
      return Int(value)
    }
  }
}
