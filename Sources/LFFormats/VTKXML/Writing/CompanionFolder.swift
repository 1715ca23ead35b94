import Foundation
import LFCore

/// The folder beside an index file that holds the files it refers to.
struct CompanionFolder {
  /// The index file's name without folder and extension.
  let stem: String
  private let path: String
  /// What was not there before: the folder itself, and files in it.
  private var isNew = false
  private var newFiles: [String] = []

  private init(of index: String) {
    let name = index.split(separator: "/").last.map(String.init) ?? index
    stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    path = String(index.dropLast(name.count)) + stem
  }

  /// Lets `body` write files into an index's folder; when it throws, those that were not there before go again.
  ///
  /// - Parameters:
  ///   - index: The path of the index.
  ///   - body: Writes the files.
  /// - Throws: What `body` throws.
  static func make(
    of index: String, _ body: (inout CompanionFolder) throws(LFError) -> Void
  ) throws(LFError) {
    var folder = CompanionFolder(of: index)
    do throws(LFError) { try body(&folder) } catch {
      for file in folder.newFiles { unlink(file) }
      // One that others have put something into stays.
      if folder.isNew { rmdir(folder.path) }
      throw error
    }
  }

  /// Writes a file into the folder, which is made when it is missing.
  mutating func write(_ name: String, _ body: (String) throws(LFError) -> Void) throws(LFError) {
    let manager = FileManager.default
    if !manager.fileExists(atPath: path) { isNew = true }
    do { try manager.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw LFError(.cannotCreate, "cannot be created as a folder", at: .init(file: path))
    }
    let file = path + "/" + name
    let isThere = manager.fileExists(atPath: file)
    try AtomicOutput.write(to: file, body)
    if !isThere { newFiles.append(file) }
  }
}
