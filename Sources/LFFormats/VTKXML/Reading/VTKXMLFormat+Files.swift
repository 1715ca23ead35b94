public import LFCore

extension VTKXMLFormat {
  /// The file, and those that a collection or a parallel form lists.
  ///
  /// - Parameter file: The file.
  /// - Returns: Their paths, as far as they are there.
  public func filesRead(with file: MappedFile) -> [String] {
    // Other kinds refer to nothing, and may be too large to be parsed for this.
    guard FormatRegistry.pathExtension(of: file.path).hasPrefix("p"), let index = try? VTKXMLFile(file) else {
      return [file.path]
    }
    let listed = index.content.children.compactMap { $0["file"] ?? $0["Source"] }
    return [file.path] + listed.compactMap { try? FileReference.resolve($0, from: file.path) }
  }
}
