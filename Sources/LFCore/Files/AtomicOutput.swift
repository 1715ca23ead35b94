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
  /// A symbolic link stays one: the file that it leads to is written, or made when there is none. A file that is
  /// replaced keeps its rights, a new one gets 0666 less the umask.
  ///
  /// - Parameters:
  ///   - path: The destination.
  ///   - body: Writes the temporary file.
  /// - Throws: What `body` throws, or `LFError` with code `cannotCreate`.
  public static func write(
    to path: String, _ body: (_ temporary: String) throws(LFError) -> Void
  ) throws(LFError) {
    let place = LFError.Place(file: path)
    let (target, temporary, descriptor) = try begin(path)
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
    guard rename(temporary, target) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw LFError(.cannotCreate, "cannot be created: \(reason)", at: place)
    }
  }

  /// The same for a body that may warn: nothing is left where a warning forbids output.
  ///
  /// - Parameters:
  ///   - path: The destination.
  ///   - diagnostics: Takes warnings.
  ///   - body: Writes the temporary file.
  /// - Throws: What `body` throws, or `LFError` with code `outsideDomain` or `cannotCreate`.
  public static func write(
    to path: String, _ diagnostics: inout Diagnostics,
    _ body: (_ temporary: String, _ diagnostics: inout Diagnostics) throws(LFError) -> Void
  ) throws(LFError) {
    try diagnostics.refuseIfStrict(path)
    var told = diagnostics
    defer { diagnostics = told }
    try write(to: path) { (temporary) throws(LFError) in
      try body(temporary, &told)
      try told.refuseIfStrict(path)
    }
  }

  /// Throws what `write` would throw before it runs its body, so that nobody works for output that has no place.
  ///
  /// - Parameter path: The destination; nothing is left there.
  /// - Throws: `LFError` with code `cannotCreate`.
  public static func check(_ path: String) throws(LFError) {
    // Whether a folder can be written is best told by doing so: rights alone do not tell of file systems without writing.
    let (_, temporary, descriptor) = try begin(path)
    close(descriptor)
    unlink(temporary)
    unfinished.withLock { _ = $0.remove(temporary) }
  }

  /// Makes the temporary file of a destination, among the unfinished ones.
  ///
  /// - Parameter path: The destination.
  /// - Returns: Where links lead from there, the temporary file beside it, and its descriptor.
  /// - Throws: `LFError` with code `cannotCreate`.
  private static func begin(
    _ path: String
  ) throws(LFError) -> (target: String, temporary: String, descriptor: Int32) {
    let place = LFError.Place(file: path)
    if path.isEmpty || path.contains("://") || path.hasSuffix("/") {
      throw LFError(.cannotCreate, "is no path of a file to write", at: place)
    }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "not a regular file"
      throw LFError(.cannotCreate, "is \(kind) and cannot be written", at: place, hint: "choose another name")
    }
    let target = try followed(path, place)
    // Of the target, never of a link: that is open to all.
    let exists = lstat(target, &status) == 0
    let mode = exists ? status.st_mode & 0o777 : 0o666 & ~currentMask()
    var template = Array(temporaryName(beside: target).utf8CString)
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
    return (target, temporary, descriptor)
  }

  /// The destination's name with a suffix, so that it can be told whose it is; a short one where that would be too long.
  private static func temporaryName(beside target: String) -> String {
    let suffix = ".XXXXXX"
    let name = target.lastIndex(of: "/").map { target[target.index(after: $0)...] } ?? target[...]
    guard name.utf8.count + suffix.utf8.count > Int(NAME_MAX) else { return target + suffix }
    return target.dropLast(name.count) + "lfconvert" + suffix
  }

  /// Where a chain of symbolic links ends, whether there is a file or not; `path` itself when it is no link.
  private static func followed(_ path: String, _ place: LFError.Place) throws(LFError) -> String {
    var target = path
    // As many as Linux follows.
    for _ in 0...40 {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(target, &bytes, Int(PATH_MAX))
      guard count > 0 else { return target }
      let next = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      // A relative link counts from the folder that it stands in.
      let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
      target = next.hasPrefix("/") ? next : folder + next
    }
    throw LFError(
      .cannotCreate, "cannot be created: \(String(cString: strerror(ELOOP)))", at: place,
      hint: "choose another name")
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
