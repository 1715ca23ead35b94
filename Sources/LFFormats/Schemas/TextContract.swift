import LFCore

/// The text files that are no data sets and have a contract all the same: what people write by hand.
enum TextContract: String {
  case electrodes = "electrodes"
  case conductivities = "conductivities"

  /// The contract of a file, by its extension and, for JSON, what it begins with.
  init?(_ file: MappedFile) {
    switch FormatRegistry.pathExtension(of: file.path) {
    case "csv", "tsv", "fcsv":
      if RecordingTableFormat.isRecording(file.head(4096)) { return nil }
      self = .electrodes
    case "json":
      let head = file.head(4096)
      let isMarkups = head.withUnsafeBytes { $0.firstIndex(of: "\"markups\"", from: 0) != nil }
      self = isMarkups || file.path.lowercased().hasSuffix(".mrk.json") ? .electrodes : .conductivities
    default: return nil
    }
  }

  /// Reads the file whole, which checks all that the contract says.
  func check(_ path: String, _ diagnostics: inout Diagnostics) throws(LFError) {
    switch self {
    case .electrodes: _ = try ElectrodeFile.read(path, diagnostics: &diagnostics)
    case .conductivities: _ = try ConductivityFile.read(path)
    }
  }
}
