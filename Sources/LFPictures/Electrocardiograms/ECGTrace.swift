import LFRecording

/// A lead's line on paper.
enum ECGTrace {
  /// Amplitudes beyond are cut, mV: a file in the wrong unit must not make a picture of a kilometre.
  static let limit = 6.0

  /// The lines of a strip, broken where samples are invalid.
  ///
  /// - Parameters:
  ///   - samples: mV.
  ///   - rate: Hz.
  ///   - strip: The part shown.
  ///   - x: Where the traces begin, mm.
  ///   - baseline: Where 0 mV lies, mm.
  ///   - paper: The scales.
  /// - Returns: The points of each line, mm.
  static func lines(
    _ samples: [Double], rate: Double, _ strip: ECGLayout.Strip, x: Double, baseline: Double,
    _ paper: ECGPaper
  ) -> [[SIMD2<Double>]] {
    var lines: [[SIMD2<Double>]] = []
    var line: [SIMD2<Double>] = []
    for i in range(samples.count, rate, strip) {
      guard samples[i].isFinite else {
        if !line.isEmpty { lines.append(line) }
        line = []
        continue
      }
      let time = Double(i) / rate - strip.from
      let voltage = min(max(samples[i], -limit), limit)
      line.append(
        SIMD2(x + strip.left + time * paper.speed, baseline - voltage * paper.gain))
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// How far a strip reaches above and below its base line, mm.
  static func extent(_ samples: [Double], rate: Double, _ strip: ECGLayout.Strip, _ paper: ECGPaper) -> (
    up: Double, down: Double
  ) {
    var (low, high) = (0.0, 0.0)
    for i in range(samples.count, rate, strip) where samples[i].isFinite {
      low = min(low, samples[i])
      high = max(high, samples[i])
    }
    return (min(high, limit) * paper.gain, min(-low, limit) * paper.gain)
  }

  private static func range(_ count: Int, _ rate: Double, _ strip: ECGLayout.Strip) -> Range<Int> {
    // Compared as numbers before they become integers: a rate may be anything positive.
    let first = min((strip.from * rate).rounded(.up), Double(count))
    let last = min(((strip.from + strip.seconds) * rate).rounded(.down) + 1, Double(count))
    return first < last ? Int(first)..<Int(last) : 0..<0
  }
}
