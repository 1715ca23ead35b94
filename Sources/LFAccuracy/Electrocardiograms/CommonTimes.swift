import LFRecording

/// The samples of a golden recording at whose times a prediction has values too.
struct CommonTimes {
  /// The golden samples.
  let samples: Range<Int>
  /// Where the first of them lies in the prediction, in samples of the prediction; between two where it is no whole number.
  let first: Double
  /// Samples of the prediction in one of the golden recording; 1 where the rates differ by rounding only.
  let ratio: Double
  /// How long before the golden recording the prediction begins, s; 0 where both count from their beginning, and where
  /// they differ by rounding only.
  let lead: Double
  /// Both state when they begin, and have no time in common: they are taken from their beginnings.
  let isApart: Bool

  /// Rates that differ by less than this, relatively, are one.
  private static let sameRate = 1e-6
  /// Times that differ by less than this, in samples, are one.
  private static let sameTime = 1e-3

  /// Whether the prediction has a sample at each of the times.
  var isSampled: Bool { ratio == 1 && first == first.rounded() }

  /// Times count where both recordings state them; else, and where they have not two samples' time in common, both count
  /// from their beginning.
  init(_ prediction: ECGRecording, _ golden: ECGRecording) {
    if let mine = prediction.firstTime, let theirs = golden.firstTime {
      self.init(prediction, golden, lead: theirs - mine, isApart: false)
      if samples.count < 2 { self.init(prediction, golden, lead: 0, isApart: true) }
    } else {
      self.init(prediction, golden, lead: 0, isApart: false)
    }
  }

  private init(_ prediction: ECGRecording, _ golden: ECGRecording, lead: Double, isApart: Bool) {
    let rates = prediction.samplingRate / golden.samplingRate
    let ratio = abs(rates - 1) < Self.sameRate ? 1 : rates
    var shift = lead * prediction.samplingRate
    if ratio == 1, abs(shift - shift.rounded()) < Self.sameTime { shift = shift.rounded() }
    // A millionth of a sample is rounding of the times.
    let slack = 1e-6
    let last = Double(golden.sampleCount - 1)
    let begin = min(max((-shift / ratio - slack).rounded(.up), 0), last)
    let end = ((Double(prediction.sampleCount - 1) - shift) / ratio + slack).rounded(.down)
    samples = Int(begin)..<Int(max(min(end, last) + 1, begin))
    first = max(shift + begin * ratio, 0)
    self.ratio = ratio
    self.lead = abs(shift) < Self.sameTime ? 0 : lead
    self.isApart = isApart
  }
}
