#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What tells a file from others, whatever path leads to it.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let node: UInt64

  /// Looks a path up; links are followed, and `nil` is that there is no file.
  ///
  /// - Parameter path: The path.
  public init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    node = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
