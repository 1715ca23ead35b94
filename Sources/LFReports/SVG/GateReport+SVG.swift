import LFAccuracy
public import LFCore
import LFGate
import LFPictures
import LFRecording

extension GateReport {
  /// The one case's ECG over its golden one, as a picture of its own.
  ///
  /// - Returns: The file's text.
  /// - Throws: `LFError` with code `usage` when there are several cases, or nothing with ECGs was compared.
  public func svg() throws(LFError) -> String {
    guard cases.count == 1, let item = cases.first else {
      throw LFError(
        .usage, "a picture shows the ECG of one case, and here are \(cases.count)",
        hint: "choose one by --case NAME, or write an .html")
    }
    guard let report = item.report, let picture = try report.picture(of: item.name) else {
      throw LFError(
        .usage, "has no ECGs to draw",
        hint: "compare ECGs, or lead fields whose golden mesh carries activation times")
    }
    return picture.svg
  }
}

extension AccuracyReport {
  /// The ECGs over one another, the error beneath the title; `nil` where none were compared.
  func picture(of name: String) throws(LFError) -> ECGPicture? {
    guard traces.count == 2 else { return nil }
    let pooled = value("ecg.pooled")?.percent() ?? "none"
    let correlation = scopes("lead", of: "ecg").compactMap { value("ecg.correlation", $0) }.min()
    let caption =
      "relative MSE \(pooled), all leads together"
      + (correlation.map { "; least correlation of a lead \($0.fixed(4))" } ?? "")
    let seconds = traces.map { Double($0.sampleCount) / max($0.samplingRate, 1e-9) }.max() ?? 0
    // A single beat is a speck at 25 mm/s; the error would not show.
    let isBeat = seconds <= 0.625
    return try ECGPicture(
      traces[0], over: traces[1], title: "\(name): prediction over golden ECG", caption: caption,
      paper: isBeat ? .enlarged : .standard)
  }
}
