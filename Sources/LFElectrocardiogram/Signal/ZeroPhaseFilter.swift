import Foundation

/// Butterworth filters of second order, run forwards and backwards: no phase, fourth order in all.
///
/// Corners are where the amplitude of both runs together is down by 3 dB. Ends go on with their last value before
/// the filter runs, long enough for it to settle.
public struct ZeroPhaseFilter: Equatable, Sendable {
  /// The lower corner, Hz; `nil` for none.
  public var highPass: Double?
  /// The upper corner, Hz; `nil` for none.
  public var lowPass: Double?

  /// Makes a filter.
  ///
  /// - Parameters:
  ///   - highPass: The lower corner, Hz.
  ///   - lowPass: The upper corner, Hz.
  public init(highPass: Double? = nil, lowPass: Double? = nil) {
    self.highPass = highPass
    self.lowPass = lowPass
  }

  /// Filters a trace.
  ///
  /// - Parameters:
  ///   - samples: Equally spaced samples.
  ///   - rate: Samples a second, Hz; more than twice the corners.
  /// - Returns: As many samples.
  public func filtered(_ samples: [Double], rate: Double) -> [Double] {
    guard !samples.isEmpty else { return samples }
    var result = samples
    if let highPass { result = Section(highPass: highPass, rate).bothWays(result, rate / highPass) }
    if let lowPass, lowPass < rate / 2 {
      result = Section(lowPass: lowPass, rate).bothWays(result, rate / lowPass)
    }
    return result
  }

  /// Two poles and two zeros.
  private struct Section {
    var b: (Double, Double, Double)
    var a: (Double, Double)

    /// √2 − 1 to the power of ¼: two runs are down by 3 dB together where Ω, over the corner of one, is this.
    private static let shift = 0.8022206

    /// The frequency Ω = tan(π f / rate) of the analogue filter that the bilinear transform makes f of: the shift is
    /// one of Ω, whose ratios are those of f far below the rate only.
    private static func analogue(_ frequency: Double, _ rate: Double) -> Double {
      tan(Double.pi * frequency / rate)
    }

    init(lowPass corner: Double, _ rate: Double) {
      let k = Self.analogue(corner, rate) / Self.shift
      let norm = 1 / (1 + k * 2.squareRoot() + k * k)
      b = (k * k * norm, 2 * k * k * norm, k * k * norm)
      a = (2 * (k * k - 1) * norm, (1 - k * 2.squareRoot() + k * k) * norm)
    }

    init(highPass corner: Double, _ rate: Double) {
      let k = Self.analogue(corner, rate) * Self.shift
      let norm = 1 / (1 + k * 2.squareRoot() + k * k)
      b = (norm, -2 * norm, norm)
      a = (2 * (k * k - 1) * norm, (1 - k * 2.squareRoot() + k * k) * norm)
    }

    /// Runs over a trace with its ends continued over two periods of the corner.
    func bothWays(_ samples: [Double], _ period: Double) -> [Double] {
      let more = Int(min(2 * period, 4e6))
      guard let first = samples.first, let last = samples.last else { return samples }
      var all = [Double](repeating: first, count: more)
      all += samples
      all += [Double](repeating: last, count: more)
      run(&all)
      all.reverse()
      run(&all)
      all.reverse()
      return Array(all[more..<more + samples.count])
    }

    private func run(_ x: inout [Double]) {
      guard let first = x.first else { return }
      // The state that a constant of the first value leaves: a low pass begins settled, a high pass at zero.
      let out = first * (b.0 + b.1 + b.2) / (1 + a.0 + a.1)
      var s2 = b.2 * first - a.1 * out
      var s1 = b.1 * first - a.0 * out + s2
      for i in x.indices {
        let y = b.0 * x[i] + s1
        s1 = b.1 * x[i] - a.0 * y + s2
        s2 = b.2 * x[i] - a.1 * y
        x[i] = y
      }
    }
  }
}
