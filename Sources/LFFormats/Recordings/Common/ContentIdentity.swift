import LFRecording

/// Identifiers that follow from a recording: the same recording is written with the same ones.
struct ContentIdentity {
  private var low: UInt64 = 0xCBF2_9CE4_8422_2325
  private var high: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Takes up what a recording holds.
  ///
  /// - Parameter recording: The recording.
  init(_ recording: ECGRecording) {
    mix(recording.samplingRate.bitPattern)
    for byte in (recording.start?.description ?? "").utf8 { mix(UInt64(byte)) }
    for lead in recording.leads {
      for byte in lead.name.utf8 { mix(UInt64(byte)) }
      for sample in lead.samples { mix(sample.bitPattern) }
    }
  }

  private mutating func mix(_ value: UInt64) {
    low = (low ^ value) &* 0x0000_0100_0000_01B3
    low ^= low >> 29
    high = (high &+ value) &* 0xBF58_476D_1CE4_E5B9
    high ^= high >> 31
  }

  /// Two halves of an identifier, marked as a UUID of version 8.
  private func halves(_ number: UInt64) -> (UInt64, UInt64) {
    var copy = self
    copy.mix(number)
    return (copy.high & ~0xF000 | 0x8000, copy.low & ~(3 << 62) | 2 << 62)
  }

  /// A UUID.
  ///
  /// - Parameter number: Which of several.
  /// - Returns: The UUID as text.
  func uuid(_ number: UInt64) -> String {
    let (high, low) = halves(number)
    func hex(_ value: UInt64, _ digits: Int) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: digits - text.count) + text
    }
    return [
      hex(high >> 32, 8), hex(high >> 16 & 0xFFFF, 4), hex(high & 0xFFFF, 4), hex(low >> 48, 4),
      hex(low & 0xFFFF_FFFF_FFFF, 12),
    ].joined(separator: "-")
  }

  /// An object identifier below 2.25, the arc of UUIDs.
  ///
  /// - Parameter number: Which of several.
  /// - Returns: The identifier.
  func oid(_ number: UInt64) -> String {
    let (high, low) = halves(number)
    return "2.25.\(UInt128(high) << 64 | UInt128(low))"
  }
}
