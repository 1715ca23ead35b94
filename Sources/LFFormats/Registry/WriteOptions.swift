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

  /// How ECG tables are laid out.
  public enum Table: String, CaseIterable, Sendable {
    /// Titles `time_s`, `I [mV]` …: units stand with the names.
    case units
    /// Titles `t`, `I` …, t in ms, voltages in mV: what openCARP's ecgplotter reads.
    case ecgplotter
  }

  /// How VTK XML holds its arrays, and whether legacy VTK is text (`ascii`) or binary (all others).
  public var encoding: Encoding
  /// How VTK XML compresses binary arrays.
  public var compression: Compression
  /// How ECG tables are laid out.
  public var table: Table
  /// Integers a millivolt where an ECG is written as integers; the format's own choice when not given.
  public var gain: Double?

  /// Makes options.
  ///
  /// - Parameters:
  ///   - encoding: How VTK XML holds its arrays.
  ///   - compression: How VTK XML compresses them.
  ///   - table: How ECG tables are laid out.
  ///   - gain: Integers a millivolt where an ECG is written as integers.
  public init(
    encoding: Encoding = .appended, compression: Compression = .zlib, table: Table = .units,
    gain: Double? = nil
  ) {
    self.encoding = encoding
    self.compression = compression
    self.table = table
    self.gain = gain
  }
}
