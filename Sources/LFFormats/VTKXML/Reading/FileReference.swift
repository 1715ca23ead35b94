import LFCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that another file refers to. Only files in the folder of the referring file, or below, are opened.
enum FileReference {
  /// The path of a reference.
  ///
  /// - Parameters:
  ///   - reference: As it stands in the file.
  ///   - index: The path of the referring file.
  /// - Returns: A path to open.
  /// - Throws: `LFError` with code `badData` when the reference leaves the folder, `noInput` when it is missing.
  static func resolve(_ reference: String, from index: String) throws(LFError) -> String {
    let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
    let leaves =
      reference.isEmpty || reference.hasPrefix("/") || reference.contains(":") || reference.contains("\\")
      || parts.contains("..") || reference.contains("\0")
    guard !leaves else {
      throw LFError(
        .badData, "refers to \"\(reference.shown)\", which is not in its own folder",
        hint: "only files beside it or below are opened")
    }
    let folder = index.lastIndex(of: "/").map { String(index[...$0]) } ?? ""
    let path = folder + reference
    guard let real = realPath(path) else {
      throw LFError(
        .noInput,
        "refers to \"\(reference.shown)\", which cannot be opened: \(String(cString: strerror(errno)))",
        hint: "put the file back")
    }
    // A link may point anywhere.
    guard let home = realPath(folder.isEmpty ? "." : folder), real.hasPrefix(home == "/" ? "/" : home + "/")
    else {
      throw LFError(
        .badData, "refers to \"\(reference.shown)\", a link that leaves its folder",
        hint: "only files beside it or below are opened")
    }
    return path
  }

  /// The path without links and dots; `nil` when there is no such file.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
