import LFElectrocardiogram
import LFRecording

extension Electrocardiogram {
  /// The ECG as a recording, for pictures; its times are evenly spaced.
  var recording: ECGRecording {
    let step = times.count > 1 ? (times[times.count - 1] - times[0]) / Double(times.count - 1) : 1
    return ECGRecording(
      leads: zip(leads, voltages).map { ECGRecording.Lead($0, samples: $1) }, samplingRate: 1000 / step,
      firstTime: times.first.map { $0 / 1000 },
      isSynthetic: true)
  }

  /// The ECG without leads of other names.
  func keeping(_ names: [String]) -> Electrocardiogram {
    let kept = leads.indices.filter { names.contains(leads[$0]) }
    return Electrocardiogram(leads: kept.map { leads[$0] }, times: times, voltages: kept.map { voltages[$0] })
  }
}
