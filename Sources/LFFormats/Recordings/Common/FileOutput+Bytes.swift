import LFCore

extension FileOutput {
  /// Appends bytes.
  mutating func write(bytes: [UInt8]) throws(LFError) {
    var failure: LFError?
    bytes.withUnsafeBytes { pointer in
      do throws(LFError) { try write(pointer) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
