public import LFCore

/// How the steps of a source become equally spaced samples.
public struct Sampling: Equatable, Sendable {
  /// The step that most of the times have, ms.
  public let step: Double
  /// Gaps as they stand between times, the first at most: where it begins (ms) and how many steps it takes.
  public let gap: (start: Double, steps: Double)?
  /// Whether all steps are the same, to a hundredth.
  public let isUniform: Bool

  /// Looks at times.
  ///
  /// - Parameter times: At least two, ms.
  /// - Throws: `LFError` with code `badData` when there are fewer, or they do not increase.
  public init(of times: [Double]) throws(LFError) {
    guard times.count > 1 else {
      throw LFError(
        .badData, "has \(times.count == 1 ? "one time step" : "no time steps"), of which no ECG can be made",
        hint: "give a series of at least two")
    }
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    if let bad = steps.firstIndex(where: { !($0 > 0) }) {
      throw LFError(
        .badData, "has time \(times[bad + 1]) ms after \(times[bad]) ms", hint: "times must increase")
    }
    let usual = steps.sorted()[steps.count / 2]
    isUniform = steps.allSatisfy { abs($0 - usual) <= 0.01 * usual }
    // A mean of all is more exact than one step of times that are printed with few digits.
    step = isUniform ? (times[times.count - 1] - times[0]) / Double(steps.count) : usual
    gap = steps.firstIndex { $0 > 1.5 * usual }.map { (times[$0], steps[$0] / usual) }
  }

  /// Compares.
  ///
  /// - Parameters:
  ///   - a: One.
  ///   - b: Another.
  /// - Returns: Whether they are the same.
  public static func == (a: Sampling, b: Sampling) -> Bool {
    a.step == b.step && a.isUniform == b.isUniform && a.gap?.start == b.gap?.start
      && a.gap?.steps == b.gap?.steps
  }
}

extension ElectrodePotentials {
  /// The same potentials at a rate of their own, filtered.
  ///
  /// Uneven steps, and steps at another rate, are gone through by a natural cubic spline; before the rate becomes
  /// lower, what it cannot hold is taken out (zero phase, corner 0.4 times the new rate).
  ///
  /// - Parameters:
  ///   - rate: Samples a second, Hz; that of the steps when not given.
  ///   - filter: The filter.
  ///   - diagnostics: Takes a warning where steps are missing.
  /// - Returns: The potentials and their rate, Hz.
  /// - Throws: `LFError` with code `badData` when steps are missing or uneven and no rate is asked for, or times do not
  ///   increase; `usage` for a filter that the rate cannot hold.
  public func sampled(
    at rate: Double?, _ filter: ZeroPhaseFilter, diagnostics: inout Diagnostics
  ) throws(LFError) -> (potentials: ElectrodePotentials, rate: Double) {
    let sampling = try Sampling(of: times)
    let own = 1000 / sampling.step
    let wanted = rate ?? own
    let (fine, coarse) = try counts(sampling, rate)
    if let gap = sampling.gap {
      let words =
        "lacks steps between \(gap.start) ms and \(gap.start + gap.steps * sampling.step) ms"
      guard rate != nil else {
        throw LFError(.badData, words, hint: "give all steps, or --rate to go through the gap by a spline")
      }
      diagnostics.warn(words + ", which a spline goes through")
    } else if !sampling.isUniform, rate == nil {
      throw LFError(.badData, "has steps of different length", hint: "give --rate, such as --rate 1000")
    }
    for corner in [filter.highPass, filter.lowPass].compactMap(\.self) where corner >= min(own, wanted) / 2 {
      throw LFError(
        .usage, "a filter at \(corner) Hz needs more than \(2 * corner) samples a second",
        hint: "there are \(Float(min(own, wanted)))")
    }
    let (start, step) = (times[0], sampling.step)
    let fineTimes = sampling.isUniform ? times : (0..<fine).map { start + Double($0) * step }
    let coarseTimes = (0..<coarse).map { start + Double($0) * 1000 / wanted }
    let again = rate != nil && abs(wanted - own) > 1e-6 * own
    let band = ZeroPhaseFilter(lowPass: wanted < 0.999 * own ? 0.4 * wanted : nil)
    let traces = values.map { trace in
      var even = sampling.isUniform ? trace : CubicSpline(times, trace).values(at: fineTimes)
      even = filter.filtered(band.filtered(even, rate: own), rate: own)
      return again
        ? CubicSpline(fineTimes, even).values(at: coarseTimes.map { min($0, fineTimes[fine - 1]) }) : even
    }
    return (
      ElectrodePotentials(electrodes: electrodes, times: again ? coarseTimes : fineTimes, values: traces),
      again ? wanted : own
    )
  }

  /// How many samples there are at the steps' own rate, and at the one asked for.
  ///
  /// One time that is far out makes more of them than an integer holds: they are counted as floating-point numbers until
  /// they are known to be few.
  private func counts(_ sampling: Sampling, _ rate: Double?) throws(LFError) -> (fine: Int, coarse: Int) {
    let (first, last) = (times[0], times[times.count - 1])
    let most = Double(100_000_000 / max(electrodes.count, 1))
    let fine =
      sampling.isUniform ? Double(times.count) : ((last - first) / sampling.step + 1e-6).rounded(.down) + 1
    guard fine <= most else {
      throw LFError(
        .badData,
        "has times from \(first) ms to \(last) ms in steps of \(sampling.step) ms, which are too many to go through",
        hint: "are all times right, and in ms?")
    }
    guard let rate else { return (Int(fine), Int(fine)) }
    let coarse = ((last - first) * rate / 1000 + 1e-6).rounded(.down) + 1
    guard coarse <= most else {
      throw LFError(
        .usage, "at \(rate) Hz the ECG has \(coarse.fixed(0)) samples", hint: "ask for a lower --rate")
    }
    return (Int(fine), Int(coarse))
  }
}
