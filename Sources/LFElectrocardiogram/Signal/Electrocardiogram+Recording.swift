public import LFRecording

extension Electrocardiogram {
  /// The ECG as devices record it.
  ///
  /// - Parameters:
  ///   - rate: Samples a second, Hz.
  ///   - filter: The filter that it went through.
  ///   - comments: What is to be said of it, a line each.
  /// - Returns: A recording that says it is synthetic.
  public func recording(rate: Double, _ filter: ZeroPhaseFilter, comments: [String]) -> ECGRecording {
    let isFiltered = filter.highPass != nil || filter.lowPass != nil
    return ECGRecording(
      leads: zip(leads, voltages).map { ECGRecording.Lead($0, samples: $1) }, samplingRate: rate,
      firstTime: times.first.map { $0 / 1000 },
      filter: isFiltered ? .init(highPass: filter.highPass, lowPass: filter.lowPass) : nil, isSynthetic: true,
      comments: comments)
  }
}
