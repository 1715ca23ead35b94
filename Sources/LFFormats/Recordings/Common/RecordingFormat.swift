public import LFCore
public import LFRecording

/// A format of ECGs: it has to give and take recordings, all else follows.
public protocol RecordingFormat: DatasetFormat {
  /// Reads a file whole; damage anywhere is an error.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: At least one lead, voltages in mV.
  /// - Throws: `LFError` with code `badData`, or `noInput` for a file that it refers to.
  func recording(of file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - recording: At least one lead, the twelve in their usual order.
  ///   - temporary: The file to write, which is renamed to `path` at the end.
  ///   - path: The destination.
  ///   - options: The gain and such.
  ///   - diagnostics: Takes warnings, such as what the format cannot hold.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` when the format cannot hold the recording.
  func write(
    _ recording: ECGRecording, to temporary: String, for path: String, _ options: WriteOptions,
    _ diagnostics: inout Diagnostics
  ) throws(LFError)
}

extension RecordingFormat {
  /// Reads an ECG.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: The ECG.
  /// - Throws: `LFError` with code `badData` or `noInput`.
  public func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    .ecg(try recording(of: file, diagnostics: &diagnostics))
  }

  /// Reads an ECG and sums it up.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What `info` says.
  /// - Throws: As `read`.
  public func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription
  {
    .ecg(RecordingSummary(try recording(of: file, diagnostics: &diagnostics), format: name))
  }

  /// Writes an ECG that appears whole or not at all.
  ///
  /// - Parameters:
  ///   - dataset: An ECG.
  ///   - path: The destination.
  ///   - options: The gain and such.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` for what is no ECG.
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {
    guard case .ecg(let recording) = dataset else {
      throw LFError(
        .usage, "is to hold an ECG (\(name)), and there is none to write", at: .init(file: path),
        hint: "write meshes and lead fields as .vtu or .nc")
    }
    try RecordingChecks.check(recording)
    let ordered = recording.inStandardOrder
    try AtomicOutput.write(to: path, &diagnostics) { (temporary, diagnostics) throws(LFError) in
      try write(ordered, to: temporary, for: path, options, &diagnostics)
    }
  }

  /// Reads a file whole, which checks all that its page in `Formats/` says.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: Nothing: what breaks the contract is thrown.
  /// - Throws: As `read`.
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] {
    _ = try recording(of: file, diagnostics: &diagnostics)
    return []
  }
}
