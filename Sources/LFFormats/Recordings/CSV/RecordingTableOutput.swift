import LFCore
import LFRecording

/// Writes an ECG as a table: a line of titles, and a row a sample.
struct RecordingTableOutput {
  private let recording: ECGRecording
  private let table: WriteOptions.Table
  private let separator: String

  init(_ recording: ECGRecording, _ table: WriteOptions.Table, separator: String) {
    self.recording = recording
    self.table = table
    self.separator = separator
  }

  func write(to path: String, _ diagnostics: inout Diagnostics) throws(LFError) {
    if table == .ecgplotter, let lead = recording.leads.first(where: { !$0.isVoltage }) {
      throw LFError(
        .usage,
        "cannot hold lead \(lead.name.shown), whose unit is \(lead.unit.shown): the layout states none",
        hint: "use the layout with units")
    }
    if recording.start != nil || recording.filter != nil || !recording.comments.isEmpty {
      diagnostics.warn("a table holds signals only: the time of recording and comments are left out")
    }
    var output = try FileOutput(path)
    let titles = recording.leads.map { table == .units ? "\($0.name) [\($0.unit)]" : $0.name }
    let time = table == .units ? "time_s" : "t"
    try output.write(([time] + titles.map(quoted)).joined(separator: separator) + "\n")
    let decimals = recording.leads.map(Self.decimals)
    let units: Double = table == .units ? 1 : 1000
    for i in 0..<recording.sampleCount {
      var row = Self.text(recording.time(of: i, unitsPerSecond: units))
      for (lead, decimals) in zip(recording.leads, decimals) {
        row += separator
        row += Self.text(lead.samples[i], decimals: decimals)
      }
      row += "\n"
      try output.write(row)
    }
    try output.flush()
  }

  /// Decimals that tell values of the lead's grid apart ten thousand times over; `nil` to write all there are.
  private static func decimals(_ lead: ECGRecording.Lead) -> Int? {
    guard let grid = lead.grid, grid.step > 0 else { return nil }
    var decimals = 4
    var step = grid.step
    while step < 1, decimals < 15 { (step, decimals) = (step * 10, decimals + 1) }
    return decimals
  }

  private static func text(_ value: Double, decimals: Int? = nil) -> String {
    guard value.isFinite else { return "NaN" }
    var rounded = value
    if let decimals {
      let power = (0..<decimals).reduce(1.0) { value, _ in value * 10 }
      if abs(value) * power < 4e15 { rounded = (value * power).rounded() / power }
    }
    if rounded == rounded.rounded(), abs(rounded) < 1e15 { return "\(Int(rounded))" }
    return "\(rounded)"
  }

  private func quoted(_ title: String) -> String {
    guard title.contains(separator) || title.contains("\"") || title.contains(where: \.isNewline) else {
      return title
    }
    return "\"" + title.singleLine.replacing("\"", with: "'") + "\""
  }
}
