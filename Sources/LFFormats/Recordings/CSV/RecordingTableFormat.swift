public import LFCore
public import LFRecording

/// ECGs as tables of text: `Formats/ecg-csv`.
public struct RecordingTableFormat: Sendable {
  /// The format's name for people.
  public let name = "ECG table"
  /// Extensions that are written by this format.
  public let extensions = ["csv", "tsv"]

  /// Makes the format.
  public init() {}
}

extension RecordingTableFormat: RecordingFormat {
  /// Whether the first line of a file names leads or a time: a table of electrodes does not.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: `true` when the content says so.
  public func recognises(_ head: [UInt8]) -> Bool { Self.isRecording(head) }

  static func isRecording(_ head: [UInt8]) -> Bool {
    guard !head.contains(0), !head.isEmpty else { return false }
    return head.withUnsafeBytes { bytes in
      var cells = TableCells(bytes)
      var row: [Range<Int>] = []
      guard (try? cells.next(&row)) == true, row.count > 1 else { return false }
      let titles = row.map { ColumnTitle(cells.text($0)) }
      guard titles.allSatisfy({ !$0.isNumber }) else { return false }
      let names = Set(titles.map { $0.name.lowercased() })
      if names.isSuperset(of: ["x", "y", "z"]) { return false }
      return titles.contains { $0.role == .time || LeadName.canonical($0.name) != nil }
    }
  }

  /// Reads a table whole.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings, such as units that are not stated.
  /// - Returns: The ECG.
  /// - Throws: `LFError` with code `badData` and the line.
  public func recording(of file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    try RecordingTable.read(file.bytes, &diagnostics)
  }

  /// Writes a table.
  ///
  /// - Parameters:
  ///   - recording: The ECG.
  ///   - temporary: The file to write.
  ///   - path: The destination.
  ///   - options: The layout.
  ///   - diagnostics: Takes a warning where the table cannot hold what is there.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` for a layout that cannot hold a lead's unit.
  public func write(
    _ recording: ECGRecording, to temporary: String, for path: String, _ options: WriteOptions,
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let isTabs = FormatRegistry.pathExtension(of: path) == "tsv"
    try RecordingTableOutput(recording, options.table, separator: isTabs ? "\t" : ",")
      .write(to: temporary, &diagnostics)
  }
}
