public import LFCore

/// NetCDF: lead fields by the contract `Formats/lead-field.cdl`; any other file for `info`.
public struct NetCDFFormat: Sendable {
  /// The format's name for people.
  public let name = "NetCDF"
  /// Extensions that are written by this format.
  public let extensions = ["nc"]

  /// Makes the format.
  public init() {}
}

extension NetCDFFormat: DatasetFormat {
  /// Whether the first bytes of a file are of this format: classic NetCDF or HDF5.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: `true` when the content says so.
  public func recognises(_ head: [UInt8]) -> Bool {
    NetCDFReader.isClassic(head) || NetCDFReader.isHDF5(head)
  }

  /// Reads every value of a file, whatever it means, and sums it up.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What `info` says.
  /// - Throws: `LFError` with code `badData` or `unavailable`.
  public func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription {
    var taker = InventoryTaker()
    try NetCDFReader.read(file, into: &taker)
    return .netCDF(taker.inventory)
  }

  public func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    throw LFError(.badData, "x")
  }
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {}
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] { [] }
}
