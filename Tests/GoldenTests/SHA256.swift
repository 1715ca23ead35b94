import Foundation

/// SHA-256 (FIPS 180-4), in hexadecimal digits.
enum SHA256 {
  /// The first 32 bits of the fractional parts of a prime's root, exactly, by integer arithmetic.
  private static func fraction(_ prime: Int, cube: Bool) -> UInt32 {
    // floor(root(prime) · 2^32) by bisection; its low 32 bits are the fraction's.
    var low: UInt64 = 0
    var high: UInt64 = 1 << 37
    while high - low > 1 {
      let middle = (low + high) / 2
      if atMost(middle, prime, cube: cube) { low = middle } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }

  private static func atMost(_ x: UInt64, _ prime: Int, cube: Bool) -> Bool {
    let square = x.multipliedFullWidth(by: x)
    if !cube { return square.high < UInt64(prime) || (square.high == UInt64(prime) && square.low == 0) }
    // x³ ≤ prime · 2^96, with x < 2^37: split x² by 2^64.
    let low = square.low.multipliedFullWidth(by: x)
    let high = square.high * x + low.high
    return high < UInt64(prime) << 32 || (high == UInt64(prime) << 32 && low.low == 0)
  }

  private static let primes: [Int] = (2..<312).filter { n in !(2..<n).contains { n % $0 == 0 } }
  private static let constants = primes.prefix(64).map { fraction($0, cube: true) }
  private static let start = primes.prefix(8).map { fraction($0, cube: false) }

  static func hex(_ data: Data) -> String {
    var bytes = [UInt8](data) + [0x80]
    while bytes.count % 64 != 56 { bytes.append(0) }
    let bits = UInt64(data.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    let k = constants
    var hash = start
    var w = [UInt32](repeating: 0, count: 64)
    func turn(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
    for block in stride(from: 0, to: bytes.count, by: 64) {
      for i in 0..<16 {
        let b = block + 4 * i
        w[i] =
          UInt32(bytes[b]) << 24 | UInt32(bytes[b + 1]) << 16 | UInt32(bytes[b + 2]) << 8
          | UInt32(bytes[b + 3])
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
        let choice = (e & f) ^ (~e & g)
        let t1 = h &+ s1 &+ choice &+ k[i] &+ w[i]
        let s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        let t2 = s0 &+ majority
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
      }
      for (i, value) in [a, b, c, d, e, f, g, h].enumerated() { hash[i] = hash[i] &+ value }
    }
    return hash.map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }.joined()
  }
}
