public import LFCore
public import LFRecording

/// DICOM waveforms of the heart's leads: `Formats/dicom-ecg`.
public struct DICOMFormat: Sendable {
  /// The format's name for people.
  public let name = "DICOM ECG"
  /// Extensions that are written by this format.
  public let extensions = ["dcm"]

  /// Makes the format.
  public init() {}
}

extension DICOMFormat: RecordingFormat {
  /// Whether the first bytes of a file are of this format.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: `true` when DICM stands behind the preamble.
  public func recognises(_ head: [UInt8]) -> Bool {
    head.count >= 132 && head[128..<132].elementsEqual("DICM".utf8)
  }

  /// Reads the recorded waveform.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings of groups that are left out.
  /// - Returns: The ECG; samples of the padding value are invalid.
  /// - Throws: `LFError` with code `badData` and the byte.
  public func recording(of file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> ECGRecording {
    try DICOMWaveform(try DICOMDataSet.read(file.bytes)).recording(&diagnostics)
  }

  /// Writes a 12-lead ECG, or a general one when it has more leads or samples than that may have.
  ///
  /// - Parameters:
  ///   - recording: The ECG.
  ///   - temporary: The file to write.
  ///   - path: The destination.
  ///   - options: The gain.
  ///   - diagnostics: Takes a warning of a general ECG.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` for more leads than DICOM has room for.
  public func write(
    _ recording: ECGRecording, to temporary: String, for path: String, _ options: WriteOptions,
    _ diagnostics: inout Diagnostics
  ) throws(LFError) {
    var output = try FileOutput(temporary)
    try output.write(bytes: try DICOMOutput(recording, gain: options.gain, &diagnostics).bytes)
    try output.flush()
  }
}
