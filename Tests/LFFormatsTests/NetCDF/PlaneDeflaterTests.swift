import CDeflate
import LFTestSupport
import Testing

@testable import LFFormats

@Suite("Deflating plane by plane")
struct PlaneDeflaterTests {
  /// What a library that knows nothing of it makes of a stream.
  private func inflated(_ stream: [UInt8], size: Int) -> [UInt8]? {
    guard let inflater = libdeflate_alloc_decompressor() else { return nil }
    defer { libdeflate_free_decompressor(inflater) }
    var result = [UInt8](repeating: 0xAA, count: size)
    let status = libdeflate_zlib_decompress(inflater, stream, stream.count, &result, size, nil)
    return status == LIBDEFLATE_SUCCESS ? result : nil
  }

  private func deflated(_ bytes: [UInt8], planes: Int) -> [UInt8] {
    guard let deflater = PlaneDeflater(level: 1) else { return [] }
    var room = [UInt8](repeating: 0, count: PlaneDeflater.bound(bytes.count))
    let size = bytes.withUnsafeBytes { bytes in
      room.withUnsafeMutableBytes { room in
        deflater.deflate(bytes, planes: planes, into: room)
      }
    }
    #expect(size > 0)
    return Array(room[..<size])
  }

  private enum Plane: CaseIterable {
    case zeros, noise, ramp
    func bytes(_ count: Int, _ source: inout SplitMix) -> [UInt8] {
      switch self {
      case .zeros: [UInt8](repeating: 0, count: count)
      case .noise: (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
      case .ramp: (0..<count).map { UInt8(truncatingIfNeeded: $0 / 100) }
      }
    }
  }

  @Test(
    "is undone by the library, whatever the planes hold",
    arguments: [1, 257, 258, 259, 4096, 65535, 65536])
  func undone(length: Int) {
    var source = SplitMix(seed: UInt64(length))
    for first in Plane.allCases {
      for second in Plane.allCases {
        for third in Plane.allCases {
          let bytes = [first, second, third].flatMap { $0.bytes(length, &source) }
          #expect(inflated(deflated(bytes, planes: 3), size: bytes.count) == bytes)
        }
      }
    }
  }

  @Test("costs zeros next to nothing and noise no more than itself")
  func sizes() {
    var source = SplitMix(seed: 6)
    let length = 100_000
    let noise = Plane.noise.bytes(length, &source)
    let zeros = Plane.zeros.bytes(length, &source)
    let size = deflated(zeros + noise + zeros, planes: 3).count
    #expect(size < length + length / 100)
  }

  @Test("makes planes small whose values are spread evenly but follow each other")
  func smooth() {
    var source = SplitMix(seed: 6)
    let length = 100_000
    let ramp = Plane.ramp.bytes(length, &source)
    let size = deflated(ramp + Plane.noise.bytes(length, &source) + ramp, planes: 3).count
    #expect(size < length + length / 10)
  }
}
