#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Memory of many megabytes that is about to be filled.
public enum LargeMemory {
  /// Asks for large pages where the system gives them on request: most of the time that it takes to fill a new
  /// array goes into the faults of small ones.
  ///
  /// - Parameter memory: The memory, not filled yet; small memory stays as it is.
  public static func prepare(_ memory: UnsafeMutableRawBufferPointer) {
    #if canImport(Glibc)
      guard memory.count >= 4 << 20, let start = memory.baseAddress else { return }
      let page = 4096
      let skipped = -Int(bitPattern: start) & (page - 1)
      // A refusal costs time only.
      _ = madvise(start + skipped, (memory.count - skipped) & ~(page - 1), MADV_HUGEPAGE)
    #endif
  }
}
