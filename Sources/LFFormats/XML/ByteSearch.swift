import CKernels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// Whether the bytes of a literal stand at a position.
  func holds(_ literal: StaticString, at position: Int, count: Int? = nil) -> Bool {
    let size = count ?? literal.utf8CodeUnitCount
    guard position >= 0, let start = baseAddress, self.count - position >= size else { return false }
    return memcmp(start + position, literal.utf8Start, size) == 0
  }

  /// Where a literal stands first, from a position.
  func firstIndex(of literal: StaticString, from position: Int) -> Int? {
    guard position < count, let start = baseAddress else { return nil }
    let found = lf_find(start + position, count - position, literal.utf8Start, literal.utf8CodeUnitCount)
    return found < 0 ? nil : position + found
  }
}
