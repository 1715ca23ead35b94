public import LFCore

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

  /// Holds a file against the contract in `Formats/`.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What breaks the contract, one line each; none for a valid file.
  /// - Throws: `LFError` when the file cannot be read at all.
  func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String]
}
