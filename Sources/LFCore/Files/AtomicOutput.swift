import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Output that appears whole or not at all: written beside its destination, then renamed over it.
public enum AtomicOutput {
  /// Gives `body` the path of a new, empty temporary file in the destination's folder, and renames it to
  /// `path` when `body` returns. When `body` throws, the temporary file goes and `path` stays as it was.
  ///
  /// - Parameters:
  ///   - path: The destination.
  ///   - body: Writes the temporary file.
  /// - Throws: What `body` throws, or `LFError` with code `cannotCreate`.
  public static func write(
    to path: String, _ body: (_ temporary: String) throws(LFError) -> Void
  ) throws(LFError) {
    let place = LFError.Place(file: path)
    if path.isEmpty || path.contains("://") || path.hasSuffix("/") {
      throw LFError(.cannotCreate, "is no path of a file to write", at: place)
    }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "not a regular file"
      throw LFError(.cannotCreate, "is \(kind) and cannot be written", at: place, hint: "choose another name")
    }
    let exists = lstat(path, &status) == 0
    let mode = exists ? status.st_mode & 0o777 : 0o666 & ~currentMask()
    var template = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw LFError(
        .cannotCreate, "cannot be created: \(reason)", at: place,
        hint: "check that the folder exists and is writable")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    fchmod(descriptor, mode)
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    unfinished.withLock { _ = $0.insert(temporary) }
    defer { unfinished.withLock { _ = $0.remove(temporary) } }
    do throws(LFError) {
      defer { close(descriptor) }
      try body(temporary)
      try settle(descriptor, place)
    } catch {
      unlink(temporary)
      // The message is for people, who know the destination, not the temporary name.
      var named = error
      if named.place.file == temporary { named.place.file = path }
      throw named
    }
    guard rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw LFError(.cannotCreate, "cannot be created: \(reason)", at: place)
    }
  }

  /// Waits until the disk has a file, and refuses what it has not: some file systems tell of a lost write only here, and
  /// such a file must not take the place of a good one.
  private static func settle(_ descriptor: Int32, _ place: LFError.Place) throws(LFError) {
    while fsync(descriptor) != 0 {
      switch errno {
      case EINTR: continue
      // A file system that keeps nothing has nothing to lose.
      case EINVAL, ENOSYS, ENOTSUP, EROFS: return
      default:
        throw LFError(
          .cannotCreate, "cannot be written: \(String(cString: strerror(errno)))", at: place,
          hint: "check that the disk has room")
      }
    }
  }

  private static let unfinished = Mutex<Set<String>>([])

  /// Removes the temporary files of all output under way: for a process that is told to end.
  public static func removeUnfinished() {
    for path in unfinished.withLock({ $0 }) { unlink(path) }
  }

  private static func currentMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }
}
