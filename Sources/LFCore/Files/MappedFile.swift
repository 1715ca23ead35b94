import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file's bytes, mapped read-only. Only regular files are opened: never a device, a pipe or a URL.
public final class MappedFile: Sendable {
  /// The path as the user gave it.
  public let path: String
  /// The bytes; valid as long as the object lives, so keep a reference while using them.
  public nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  /// Bytes of all files that this process has opened so far: what it may take in memory grows with it.
  public static var bytesOpened: Int { opened.load(ordering: .relaxed) }

  /// Whether the bytes are a mapping of the object's own.
  private let isMapping: Bool

  private static let opened = Atomic<Int>(0)

  /// The size in bytes.
  public var count: Int { bytes.count }

  /// Takes bytes of the program itself for a file.
  ///
  /// - Parameters:
  ///   - name: What to call them in errors.
  ///   - bytes: Bytes that stay where they are as long as the program runs.
  public init(embedded name: String, _ bytes: UnsafeRawBufferPointer) {
    path = name
    self.bytes = bytes
    isMapping = false
  }

  /// Maps a file.
  ///
  /// - Parameter path: The path of a regular file.
  /// - Throws: `LFError` with code `noInput` when there is no such file, `unavailable` for a URL, `badData` for
  ///   a folder or device.
  public init(_ path: String) throws(LFError) {
    self.path = path
    isMapping = true
    let place = LFError.Place(file: path)
    if path.contains("://") {
      throw LFError(.unavailable, "is a network address", at: place, hint: "download the file first")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      // Bytes of an argument that are no text arrive as this sign, and the file's real name is lost.
      if errno == ENOENT, path.unicodeScalars.contains("\u{FFFD}") {
        throw LFError(
          .noInput, "cannot be opened: its name is not UTF-8, or there is no such file", at: place,
          hint: "rename it")
      }
      let reason = String(cString: strerror(errno))
      throw LFError(.noInput, "cannot be opened: \(reason)", at: place, hint: "check the path")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw LFError(.noInput, "cannot be examined: \(String(cString: strerror(errno)))", at: place)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "not a regular file"
      throw LFError(.noInput, "is \(kind)", at: place, hint: "give the path of a file")
    }
    let size = Int(status.st_size)
    if size == 0 {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
      throw LFError(.noInput, "cannot be read: \(String(cString: strerror(errno)))", at: place)
    }
    bytes = UnsafeRawBufferPointer(start: address, count: size)
    Self.opened.add(size, ordering: .relaxed)
  }

  deinit {
    if isMapping, let start = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
  }

  /// Tells the system that a file will be read soon, so that the disk works while the processor does.
  ///
  /// - Parameter path: The path; nothing happens where there is no such regular file.
  public static func announce(_ path: String) {
    #if canImport(Glibc)
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
      _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_WILLNEED)
    #endif
  }

  /// Lets the memory of bytes go that are not needed soon; they come back from the file when they are.
  ///
  /// - Parameter range: Bytes, of this file or of elsewhere; the latter stay as they are.
  public func release(_ range: UnsafeRawBufferPointer) {
    guard isMapping, let first = bytes.baseAddress, let start = range.baseAddress, range.count >= 1 << 16,
      start >= first, start + range.count <= first + bytes.count
    else { return }
    let page = 1 << 14
    let low = (start - first + page - 1) & ~(page - 1)
    let high = (start - first + range.count) & ~(page - 1)
    if low < high { madvise(UnsafeMutableRawPointer(mutating: first + low), high - low, MADV_DONTNEED) }
  }

  /// Up to `count` bytes from the file's beginning, to recognise its kind.
  ///
  /// - Parameter count: How many at most.
  /// - Returns: The bytes.
  public func head(_ count: Int) -> [UInt8] { Array(bytes.prefix(count)) }
}
