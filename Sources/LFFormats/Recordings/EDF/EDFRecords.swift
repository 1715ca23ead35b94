/// How many samples a record of EDF holds: a second's where that comes out even, else a part of all samples.
struct EDFRecords {
  /// Samples of a record and lead.
  private(set) var samples: Int
  /// How many records.
  private(set) var count: Int
  /// Seconds of a record, in eight characters at most.
  private(set) var duration: String
  /// Samples behind the last one that fill the last record up.
  private(set) var padding: Int

  /// EDF recommends records of no more bytes.
  private static let byteLimit = 61_440

  /// Divides samples into records.
  ///
  /// - Parameters:
  ///   - total: Samples of a lead.
  ///   - rate: Samples a second.
  ///   - bytesPerSample: Bytes of a sample of all leads.
  init(samples total: Int, rate: Double, bytesPerSample: Int) {
    let most = max(Self.byteLimit / max(bytesPerSample, 1), 1)
    let second = Int(rate.rounded(.up))
    var choice = min(second, most, total)
    let isEven = Double(second) == rate && second <= most && total % second == 0
    if isEven {
      choice = second
    } else {
      // The largest part whose duration can be written exactly, with least padding; small parts waste space.
      var least = Int.max
      for part in stride(from: min(most, total + 1000), through: min(total, 64), by: -1) {
        let padding = (total + part - 1) / part * part - total
        if padding < least, Self.isExact(part, rate) { (least, choice) = (padding, part) }
        if least == 0 { break }
      }
    }
    samples = choice
    count = (total + choice - 1) / choice
    padding = count * choice - total
    duration = EDFRange.text(Double(choice) / rate)
  }

  private static func isExact(_ samples: Int, _ rate: Double) -> Bool {
    let seconds = Double(samples) / rate
    return abs((Double(EDFRange.text(seconds)) ?? 0) - seconds) <= 1e-9 * seconds
  }
}
