public import LFCore
public import LFRecording

/// WFDB records, a text header with signal files beside it: `Formats/wfdb`.
public struct WFDBFormat: Sendable {
  /// The format's name for people.
  public let name = "WFDB"
  /// Extensions that are written by this format.
  public let extensions = ["hea"]

  /// Makes the format.
  public init() {}
}

extension WFDBFormat: RecordingFormat {
  /// Headers begin with a name and numbers: too little to tell them from other text.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: `false`: the extension tells.
  public func recognises(_ head: [UInt8]) -> Bool { false }

  /// Reads a record with its signal files or segments.
  ///
  /// - Parameters:
  ///   - file: The header.
  ///   - diagnostics: Takes warnings.
  /// - Returns: The ECG.
  /// - Throws: `LFError` with code `badData`, or `noInput` when a signal file is missing.
  public func recording(of file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    let header = try WFDBHeader(file)
    guard header.segmentCount != nil else {
      var record = WFDBRecord(header, path: file.path)
      return try record.recording(&diagnostics)
    }
    var segments = WFDBSegments(header, path: file.path, bytes: file.count)
    return try segments.recording(&diagnostics)
  }

  /// Writes a header, and a signal file of the same name with the extension `.dat` beside it.
  ///
  /// - Parameters:
  ///   - recording: The ECG.
  ///   - temporary: The header to write.
  ///   - path: The destination.
  ///   - options: The gain.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` for a name that WFDB cannot have.
  public func write(
    _ recording: ECGRecording, to temporary: String, for path: String, _ options: WriteOptions,
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let output = try WFDBOutput(recording, path: path, gain: options.gain, &diagnostics)
    // The signal file is in its place before the header is.
    try diagnostics.refuseIfStrict(path)
    try output.write(to: temporary)
  }

  /// The header and its signal file.
  ///
  /// - Parameter path: The header.
  /// - Returns: Both paths.
  public func filesWritten(to path: String) -> [String] { [path, WFDBFiles.signals(beside: path)] }

  /// The header, its segments and signal files.
  ///
  /// - Parameter file: The header.
  /// - Returns: Their paths, as far as they are there.
  public func filesRead(with file: MappedFile) -> [String] { WFDBFiles.all(of: file) }
}
