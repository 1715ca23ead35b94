import LFCore

/// Which files a WFDB record consists of.
enum WFDBFiles {
  /// The signal file that is written beside a header.
  static func signals(beside path: String) -> String { String(path.dropLast(4)) + ".dat" }

  /// A header, its segments' headers, and all their signal files, each once, as far as they are there.
  static func all(of file: MappedFile) -> [String] {
    guard let header = try? WFDBHeader(file) else { return [file.path] }
    var paths = [file.path] + signals(of: header, from: file.path)
    for name in Set(header.segments.map(\.name)) where name != "~" {
      guard let path = try? FileReference.resolve(name + ".hea", from: file.path) else { continue }
      paths.append(path)
      if let segment = (try? MappedFile(path)).flatMap({ try? WFDBHeader($0) }) {
        paths += signals(of: segment, from: path)
      }
    }
    return paths
  }

  private static func signals(of header: WFDBHeader, from path: String) -> [String] {
    Set(header.signals.lazy.filter { $0.format != .none }.map(\.file)).compactMap {
      try? FileReference.resolve($0, from: path)
    }
  }
}
