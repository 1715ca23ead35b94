public import LFCore
public import LFLeadField

/// A file format: recognises, reads, writes and validates its files. It knows no physics.
public protocol DatasetFormat: Sendable {
  /// The format's name for people: `VTK XML`.
  var name: String { get }

  /// Extensions that are written by this format, lower case, without the dot.
  var extensions: [String] { get }

  /// Whether the first bytes of a file are of this format.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: `true` when the content says so.
  func recognises(_ head: [UInt8]) -> Bool

  /// Reads a file whole; damage anywhere is an error.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What the file holds.
  /// - Throws: `LFError` with code `badData`, `noInput` (a file it refers to) or `unavailable`.
  func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset

  /// Reads a file whole and sums it up.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What `info` says.
  /// - Throws: As `read`.
  func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription

  /// Writes a file that appears whole or not at all.
  ///
  /// - Parameters:
  ///   - dataset: What to write.
  ///   - path: The destination; its extension is one of `extensions`.
  ///   - options: Encoding, compression and such.
  ///   - diagnostics: Takes warnings, such as what the format cannot hold.
  /// - Throws: `LFError` with code `cannotCreate`, or `usage` when the format cannot hold the data set.
  func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError)

  /// Writes a lead field whose samples at points are made while they are written; the file appears whole or not at
  /// all. Formats that need all of them first take them all.
  ///
  /// - Parameters:
  ///   - field: The lead field without samples.
  ///   - samples: Its samples at points.
  ///   - path: The destination; its extension is one of `extensions`.
  ///   - options: Encoding, compression and such.
  ///   - diagnostics: Takes warnings, such as what the format cannot hold.
  /// - Throws: As for a lead field that is there, or what making the samples throws.
  func write(
    _ field: LeadField, _ samples: SampleStream, to path: String, options: WriteOptions,
    diagnostics: inout Diagnostics
  ) throws(LFError)

  /// Holds a file against the contract in `Formats/`.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What breaks the contract, one line each; none for a valid file.
  /// - Throws: `LFError` when the file cannot be read at all.
  func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String]

  /// The files that `write` makes or replaces.
  ///
  /// - Parameter path: The destination.
  /// - Returns: `path`, and what is written beside it.
  func filesWritten(to path: String) -> [String]

  /// The files that `read` opens, as far as they are there.
  ///
  /// - Parameter file: The file.
  /// - Returns: Its own path, and those of what it refers to.
  func filesRead(with file: MappedFile) -> [String]
}

extension DatasetFormat {
  /// The destination alone.
  ///
  /// - Parameter path: The destination.
  /// - Returns: `path`.
  public func filesWritten(to path: String) -> [String] { [path] }

  /// The file alone.
  ///
  /// - Parameter file: The file.
  /// - Returns: Its path.
  public func filesRead(with file: MappedFile) -> [String] { [file.path] }

  /// Makes all samples, then writes.
  ///
  /// - Parameters:
  ///   - field: The lead field without samples.
  ///   - samples: Its samples at points.
  ///   - path: The destination; its extension is one of `extensions`.
  ///   - options: Encoding, compression and such.
  ///   - diagnostics: Takes warnings, such as what the format cannot hold.
  /// - Throws: As for a lead field that is there, or what making the samples throws.
  public func write(
    _ field: LeadField, _ samples: SampleStream, to path: String, options: WriteOptions,
    diagnostics: inout Diagnostics
  ) throws(LFError) {
    try write(
      .leadField(try field.with(samples)), to: path, options: options, diagnostics: &diagnostics)
  }
}

extension LeadField {
  /// The lead field with all of a stream's samples at its points.
  func with(_ samples: SampleStream) throws(LFError) -> LeadField {
    var whole = self
    whole.atPoints = try samples.samples(0..<electrodes.count)
    return whole
  }
}
