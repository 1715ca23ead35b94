import Foundation
import LFCore
import Synchronization

/// A folder for the time of a run, gone after it, also when the process is told to end.
final class ScratchFolder: Sendable {
  /// Its path.
  let path: String

  private static let all = Mutex<Set<String>>([])

  /// Makes a new, empty folder.
  ///
  /// - Throws: `LFError` with code `cannotCreate`.
  init() throws(LFError) {
    path = NSTemporaryDirectory() + "lfconvert-\(UUID().uuidString)"
    Self.all.withLock { [path] in _ = $0.insert(path) }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw LFError(
        .cannotCreate, "cannot be created as a folder", at: .init(file: path),
        hint: "set TMPDIR to another one")
    }
  }

  deinit { remove() }

  /// Removes the folder with all that is in it.
  func remove() { Self.remove(path) }

  /// Removes all folders, for a process that ends.
  static func removeAll() {
    for path in all.withLock({ $0 }) { remove(path) }
  }

  private static func remove(_ path: String) {
    all.withLock { _ = $0.remove(path) }
    // Other threads may put files in while it is emptied.
    for _ in 0..<10 where FileManager.default.fileExists(atPath: path) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
