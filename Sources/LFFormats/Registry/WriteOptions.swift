/// How files are written; the defaults open in every reader of the last ten years.
public struct WriteOptions: Equatable, Sendable {
  /// How VTK XML holds its arrays.
  public enum Encoding: String, CaseIterable, Sendable {
    /// Numbers as text.
    case ascii
    /// Base64 inside each array's element.
    case base64
    /// Base64 in one block behind the header.
    case appended
    /// Raw bytes in one block behind the header; some readers refuse it.
    case raw
  }

  /// How VTK XML compresses binary arrays.
  public enum Compression: String, CaseIterable, Sendable {
    /// Not at all.
    case none
    /// zlib (RFC 1950).
    case zlib
    /// LZ4 blocks.
    case lz4
    /// XZ streams.
    case lzma
  }

  /// How VTK XML holds its arrays, and whether legacy VTK is text (`ascii`) or binary (all others).
  public var encoding: Encoding
  /// How VTK XML compresses binary arrays.
  public var compression: Compression

  /// Makes options.
  ///
  /// - Parameters:
  ///   - encoding: How VTK XML holds its arrays.
  ///   - compression: How VTK XML compresses them.
  public init(encoding: Encoding = .appended, compression: Compression = .zlib) {
    self.encoding = encoding
    self.compression = compression
  }
}
