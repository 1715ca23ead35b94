import LFCore

/// How a WFDB signal file holds its samples: signal(5) of the WFDB Applications Guide.
enum WFDBSampleFormat: Int {
  /// No file: all samples are invalid.
  case none = 0
  case differences8 = 8
  case little16 = 16
  case little24 = 24
  case little32 = 32
  case big16 = 61
  case offset8 = 80
  case offset16 = 160
  case packed12 = 212
  case packed10in11 = 310
  case packed10 = 311

  /// The integer that stands for an invalid sample.
  var invalid: Int32? {
    switch self {
    case .none, .differences8: nil
    case .little16, .big16, .offset16: -32_768
    case .little24: -8_388_608
    case .little32: Int32.min
    case .offset8: -128
    case .packed12: -2048
    case .packed10in11, .packed10: -512
    }
  }

  /// Bytes that hold so many samples; `nil` when they are beyond counting.
  func bytes(for samples: Int) -> Int? {
    let (whole, over) = samples.multipliedReportingOverflow(by: 4)
    guard samples >= 0, !over else { return nil }
    switch self {
    case .none: return 0
    case .differences8, .offset8: return samples
    case .little16, .big16, .offset16: return whole / 2
    case .little24: return whole / 4 * 3
    case .little32: return whole
    case .packed12: return samples / 2 * 3 + samples % 2 * 2
    case .packed10in11, .packed10: return samples / 3 * 4 + min(samples % 3, 2) * 2
    }
  }

  /// Samples that so many bytes hold.
  func samples(in bytes: Int) -> Int {
    switch self {
    case .none: 0
    case .differences8, .offset8: bytes
    case .little16, .big16, .offset16: bytes / 2
    case .little24: bytes / 3
    case .little32: bytes / 4
    case .packed12: bytes / 3 * 2 + bytes % 3 / 2
    case .packed10in11, .packed10: bytes / 4 * 3 + bytes % 4 / 2
    }
  }

  /// Samples as integers, differences not yet summed up.
  ///
  /// - Parameters:
  ///   - bytes: As many as `bytes(for: count)`, at least.
  ///   - count: How many samples.
  /// - Returns: An integer a sample.
  func decode(_ bytes: UnsafeRawBufferPointer, count: Int) -> [Int32] {
    guard count > 0, let needed = self.bytes(for: count), bytes.count >= needed, self != .none else {
      return []
    }
    func byte(_ i: Int) -> Int32 { i < bytes.count ? Int32(bytes[i]) : 0 }
    func signed(_ value: Int32, _ bits: Int32) -> Int32 { (value << (32 - bits)) >> (32 - bits) }
    return [Int32](unsafeUninitializedCapacity: count) { out, filled in
      filled = count
      switch self {
      case .none: break
      case .differences8: for i in 0..<count { out[i] = Int32(Int8(bitPattern: bytes[i])) }
      case .offset8: for i in 0..<count { out[i] = Int32(bytes[i]) - 128 }
      case .little16:
        for i in 0..<count {
          out[i] = Int32(Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * i, as: Int16.self)))
        }
      case .big16:
        for i in 0..<count {
          out[i] = Int32(Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * i, as: Int16.self)))
        }
      case .offset16:
        for i in 0..<count {
          out[i] =
            Int32(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self))) - 32_768
        }
      case .little24:
        for i in 0..<count {
          out[i] = signed(byte(3 * i) | byte(3 * i + 1) << 8 | byte(3 * i + 2) << 16, 24)
        }
      case .little32:
        for i in 0..<count {
          out[i] = Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * i, as: Int32.self))
        }
      case .packed12:
        for i in 0..<count {
          let start = i / 2 * 3
          out[i] = signed(
            i % 2 == 0
              ? byte(start) | (byte(start + 1) & 15) << 8 : byte(start + 2) | (byte(start + 1) & 240) << 4, 12
          )
        }
      case .packed10in11:
        for i in 0..<count {
          let start = i / 3 * 4
          let (first, second) = (byte(start) | byte(start + 1) << 8, byte(start + 2) | byte(start + 3) << 8)
          switch i % 3 {
          case 0: out[i] = signed(first >> 1 & 1023, 10)
          case 1: out[i] = signed(second >> 1 & 1023, 10)
          default: out[i] = signed(first >> 11 | (second >> 11) << 5, 10)
          }
        }
      case .packed10:
        for i in 0..<count {
          let start = i / 3 * 4
          let low = byte(start) | byte(start + 1) << 8 | byte(start + 2) << 16
          let value = i % 3 == 2 ? byte(start + 2) >> 4 | byte(start + 3) << 4 : low >> (10 * Int32(i % 3))
          out[i] = signed(value & 1023, 10)
        }
      }
    }
  }
}
