import LFCore
import LFRecording

/// A recording as integers: sample = origin + step × code.
///
/// Leads that lie on a grid keep it, and so their exact integers. Others are rounded, all voltages to one step; III
/// and the augmented leads then follow from the rounded I and II where they do so before rounding, so that
/// I + III = II and the Goldberger relations hold to rounding.
struct IntegerCodes {
  /// A lead of integers.
  struct Lead {
    var name: String
    var unit: String
    var grid: SampleGrid
    /// `invalid` where the sample is.
    var codes: [Int32]
    /// Whether the codes are the source's, exactly.
    var isExact: Bool
  }

  /// The code of an invalid sample: the lowest one.
  let invalid: Int32
  /// The largest code; the smallest is its negative.
  let limit: Int32
  private(set) var leads: [Lead] = []
  /// Steps, in a lead's unit, that the decimals of every format tell; no device has others.
  static let steps = 1e-30...1e30

  /// Rounds a recording.
  ///
  /// - Parameters:
  ///   - recording: The recording.
  ///   - bits: The width of the integers, 16…32.
  ///   - gain: Integers a millivolt; the source's grid, else 0.5 µV and finer, when not given.
  /// - Throws: `LFError` with code `usage` when voltages do not fit a given gain, or a step is none of `steps`.
  init(_ recording: ECGRecording, bits: Int, gain: Double?) throws(LFError) {
    limit = Self.limit(bits)
    invalid = Self.invalid(bits)
    var shared: Double?
    if gain == nil {
      let free = recording.leads.filter { $0.isVoltage && Self.exact($0, limit) == nil }
      shared = free.isEmpty ? nil : Self.step(free.map(Self.largest).max() ?? 0, limit)
    }
    for lead in recording.leads {
      if let gain, lead.isVoltage {
        let step = 1 / gain
        guard Self.largest(lead) / step <= Double(limit) else {
          throw LFError(
            .usage,
            "holds \(Float(Self.largest(lead))) mV in lead \(lead.name.shown), too much for a gain of \(gain)",
            hint: "choose a smaller --gain")
        }
        leads.append(rounded(lead, SampleGrid(step: step)))
      } else if let exact = Self.exact(lead, limit), let grid = lead.grid {
        leads.append(Lead(name: lead.name, unit: lead.unit, grid: grid, codes: exact, isExact: true))
      } else {
        let step = lead.isVoltage ? shared : nil
        leads.append(rounded(lead, SampleGrid(step: step ?? Self.step(Self.largest(lead), limit))))
      }
    }
    for lead in leads where !Self.steps.contains(lead.grid.step) || abs(lead.grid.origin) > 1e30 {
      throw LFError(
        .usage,
        "cannot hold lead \(lead.name.shown), whose values lie \(lead.grid.step) \(lead.unit.shown) apart "
          + "around \(lead.grid.origin)", hint: "is its gain right? .csv and .nc hold any values")
    }
    derive()
  }

  /// The largest code of a width; the smallest is its negative.
  static func limit(_ bits: Int) -> Int32 { Int32(truncatingIfNeeded: (Int64(1) << (bits - 1)) - 1) }

  /// The code of an invalid sample.
  static func invalid(_ bits: Int) -> Int32 { -limit(bits) - 1 }

  /// Whether all leads that lie on a grid keep it.
  func keepsGrids(of recording: ECGRecording) -> Bool {
    zip(leads, recording.leads).allSatisfy { $0.isExact || $1.grid == nil }
  }

  /// Puts the code that is nearest to 0 where a sample is invalid, for formats that have no code for it.
  ///
  /// - Returns: How many samples that were.
  mutating func fillInvalid() -> Int {
    var count = 0
    for l in leads.indices {
      let zero = (-leads[l].grid.origin / leads[l].grid.step).rounded()
      let code = Int32(max(-Double(limit), min(Double(limit), zero)))
      for i in leads[l].codes.indices where leads[l].codes[i] == invalid {
        leads[l].codes[i] = code
        count += 1
      }
    }
    return count
  }

  /// Leads whose steps have become coarser than those of the source.
  func warnOfCoarseSteps(_ recording: ECGRecording, _ name: String, _ diagnostics: inout Diagnostics) {
    let coarse = zip(leads, recording.leads).first { mine, theirs in
      theirs.grid.map { mine.grid.step > 1.0001 * $0.step && mine.grid.step > 1e-3 } ?? false
    }
    guard let (mine, _) = coarse else { return }
    diagnostics.warn(
      "lead \(mine.name.shown) has steps of \(Float(mine.grid.step)) \(mine.unit.shown), coarser than before: "
        + "\(name) has too few bits")
  }

  private static func largest(_ lead: ECGRecording.Lead) -> Double {
    var largest = 0.0
    for value in lead.samples where value.isFinite { largest = max(largest, abs(value)) }
    return largest
  }

  /// The step for values up to `largest`: 0.5 µV (of a voltage), so that leads that follow from rounded ones are
  /// within 1 µV too; a tenth of that and so on for values that it could not tell apart a thousand times; for large
  /// values the finest of two digits.
  private static func step(_ largest: Double, _ limit: Int32) -> Double {
    let finest = largest / Double(limit)
    if finest <= 5e-4 {
      var inverse = 2e3
      while largest * inverse < 1000, inverse < 1e9 { inverse *= 10 }
      return 1 / inverse
    }
    var scale = 1.0
    while finest * scale < 10 { scale *= 10 }
    while finest * scale >= 100 { scale /= 10 }
    return (finest * scale).rounded(.up) / scale
  }

  /// The codes of a lead on its grid; `nil` when it has none or they do not fit.
  private static func exact(_ lead: ECGRecording.Lead, _ limit: Int32) -> [Int32]? {
    guard let grid = lead.grid, grid.step > 0, grid.step.isFinite, grid.origin.isFinite else { return nil }
    var codes = [Int32](repeating: -limit - 1, count: lead.samples.count)
    for (i, value) in lead.samples.enumerated() where value.isFinite {
      let code = (value - grid.origin) / grid.step
      let whole = code.rounded()
      guard abs(whole) <= Double(limit), abs(code - whole) < 0.01 else { return nil }
      codes[i] = Int32(whole)
    }
    return codes
  }

  private func rounded(_ lead: ECGRecording.Lead, _ grid: SampleGrid) -> Lead {
    var codes = [Int32](repeating: invalid, count: lead.samples.count)
    for (i, value) in lead.samples.enumerated() where value.isFinite {
      codes[i] = Int32(max(-Double(limit), min(Double(limit), (value / grid.step).rounded())))
    }
    return Lead(name: lead.name, unit: lead.unit, grid: grid, codes: codes, isExact: false)
  }

  /// Puts III and the augmented leads where the rounded I and II say, if that is where they are.
  private mutating func derive() {
    guard let one = leads.first(where: { $0.name == "I" }), let two = leads.first(where: { $0.name == "II" }),
      !one.isExact, !two.isExact, one.grid == two.grid
    else { return }
    // The second number of each pair is the divisor.
    let rules: [String: (Int64, Int64, Double)] = [
      "III": (-1, 1, 1), "aVR": (-1, -1, 2), "aVL": (2, -1, 2), "aVF": (-1, 2, 2),
    ]
    for (index, lead) in leads.enumerated() {
      guard let (a, b, divisor) = rules[lead.name], !lead.isExact, lead.grid == one.grid else { continue }
      var codes = lead.codes
      for i in codes.indices where codes[i] != invalid && one.codes[i] != invalid && two.codes[i] != invalid {
        let derived = (Double(a * Int64(one.codes[i]) + b * Int64(two.codes[i])) / divisor).rounded()
        if abs(derived - Double(codes[i])) <= 1, abs(derived) <= Double(limit) { codes[i] = Int32(derived) }
      }
      leads[index].codes = codes
    }
  }
}
