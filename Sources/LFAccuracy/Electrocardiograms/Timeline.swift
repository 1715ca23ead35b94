import LFCore
import LFElectrocardiogram
import LFRecording

/// Leads of a recording at times of another.
struct Timeline {
  let names: [String]
  /// Lead × time, mV.
  let voltages: [[Double]]

  /// Interpolates linearly where a time lies between two samples.
  ///
  /// - Parameters:
  ///   - recording: The recording.
  ///   - names: The leads.
  ///   - first: Where the first time lies, in samples of the recording.
  ///   - step: From one time to the next, in samples of the recording.
  ///   - count: How many times, none behind the last sample.
  init(_ recording: ECGRecording, _ names: [String], from first: Double = 0, step: Double = 1, count: Int) {
    self.names = names
    if step == 1, first == first.rounded() {
      voltages = names.map { Array((recording[$0]?.samples ?? []).dropFirst(Int(first)).prefix(count)) }
    } else {
      let last = recording.sampleCount - 1
      voltages = names.map { name in
        let samples = recording[name]?.samples ?? []
        return (0..<count).map { i in
          let place = min(first + Double(i) * step, Double(last))
          let left = min(Int(place), last - 1)
          let share = place - Double(left)
          // A sample that counts for nothing may be invalid.
          if share == 0 || share == 1 { return samples[left + Int(share)] }
          return samples[left] * (1 - share) + samples[left + 1] * share
        }
      }
    }
  }

  /// Samples that are no numbers; the times are in ms.
  func holes(_ times: [Double]) -> [Finding] {
    zip(names, voltages).compactMap { name, samples in
      guard let first = samples.firstIndex(where: { !$0.isFinite }) else { return nil }
      let count = samples.count { !$0.isFinite }
      return Finding(
        .notFinite, .fault,
        "lead \(name.singleLine) has \(count) sample\(count > 1 ? "s" : "") that are no numbers, first at"
          + " \(times[first].fixed(1)) ms")
    }
  }

  /// The ECG at the first times, without what is no number in any lead.
  func electrocardiogram(_ times: [Double]) -> Electrocardiogram {
    Electrocardiogram(
      leads: names, times: times,
      voltages: voltages.map { samples in samples.prefix(times.count).map { $0.isFinite ? $0 : 0 } })
  }
}
