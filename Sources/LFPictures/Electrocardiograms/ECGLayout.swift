import LFRecording

/// Which lead stands where, and which part of it: three rows of four leads, and a rhythm strip.
struct ECGLayout {
  /// A lead's place on the paper.
  struct Strip: Equatable {
    var lead: String
    /// The first second shown.
    var from: Double
    /// Seconds shown.
    var seconds: Double
    /// mm from the left end of the traces.
    var left: Double
  }

  /// A column is this wide, mm.
  static let column = 62.5
  /// The rows' strips, the rhythm strip last.
  let rows: [[Strip]]
  /// Whether the columns follow one another in time; all show the recording's beginning otherwise.
  let isContinuous: Bool

  /// Lays a recording out; only one that fills the paper runs through the columns, a single beat stands in each.
  init(seconds: Double, _ paper: ECGPaper) {
    let long = Self.column / paper.speed
    let isContinuous = seconds >= 4 * long
    // Enlarged, a rhythm strip of what stands in each column already would only take room.
    let rhythm = paper == .standard || isContinuous
    self.isContinuous = isContinuous
    let leads = [["I", "aVR", "V1", "V4"], ["II", "aVL", "V2", "V5"], ["III", "aVF", "V3", "V6"]]
    rows =
      leads.map { row in
        row.enumerated().map { column, lead in
          let start = Double(column) * long
          return Strip(
            lead: lead, from: isContinuous ? start : 0, seconds: long,
            left: Double(column) * Self.column)
        }
      } + (rhythm ? [[Strip(lead: "II", from: 0, seconds: 4 * long, left: 0)]] : [])
  }

  /// mm of the traces.
  static let width = 4 * column
}
