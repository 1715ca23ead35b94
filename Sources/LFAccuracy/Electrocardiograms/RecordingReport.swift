public import LFCore
import LFElectrocardiogram
public import LFRecording

/// A predicted ECG held against a golden one, from files of any kind.
public enum RecordingReport {
  /// At most this share of the golden recording may be missing.
  private static let allowedMissing = 0.05

  /// Compares at equal times where both files state times, else sample by sample from the beginning; a prediction that is
  /// sampled at other times is interpolated linearly.
  ///
  /// - Parameters:
  ///   - prediction: The predicted ECG.
  ///   - golden: The golden ECG.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What was found.
  /// - Throws: `LFError` with code `badData` when no lead is common to both or the golden one is not whole.
  public static func compare(
    _ prediction: ECGRecording, golden: ECGRecording, diagnostics: inout Diagnostics
  ) throws(LFError) -> AccuracyReport {
    guard prediction.samplingRate > 0, golden.samplingRate > 0, prediction.sampleCount > 1,
      golden.sampleCount > 1
    else {
      throw LFError(
        .badData, "has too few samples to compare", hint: "give recordings of more than one sample")
    }
    let common = CommonTimes(prediction, golden)
    var report = AccuracyReport(
      .ecg, sampling: common.isSampled ? "same times" : "linear interpolation in time")
    let leads = golden.leads.filter { $0.isVoltage }
    let names = leads.map(\.name).filter { prediction[$0]?.isVoltage == true }
    let lacking = leads.map(\.name).filter { !names.contains($0) }
    guard !names.isEmpty else {
      throw LFError(
        .badData, "has none of the golden ECG's leads", hint: "name its leads I, II, V1 and so on")
    }
    if !lacking.isEmpty {
      report.findings.append(
        Finding(
          .missingLead, .fault,
          "lacks the lead\(lacking.count > 1 ? "s" : "") \(lacking.joined(separator: ", "))"))
    }
    let count = common.samples.count
    let mine = Timeline(prediction, names, from: common.first, step: common.ratio, count: count)
    let truth = Timeline(golden, names, from: Double(common.samples.lowerBound), count: count)
    report.missing = golden.sampleCount - count
    report.findings += timing(prediction, golden, common)
    for finding in report.findings where finding.severity == .notice { diagnostics.warn(finding.message) }
    let times = common.samples.map { golden.time(of: $0, unitsPerSecond: 1000) }
    report.findings += mine.holes(times)
    if let hole = truth.holes(times).first {
      throw LFError(.badData, "the golden ECG is not whole: \(hole.message)", hint: "give a whole golden ECG")
    }
    let a = mine.electrocardiogram(times)
    let b = truth.electrocardiogram(times)
    let comparison = try ElectrocardiogramComparison(a, b)
    report.measurements = comparison.measurements
    report.findings += RecordingFindings.find(comparison, a, b, step: 1000 / golden.samplingRate)
    report.traces = common.lead == 0 ? [prediction, golden] : [a.recording, b.recording]
    return report
  }

  private static func timing(
    _ prediction: ECGRecording, _ golden: ECGRecording, _ common: CommonTimes
  ) -> [Finding] {
    var findings: [Finding] = []
    let (a, b) = (prediction.samplingRate, golden.samplingRate)
    if common.ratio != 1 {
      findings.append(
        Finding(
          .timing, .notice, "is sampled at \(a.fixed(1)) Hz, the golden ECG at \(b.fixed(1)) Hz: interpolated"
        ))
    } else if !common.isSampled {
      findings.append(
        Finding(.timing, .notice, "has no samples at the times of the golden ECG's: interpolated between two")
      )
    }
    if common.isApart {
      findings.append(
        Finding(
          .timing, .notice,
          "begins at \(prediction.time(of: 0).fixed(3)) s, the golden ECG at \(golden.time(of: 0).fixed(3)) s, and they have no"
            + " time in common: compared from their beginnings"))
    }
    let missing = golden.sampleCount - common.samples.count
    let isShort = Double(missing) > allowedMissing * Double(golden.sampleCount)
    let seconds = (Double(prediction.sampleCount) / a, Double(golden.sampleCount) / b)
    if common.lead != 0 {
      findings.append(
        Finding(
          .timing, isShort ? .fault : .notice,
          "begins \(abs(common.lead * 1000).fixed(1)) ms \(common.lead > 0 ? "before" : "after") the golden ECG; compared at"
            + " equal times, \(missing) of \(golden.sampleCount) samples are missing"))
    } else if abs(seconds.0 - seconds.1) > 1.5 / min(a, b) {
      findings.append(
        Finding(
          .timing, isShort ? .fault : .notice,
          "lasts \(seconds.0.fixed(3)) s, the golden ECG \(seconds.1.fixed(3)) s; only what both have is compared"
        ))
    }
    return findings
  }
}
