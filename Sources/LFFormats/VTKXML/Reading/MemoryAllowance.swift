import LFCore

/// How much the arrays of one read may take: what the files can hold at any honest ratio of compression, and a
/// basis for small files. Shared offsets, repeated references and bombs would else make a small file take any
/// amount. Belongs to one read, on one thread.
final class MemoryAllowance {
  private var left = 256 << 20
  private var files: Set<String> = []
  private var fileBytes = 0

  /// Counts a file in, once.
  func open(_ file: MappedFile, as path: String) {
    guard files.insert(path).inserted else { return }
    fileBytes += file.count
    left += 64 * file.count
  }

  /// Takes memory.
  ///
  /// - Parameter bytes: How much.
  /// - Throws: `LFError` with code `badData` when the files cannot hold so much.
  func take(_ bytes: Int) throws(LFError) {
    guard bytes <= left else {
      throw LFError(
        .badData, "holds more data than files of \(fileBytes) bytes can",
        hint: "the file is damaged or hostile"
      )
    }
    left -= bytes
  }
}
