import LFCore

/// Finds the sampling rate and the beginning of times, and refuses times that are not equally spaced.
struct SamplingClock {
  /// The times, in the unit of their column.
  var times: [Double] = []
  /// The line of each.
  var lines: [Int32] = []
  /// The decimals of the time that has most.
  var decimals = 0

  /// The rate, Hz, and the first time, s.
  ///
  /// - Parameters:
  ///   - unit: Seconds in the unit of the times; `nil` when it is not stated.
  ///   - diagnostics: Takes a warning of a unit that is assumed.
  /// - Returns: Samples a second, and the time of the first.
  /// - Throws: `LFError` with the line where the times are not those of a clock.
  func beat(unit: Double?, _ diagnostics: inout Diagnostics) throws(LFError) -> (
    rate: Double, firstTime: Double
  ) {
    guard let first = times.first, let last = times.last, times.count > 1 else {
      throw LFError(.badData, "has one sample, which tells no sampling rate", hint: "give two rows at least")
    }
    let span = last - first
    let step = span / Double(times.count - 1)
    guard step > 0, step.isFinite else {
      throw LFError(.badData, "has times that do not increase", at: .init(line: Int(lines[1])))
    }
    // Times are rounded to their decimals.
    let rounding = decimals == CellNumber.manyDecimals ? step * 1e-6 : 1 / Self.power(decimals)
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    let usual = steps.sorted()[steps.count / 2]
    let noise = 1e-6 * usual + 4 * max(abs(first), abs(last)).ulp
    guard rounding <= step / 2 || steps.allSatisfy({ abs($0 - usual) <= noise }) else {
      throw LFError(
        .badData, "has times with too few decimals for their step of \(Float(step))",
        at: .init(line: Int(lines[1])), hint: "write more decimals")
    }
    // A missing row is off the usual step by a whole one, and off the mean course by up to one.
    let slack = 0.3 * usual + 1.001 * min(rounding, usual / 2)
    for i in 1..<times.count
    where abs(steps[i - 1] - usual) > slack || abs(times[i] - first - Double(i) * step) > slack {
      throw LFError(
        .badData, "has a time \(times[i]) behind \(times[i - 1]) where the step is \(Float(usual))",
        at: .init(line: Int(lines[i])), hint: "ECGs are sampled evenly: fill in missing rows with NaN")
    }
    let seconds = unit ?? Self.likelyUnit(step, &diagnostics)
    let rate = 1 / (step * seconds)
    let begin = first * seconds
    // What rounding of the times can do to the rate.
    let doubt = 1.001 * rounding / span + 1e-12
    for digits in 0...6 {
      let rounded = (rate * Self.power(digits)).rounded() / Self.power(digits)
      if abs(rounded - rate) <= doubt * rate { return (rounded, begin) }
    }
    return (rate, begin)
  }

  /// Steps of ECGs between 50 Hz and 20 kHz are below 0.02 in seconds and above 0.05 in milliseconds.
  private static func likelyUnit(_ step: Double, _ diagnostics: inout Diagnostics) -> Double {
    let isSeconds = step < 0.0316
    diagnostics.warn("the times have no unit and are taken for \(isSeconds ? "s" : "ms")")
    return isSeconds ? 1 : 1e-3
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { value, _ in value * 10 }
  }
}
