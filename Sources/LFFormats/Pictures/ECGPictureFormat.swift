public import LFCore
import LFPictures
import LFRecording

/// Pictures of ECGs: written for people, never read.
public struct ECGPictureFormat: DatasetFormat {
  /// Makes the format.
  public init() {}

  /// `SVG picture`.
  public var name: String { "SVG picture" }
  /// Written for `.svg`.
  public var extensions: [String] { ["svg"] }

  /// No file's content is taken as one: pictures hold no data.
  ///
  /// - Parameter head: The file's first bytes.
  /// - Returns: `false`.
  public func recognises(_ head: [UInt8]) -> Bool { false }

  /// Refuses: a picture is the end of a chain.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: Nothing.
  /// - Throws: `LFError` with code `badData`, always.
  public func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    throw Self.notRead
  }

  /// Refuses as `read` does.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: Nothing.
  /// - Throws: `LFError` with code `badData`, always.
  public func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription
  {
    throw Self.notRead
  }

  /// Draws an ECG.
  ///
  /// - Parameters:
  ///   - dataset: The ECG.
  ///   - path: The destination.
  ///   - options: None matters here.
  ///   - diagnostics: Told of what the picture leaves out.
  /// - Throws: `LFError` with code `usage` for what is no ECG of the twelve leads, or `cannotCreate`.
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {
    guard case .ecg(let recording) = dataset else {
      throw LFError(.usage, "is a picture of an ECG, and this is none", hint: "write a mesh as .vtu or .vtp")
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let picture = try ECGPicture(recording, title: name.hasSuffix(".svg") ? String(name.dropLast(4)) : name)
    for line in picture.omissions { diagnostics.warn(line, at: .init(file: path)) }
    try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
      var output = try FileOutput(temporary)
      try output.write(picture.svg)
      try output.flush()
    }
  }

  /// Refuses as `read` does.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: Nothing.
  /// - Throws: `LFError` with code `badData`, always.
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] {
    throw Self.notRead
  }

  private static var notRead: LFError {
    LFError(
      .badData, "is a picture, which holds no data to read", hint: "give the file that it was drawn from")
  }
}
