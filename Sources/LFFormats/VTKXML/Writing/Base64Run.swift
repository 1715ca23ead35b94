import CKernels
import LFCore

/// One padded run of base64, written piece by piece as it is made.
struct Base64Run {
  /// Up to two bytes that wait for the rest of their group.
  private var carry: [UInt8] = []

  /// Characters that a run of `bytes` bytes takes.
  static func length(_ bytes: Int) -> Int { 4 * ((bytes + 2) / 3) }

  /// Appends bytes to the run.
  mutating func add(_ piece: UnsafeRawBufferPointer, to output: inout FileOutput) throws(LFError) {
    var rest = piece
    if !carry.isEmpty {
      let wanted = min(3 - carry.count, rest.count)
      carry += rest.prefix(wanted)
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(wanted))
      guard carry.count == 3 else { return }
      try flushCarry(to: &output)
    }
    let whole = rest.count - rest.count % 3
    try Self.encode(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)), to: &output)
    carry = Array(rest.dropFirst(whole))
  }

  /// Ends the run with its padding.
  mutating func finish(to output: inout FileOutput) throws(LFError) {
    if !carry.isEmpty { try flushCarry(to: &output) }
  }

  private mutating func flushCarry(to output: inout FileOutput) throws(LFError) {
    let bytes = carry
    carry = []
    try bytes.withRawBytes { raw throws(LFError) in try Self.encode(raw, to: &output) }
  }

  private static func encode(_ bytes: UnsafeRawBufferPointer, to output: inout FileOutput) throws(LFError) {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let chunk = 3 << 15
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: length(min(chunk, bytes.count)))
    defer { text.deallocate() }
    for position in stride(from: 0, to: bytes.count, by: chunk) {
      let size = lf_base64_encode(start + position, min(chunk, bytes.count - position), text)
      try output.write(UnsafeRawBufferPointer(start: text, count: size))
    }
  }
}

extension Array {
  /// Typed throws through the standard library's closure, which knows none.
  func withRawBytes<R>(_ body: (UnsafeRawBufferPointer) throws(LFError) -> R) throws(LFError) -> R {
    let result: Result<R, LFError> = withUnsafeBytes { bytes in
      do throws(LFError) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
