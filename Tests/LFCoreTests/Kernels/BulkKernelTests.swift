import CKernels
import LFCore
import Testing

/// The kernels that look at many values at once, beside loops that look at one.
@Suite struct BulkKernelTests {
  private static let lengths = [
    0, 1, 7, 8, 9, 31, 32, 33, 63, 255, 1023, 1024, 1025, 3000, 8160, 8161, 16_411,
  ]

  /// Some of the values that break kernels among ordinary ones.
  private static func reals(_ count: Int) -> [Double] {
    let odd: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, 1e-300, -1e30]
    var random = SystemRandomNumberGenerator()
    return (0..<count).map { _ in
      Int.random(in: 0..<6, using: &random) == 0
        ? odd[Int.random(in: 0..<odd.count, using: &random)] : Double.random(in: -100...100, using: &random)
    }
  }

  @Test(arguments: lengths) func statisticsOfDoubles(_ count: Int) {
    let values = Self.reals(count)
    let finite = values.filter(\.isFinite)
    let found = lf_statistics_f64(values, values.count)
    #expect(found.min == finite.min() ?? .infinity)
    #expect(found.max == finite.max() ?? -.infinity)
    let scale = finite.reduce(0) { $0 + abs($1) }
    #expect(abs(found.sum - finite.reduce(0, +)) <= 1e-12 * scale)
  }

  @Test(arguments: lengths) func statisticsOfFloats(_ count: Int) {
    let values = Self.reals(count).map(Float.init)
    let finite = values.filter(\.isFinite).map(Double.init)
    let found = lf_statistics_f32(values, values.count)
    #expect(found.min == finite.min() ?? .infinity)
    #expect(found.max == finite.max() ?? -.infinity)
    let scale = finite.reduce(0) { $0 + abs($1) }
    #expect(abs(found.sum - finite.reduce(0, +)) <= 1e-12 * scale)
  }

  @Test func largestFiniteValuesCount() {
    let doubles = [Double](repeating: .greatestFiniteMagnitude, count: 8)
    #expect(lf_statistics_f64(doubles, 8).max == .greatestFiniteMagnitude)
    let floats = [Float](repeating: -.greatestFiniteMagnitude, count: 8)
    #expect(lf_statistics_f32(floats, 8).min == -Double(Float.greatestFiniteMagnitude))
    let none = [Float](repeating: .nan, count: 20)
    let found = lf_statistics_f32(none, 20)
    #expect(found.min == .infinity && found.max == -.infinity && found.sum == 0)
  }

  @Test(arguments: lengths) func words(_ count: Int) {
    let letters: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0x0B, 0x0C, 0x31, 0x2D, 0x7F, 0xFF, 0x08, 0x0E]
    let text = (0..<count).map { _ in letters.randomElement() ?? 0x20 }
    let expected = text.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.count
    let found = text.withUnsafeBytes {
      lf_count_words($0.assumingMemoryBound(to: CChar.self).baseAddress, count)
    }
    #expect(found == expected)
  }

  @Test(arguments: lengths) func plainText(_ count: Int) {
    let plain: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0x30, 0x41, 0x7E, 0x3D, 0x2B, 0x2F]
    let text = (0..<count).map { _ in plain.randomElement() ?? 0x20 }
    var lines = 0
    #expect(lf_is_plain_text(text, count, &lines) == 1)
    #expect(lines == text.count { $0 == 0x0A })
    guard count > 0 else { return }
    // One bad byte anywhere, also in the rest behind the last whole vector.
    for byte: UInt8 in [0x00, 0x08, 0x0B, 0x1F, 0x26, 0x3C, 0x3E, 0x7F, 0x80, 0xFF] {
      for position in [0, count / 2, count - 1] {
        var bad = text
        bad[position] = byte
        #expect(lf_is_plain_text(bad, count, &lines) == 0)
      }
    }
  }
}
