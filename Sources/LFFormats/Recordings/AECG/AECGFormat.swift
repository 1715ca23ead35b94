public import LFCore
public import LFRecording

/// HL7 annotated ECGs: `Formats/aecg`.
public struct AECGFormat: Sendable {
  /// The format's name for people.
  public let name = "HL7 aECG"
  /// Extensions that are written by this format.
  public let extensions = ["xml"]

  /// Makes the format.
  public init() {}
}

extension AECGFormat: RecordingFormat {
  /// Whether the first bytes of a file are of this format.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: `true` when the root element stands in them.
  public func recognises(_ head: [UInt8]) -> Bool {
    head.withUnsafeBytes {
      $0.firstIndex(of: "<AnnotatedECG", from: 0) != nil || $0.firstIndex(of: ":AnnotatedECG", from: 0) != nil
    }
  }

  /// Reads the rhythm series.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings of further series.
  /// - Returns: The ECG.
  /// - Throws: `LFError` with code `badData` and the line.
  public func recording(of file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    try XMLEncoding.check(file.bytes)
    try XMLTags.checkAttributes(file.bytes)
    return try AECGReader(root: try XMLDocument.parse([file.bytes])).recording(&diagnostics)
  }

  /// Writes a rhythm series.
  ///
  /// - Parameters:
  ///   - recording: The ECG.
  ///   - temporary: The file to write.
  ///   - path: The destination.
  ///   - options: The gain.
  ///   - diagnostics: Takes a warning of invalid samples.
  /// - Throws: `LFError` with code `cannotCreate`.
  public func write(
    _ recording: ECGRecording, to temporary: String, for path: String, _ options: WriteOptions,
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    try AECGOutput(recording, gain: options.gain, &diagnostics).write(to: temporary)
  }
}
