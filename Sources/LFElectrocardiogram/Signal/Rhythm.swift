public import LFCore

/// One beat again and again, at a steady rate.
public struct Rhythm: Equatable, Sendable {
  /// Beats a minute.
  public let heartRate: Double
  /// How long it goes on, ms.
  public let duration: Double

  /// Makes a rhythm.
  ///
  /// - Parameters:
  ///   - heartRate: Beats a minute.
  ///   - duration: How long it goes on, ms; ten seconds, as electrocardiographs record, when not given.
  public init(heartRate: Double, duration: Double = 10_000) {
    self.heartRate = heartRate
    self.duration = duration
  }

  /// A beat repeated, at rest in between.
  ///
  /// - Parameter beat: One beat at equally spaced times, at rest at both ends.
  /// - Returns: Potentials at the same step, from the beat's beginning.
  /// - Throws: `LFError` with code `usage` when a beat is not over before the next one begins.
  public func potentials(of beat: ElectrodePotentials) throws(LFError) -> ElectrodePotentials {
    guard beat.times.count > 1, let first = beat.times.first, let last = beat.times.last else { return beat }
    let step = (last - first) / Double(beat.times.count - 1)
    let period = Int((60_000 / heartRate / step).rounded())
    guard period >= beat.times.count else {
      throw LFError(
        .usage,
        "has a beat of \((last - first).fixed(0)) ms, which is not over when the next begins at"
          + " \(heartRate.fixed(0)) beats a minute",
        hint: "--heart-rate may be \((60_000 / (last - first + step)).rounded(.down).fixed(0)) at most")
    }
    let count = max(Int((duration / step).rounded()), 1)
    let values = beat.values.map { one in
      (0..<count).map { sample in
        let place = sample % period
        return place < one.count ? one[place] : 0
      }
    }
    return ElectrodePotentials(
      electrodes: beat.electrodes, times: (0..<count).map { first + Double($0) * step }, values: values)
  }
}
