import LFCore

extension LegacyScanner {
  /// Reads the METADATA block behind an array, if there is one: the components' names. Hints such as ranges, which
  /// viewers make again, are passed over. An empty line ends the block.
  mutating func componentNames(_ components: Int, _ what: String) throws(LFError) -> [String?] {
    guard skips("metadata") else { return [] }
    let what = "METADATA of " + what
    try endLine(what)
    var names: [String?] = []
    while let line = line() {
      let words = line.split(whereSeparator: { $0 == 32 || $0 == 9 }).map {
        Self.lowercase(UnsafeRawBufferPointer(rebasing: $0))
      }
      switch words.first {
      case nil: return names.contains { $0 != nil } ? names : []
      case "component_names":
        guard components <= left else { throw cut(what) }
        names = []
        for _ in 0..<components {
          guard let name = self.line() else { throw cut(what) }
          names.append(name.isEmpty ? nil : try decoded(name))
        }
      case "information":
        guard words.count == 2, let keys = Int(words[1]), keys >= 0 else {
          throw error("\(what) has a damaged INFORMATION line")
        }
        try skipInformation(keys, what)
      default: throw error("\(what) has an unknown line \"\(words[0].shown)\"")
      }
    }
    return names.contains { $0 != nil } ? names : []
  }

  private mutating func skipInformation(_ keys: Int, _ what: String) throws(LFError) {
    for _ in 0..<keys {
      var name = line()
      while let empty = name, empty.isEmpty { name = line() }
      guard let name, name.starts(with: "NAME ".utf8) else { throw cut(what) }
      guard let data = line(), data.starts(with: "DATA ".utf8) else { throw cut(what) }
      // Lists of texts go on over further lines.
      while position < bytes.count {
        let start = position
        guard let more = line() else { break }
        if more.isEmpty || more.starts(with: "NAME ".utf8) {
          position = start
          break
        }
      }
    }
  }
}
