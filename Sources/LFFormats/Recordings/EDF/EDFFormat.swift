public import LFCore
public import LFRecording

/// EDF, EDF+, BDF and BDF+: `Formats/edf`.
public struct EDFFormat: Sendable {
  /// The format's name for people.
  public let name = "EDF"
  /// Extensions that are written by this format.
  public let extensions = ["edf", "bdf"]

  /// Makes the format.
  public init() {}
}

extension EDFFormat: RecordingFormat {
  /// Whether the first bytes of a file are of this format.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: `true` when the content says so.
  public func recognises(_ head: [UInt8]) -> Bool {
    if head.starts(with: [0xFF] + Array("BIOSEMI".utf8)) { return true }
    guard head.starts(with: Array("0       ".utf8)), head.count >= 192 else { return false }
    // The size of the header in bytes.
    return head[184..<192].contains { $0 &- 48 <= 9 }
      && head[184..<192].allSatisfy { $0 &- 48 <= 9 || $0 == 0x20 }
  }

  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: The ECG; gaps between records are invalid samples.
  /// - Throws: `LFError` with code `badData` and the byte.
  public func recording(of file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    try EDFReader(file.bytes).recording(&diagnostics)
  }

  /// Writes EDF+ (16 bits) or BDF+ (24 bits), without gaps.
  ///
  /// - Parameters:
  ///   - recording: The ECG.
  ///   - temporary: The file to write.
  ///   - path: The destination.
  ///   - options: The gain.
  ///   - diagnostics: Takes a warning of invalid samples and of padding.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` for values that the header cannot tell.
  public func write(
    _ recording: ECGRecording, to temporary: String, for path: String, _ options: WriteOptions,
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    let isWide = FormatRegistry.pathExtension(of: path) == "bdf"
    try EDFOutput(recording, bits: isWide ? 24 : 16, gain: options.gain, &diagnostics).write(to: temporary)
  }
}
