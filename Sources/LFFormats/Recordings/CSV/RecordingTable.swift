import LFCore
import LFRecording

/// Reads an ECG from a table with one line of titles, or two, and one row a sample.
struct RecordingTable {
  private struct Column {
    var title: ColumnTitle
    var scale = VoltageUnit.Scale.millivolts
    var values: [Double] = []
    var decimals = 0
  }

  private var cells: TableCells
  private var columns: [Column] = []
  private var time: Int?
  private var index: Int?
  private var clock = SamplingClock()
  /// The last time of a column of hours, minutes and seconds.
  private var lastClock: ClockTime?
  /// The midnights that this clock has passed.
  private var midnights = 0
  /// The character before decimals; `nil` until a number has one.
  private var point: UInt8?

  /// More columns than any ECG has.
  private static let columnLimit = 4096

  static func read(
    _ bytes: UnsafeRawBufferPointer, _ diagnostics: inout Diagnostics
  ) throws(LFError) -> ECGRecording {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw LFError(.badData, "is UTF-16", hint: "save it as CSV in UTF-8")
    }
    if bytes.prefix(1 << 16).contains(0) {
      throw LFError(.badData, "is not text", hint: "save it as CSV in UTF-8")
    }
    var table = RecordingTable(cells: TableCells(bytes))
    try table.read()
    return try table.recording(&diagnostics)
  }

  private init(cells: TableCells) { self.cells = cells }

  private mutating func read() throws(LFError) {
    var row: [Range<Int>] = []
    guard try cells.next(&row) else {
      throw LFError(.badData, "has no rows", hint: "write time_s,I [mV],… and a row a sample")
    }
    try titles(row)
    var isFirst = true
    while try cells.next(&row) {
      if isFirst {
        isFirst = false
        if takeUnits(row) { continue }
      }
      try take(row)
    }
  }

  private mutating func titles(_ row: [Range<Int>]) throws(LFError) {
    let place = LFError.Place(line: cells.line)
    guard row.count <= Self.columnLimit else {
      throw LFError(.badData, "has \(row.count) columns", at: place, hint: "is this an ECG?")
    }
    columns = row.map { Column(title: ColumnTitle(cells.text($0))) }
    // Some programs end every line with a separator.
    if columns.count > 1, columns[columns.count - 1].title.name.isEmpty { columns.removeLast() }
    if columns.allSatisfy({ $0.title.isNumber }) {
      throw LFError(
        .badData, "has no titles that name the leads", at: place,
        hint: "begin with a line such as time_s,I [mV],II [mV]")
    }
    time = columns.firstIndex { $0.title.role == .time }
    index = columns.indices.first { $0 != time && columns[$0].title.role == .index }
    guard columns.count > [time, index].count(where: { $0 != nil }) else {
      throw LFError(.badData, "has no column of a lead", at: place, hint: "write time_s,I [mV],…")
    }
  }

  /// Takes a second line of titles, which holds units.
  private mutating func takeUnits(_ row: [Range<Int>]) -> Bool {
    guard row.count >= columns.count else { return false }
    let units = row.prefix(columns.count).map { ColumnTitle.unit(cells.text($0)) }
    guard units.allSatisfy({ $0 != nil && $0 != "" && $0?.lowercased() != "nan" }),
      units.contains(where: { VoltageUnit.scale($0 ?? "") != nil })
    else { return false }
    for (i, unit) in units.enumerated() where columns[i].title.unit == nil { columns[i].title.unit = unit }
    return true
  }

  private mutating func take(_ row: [Range<Int>]) throws(LFError) {
    let place = LFError.Place(line: cells.line)
    let isLonger = row.count == columns.count + 1 && row[columns.count].isEmpty
    guard row.count == columns.count || isLonger else {
      throw LFError(
        .badData, "has \(row.count) cells, and there are \(columns.count) titles", at: place,
        hint: "give each row as many cells")
    }
    for i in columns.indices {
      if i == time, try takeTime(row[i], place) { continue }
      let cell = cells.bytes[row[i]]
      // Whole numbers may come first: the first of both that is seen counts.
      if point == nil { point = cell.first { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") } }
      switch CellNumber(cell, point: point ?? UInt8(ascii: ".")) {
      case .number(let value, let decimals):
        if i == time {
          clock.decimals = max(clock.decimals, decimals)
          clock.times.append(value)
          clock.lines.append(Int32(clamping: cells.line))
        } else {
          columns[i].values.append(value)
          columns[i].decimals = max(columns[i].decimals, decimals)
        }
      case .missing where i != time: columns[i].values.append(.nan)
      default: throw wrong(i, row[i], place)
      }
    }
  }

  /// Takes a time of hours, minutes and seconds; `false` when it is a number.
  private mutating func takeTime(_ range: Range<Int>, _ place: LFError.Place) throws(LFError) -> Bool {
    guard cells.bytes[range].contains(UInt8(ascii: ":")) else {
      if lastClock != nil { throw LFError(.badData, "has no time like the rows before", at: place) }
      return false
    }
    guard let time = ClockTime(cells.text(range)), lastClock != nil || clock.times.isEmpty else {
      throw LFError(.badData, "has a time \"\(cells.text(range).shown)\"", at: place, hint: "write seconds")
    }
    if let last = lastClock {
      if last.isBeforeMidnight(of: time) {
        midnights += 1
      } else if last.date != time.date {
        throw LFError(
          .badData, "has another date than the row before, and no midnight lies between", at: place,
          hint: "ECGs are sampled evenly: fill in missing rows with NaN")
      }
    }
    lastClock = time
    clock.times.append(time.seconds + Double(midnights) * ClockTime.day)
    clock.lines.append(Int32(clamping: cells.line))
    clock.decimals = max(clock.decimals, time.decimals)
    return true
  }

  private func wrong(_ column: Int, _ range: Range<Int>, _ place: LFError.Place) -> LFError {
    let title = columns[column].title.name.shown
    let text = cells.text(range).shown
    return LFError(
      .badData, text.isEmpty ? "has no \(title)" : "has \(title) \"\(text)\", which is no finite number",
      at: place, hint: "write numbers with a decimal point, and NaN for an invalid sample")
  }

  private func recording(_ diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    guard columns.contains(where: { !$0.values.isEmpty }) else {
      throw LFError(.badData, "has titles and no samples", hint: "write a row a sample")
    }
    if let index { try checkIndex(columns[index]) }
    let leads = columns.indices.filter { $0 != time && $0 != index }
    let names = LeadName.names(of: leads.map { columns[$0].title.name })
    if let i = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw LFError(
        .badData, "has two columns of lead \(names[i].shown)", hint: "rename or remove one of them")
    }
    let (rate, firstTime) = try beat(&diagnostics)
    var recording = ECGRecording(
      leads: zip(leads, names).map { lead($1, columns[$0], &diagnostics) },
      samplingRate: try RecordingChecks.rate(rate), start: nil, cells.comments)
    recording.firstTime = firstTime ?? recording.firstTime
    return recording
  }

  /// The sampling rate, Hz, and the time of the first sample, s, where a column of times that is no clock's tells it.
  private func beat(
    _ diagnostics: inout Diagnostics
  ) throws(LFError) -> (rate: Double, firstTime: Double?) {
    if let time {
      let unit = lastClock != nil ? 1 : columns[time].title.unit.flatMap(ColumnTitle.seconds)
      if let stated = columns[time].title.unit, unit == nil {
        throw LFError(.badData, "has times in \"\(stated.shown)\"", hint: "write them in s or ms")
      }
      let (rate, firstTime) = try clock.beat(unit: unit, &diagnostics)
      return (rate, lastClock != nil ? nil : firstTime)
    }
    for comment in cells.comments { if let rate = Self.rate(in: comment) { return (rate, nil) } }
    throw LFError(
      .badData, "has no column of times and states no sampling rate",
      hint: "add a column time_s, or a line such as # sampling rate: 500 Hz")
  }

  /// The rate that a comment states: `sampling rate: 500 Hz`, `fs = 500`.
  static func rate(in comment: String) -> Double? {
    let lower = comment.lowercased()
    let keys = ["sampling rate", "sampling_rate", "samplingrate", "sampling frequency", "sampling_frequency"]
    let more = ["samplingfrequency", "sample rate", "sample_rate", "samplerate", "frequency", "fs"]
    guard let key = (keys + more).first(where: lower.hasPrefix) else { return nil }
    let rest = lower.dropFirst(key.count).drop { !$0.isNumber }
    let number = rest.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(number) else { return nil }
    return rest.dropFirst(number.count).trimmingPrefix(" ").hasPrefix("khz") ? value * 1000 : value
  }

  private func checkIndex(_ column: Column) throws(LFError) {
    for i in column.values.indices.dropFirst() where column.values[i] != column.values[i - 1] + 1 {
      throw LFError(
        .badData, "has sample \(column.values[i]) behind \(column.values[i - 1])",
        hint: "ECGs are sampled evenly: fill in missing rows with NaN")
    }
  }

  private func lead(_ name: String, _ column: Column, _ diagnostics: inout Diagnostics) -> ECGRecording.Lead {
    let unit = column.title.unit
    guard let scale = unit.map(VoltageUnit.scale) ?? .millivolts else {
      return .init(name, unit: unit ?? "", samples: column.values)
    }
    if unit == nil { diagnostics.warn("the leads have no unit and are taken for mV") }
    // Steps finer than 0.1 µV are digits of a computation, no grid.
    let step = scale(1) * (0..<min(column.decimals, 30)).reduce(1.0) { value, _ in value / 10 }
    let grid = step > 0.9e-4 ? SampleGrid(step: min(step, 1e-3)) : nil
    return .init(
      name, samples: scale == .millivolts ? column.values : column.values.map { scale($0) }, grid: grid)
  }
}
