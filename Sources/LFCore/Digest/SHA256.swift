/// SHA-256 (FIPS 180-4), piece by piece.
public struct SHA256: Sendable {
  private var state: [UInt32] = Self.start
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  /// A digest of nothing yet.
  public init() {}

  /// Takes more bytes.
  ///
  /// - Parameter bytes: The bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += UInt64(bytes.count)
    var from = 0
    if !rest.isEmpty {
      from = min(64 - rest.count, bytes.count)
      rest += bytes[..<from]
      guard rest.count == 64 else { return }
      rest.withUnsafeBytes { Self.block($0, 0, &state) }
      rest.removeAll(keepingCapacity: true)
    }
    while from + 64 <= bytes.count {
      Self.block(bytes, from, &state)
      from += 64
    }
    rest += bytes[from...]
  }

  /// The digest of all bytes taken.
  ///
  /// - Returns: 64 hexadecimal digits.
  public func hex() -> String {
    var tail = rest + [0x80]
    while tail.count % 64 != 56 { tail.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: (length * 8) >> UInt64(shift)))
    }
    var final = state
    tail.withUnsafeBytes { bytes in
      for at in stride(from: 0, to: bytes.count, by: 64) { Self.block(bytes, at, &final) }
    }
    return final.map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }.joined()
  }

  private static func block(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ hash: inout [UInt32]) {
    func turn(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      for i in 0..<16 {
        w[i] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: at + 4 * i, as: UInt32.self))
      }
      for i in 16..<64 {
        let s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3
        let s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10
        w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
      }
      var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
      var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
      for i in 0..<64 {
        let s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
        let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[i] &+ w[i]
        let s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
        let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
      }
      let sums = [a, b, c, d, e, f, g, h]
      for i in 0..<8 { hash[i] = hash[i] &+ sums[i] }
    }
  }

  // The standard's constants: the first 32 bits of the fractional parts of roots of primes, found by bisection
  // in integers.
  private static let primes: [UInt64] = (2..<312).filter { n in !(2..<n).contains { n % $0 == 0 } }
  private static let constants = primes.prefix(64).map { fraction($0, cube: true) }
  private static let start = primes.prefix(8).map { fraction($0, cube: false) }

  private static func fraction(_ prime: UInt64, cube: Bool) -> UInt32 {
    var (low, high): (UInt64, UInt64) = (0, 1 << 37)
    while high - low > 1 {
      let middle = (low + high) / 2
      let square = middle.multipliedFullWidth(by: middle)
      let below: Bool
      if cube {
        // x³ < prime · 2⁹⁶, with x < 2³⁷: x² is split at 2⁶⁴.
        below = square.high * middle + square.low.multipliedFullWidth(by: middle).high < prime << 32
      } else {
        below = square.high < prime
      }
      if below { low = middle } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }
}
