import LFCore
import LFElectrocardiogram
import LFRecording

/// Leads of a recording at the times of another.
struct Timeline {
  let names: [String]
  /// Lead × time, mV.
  let voltages: [[Double]]
  let count: Int

  /// Interpolates linearly where the rates differ.
  init(_ recording: ECGRecording, _ names: [String], rate: Double) {
    self.names = names
    let ratio = recording.samplingRate / rate
    let own = recording.sampleCount
    if abs(ratio - 1) < 1e-6 {
      count = own
      voltages = names.map { recording[$0]?.samples ?? [] }
    } else {
      // No more samples than a day of 1 kHz, whatever rates the files claim.
      let wanted = min((Double(own - 1) / ratio).rounded(.down) + 1, 86_400_000)
      let count = Int(wanted)
      self.count = count
      voltages = names.map { name in
        let samples = recording[name]?.samples ?? []
        return (0..<count).map { i in
          let place = min(Double(i) * ratio, Double(own - 1))
          let left = min(Int(place), own - 2)
          let share = place - Double(left)
          return samples[left] * (1 - share) + samples[left + 1] * share
        }
      }
    }
  }

  /// Samples that are no numbers.
  func holes(_ rate: Double) -> [Finding] {
    zip(names, voltages).compactMap { name, samples in
      guard let first = samples.firstIndex(where: { !$0.isFinite }) else { return nil }
      let count = samples.count { !$0.isFinite }
      return Finding(
        .notFinite, .fault,
        "lead \(name.singleLine) has \(count) sample\(count > 1 ? "s" : "") that are no numbers, first at"
          + " \((Double(first) / rate * 1000).fixed(1)) ms")
    }
  }

  /// The ECG at the first times, without what is no number in any lead.
  func electrocardiogram(_ times: [Double]) -> Electrocardiogram {
    Electrocardiogram(
      leads: names, times: times,
      voltages: voltages.map { samples in samples.prefix(times.count).map { $0.isFinite ? $0 : 0 } })
  }
}
