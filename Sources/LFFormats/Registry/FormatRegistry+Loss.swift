import LFCore

extension FormatRegistry {
  /// The first file that writing would take the place of, though reading an input needs it.
  ///
  /// - Parameters:
  ///   - path: The destination.
  ///   - input: A file to read.
  /// - Returns: The file by the name that the input gives it; `nil` when nothing would be lost.
  public func loss(writing path: String, reading input: String) -> String? {
    let format = try? format(writing: path)
    // By what they are, not by name: links and ./ lead to the same file too.
    let written = Set((format?.filesWritten(to: path) ?? [path]).compactMap(FileIdentity.init))
    guard !written.isEmpty else { return nil }
    return filesRead(with: input).first { FileIdentity($0).map(written.contains) == true }
  }

  /// A file that is damaged refers to nothing; reading it will say so.
  private func filesRead(with path: String) -> [String] {
    guard let file = try? MappedFile(path), let format = try? format(of: file) else { return [path] }
    return format.filesRead(with: file)
  }
}
