import CKernels
import LFTestSupport
import Testing

@Suite("Byte order and search")
struct BytesTests {
  @Test("items of each width are reversed, at any count, and twice is as before", arguments: [1, 2, 4, 8])
  func swap(_ width: Int) {
    for count in [0, 1, 2, 3, 15, 16, 17, 33, 100] {
      // One byte further shows that no alignment is needed and nothing behind the last item changes.
      let bytes = (0..<(count * width + 2)).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
      var expected = bytes
      for i in 0..<count {
        for j in 0..<width { expected[1 + i * width + j] = bytes[1 + i * width + width - 1 - j] }
      }
      var swapped = bytes
      swapped.withUnsafeMutableBytes { lf_swap_bytes($0.baseAddress?.advanced(by: 1), count, width) }
      #expect(swapped == expected)
      swapped.withUnsafeMutableBytes { lf_swap_bytes($0.baseAddress?.advanced(by: 1), count, width) }
      #expect(swapped == bytes)
    }
  }

  private func find(_ pattern: [UInt8], in bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { haystack in
      pattern.withUnsafeBytes { lf_find(haystack.baseAddress, haystack.count, $0.baseAddress, $0.count) }
    }
  }

  @Test("the first place of a pattern, as a plain search finds it")
  func search() {
    var random = SplitMix(seed: 4)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
        UInt8.random(in: 0...2, using: &random)
      }
      let pattern = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        UInt8.random(in: 0...2, using: &random)
      }
      let plain = bytes.indices.first { bytes[$0...].starts(with: pattern) } ?? -1
      #expect(find(pattern, in: bytes) == plain)
    }
  }

  @Test("a pattern at the very end is found; one cut by the end is not")
  func end() {
    #expect(find([1, 2], in: [0, 0, 1, 2]) == 2)
    #expect(find([1, 2, 3], in: [0, 0, 1, 2]) == -1)
    #expect(find([1], in: []) == -1)
  }
}
