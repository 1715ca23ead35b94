import Foundation

/// A folder of its own for one test, gone when the object is.
public final class TemporaryFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// Makes a new, empty folder.
  ///
  /// - Throws: What the file system throws.
  public init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("lfconvert-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  ///
  /// - Parameter name: The file's name.
  /// - Returns: The path.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file into the folder.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - bytes: What it holds.
  /// - Returns: The file's path.
  /// - Throws: What the file system throws.
  public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = file(name)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Writes a text file into the folder.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - text: What it holds.
  /// - Returns: The file's path.
  /// - Throws: What the file system throws.
  public func write(_ name: String, text: String) throws -> String { try write(name, Array(text.utf8)) }
}
