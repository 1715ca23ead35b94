import LFCore

/// Reads NetCDF files of all kinds.
enum NetCDFReader {
  private static let hdf5: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - consumer: Takes what it holds.
  /// - Throws: `LFError` with code `badData` or `unavailable`, or what the consumer throws.
  static func read(_ file: MappedFile, into consumer: inout some NetCDFConsumer) throws(LFError) {
    if isClassic(file.head(4)) {
      try ClassicFile.read(file, into: &consumer)
    } else if isHDF5(file.head(4096)) {
      try HDF5File.read(file, into: &consumer)
    } else {
      throw LFError(
        .badData, "does not begin as a NetCDF file does", hint: "it should begin with CDF or with HDF5's mark"
      )
    }
  }

  /// Whether a file begins as classic NetCDF does.
  static func isClassic(_ head: [UInt8]) -> Bool {
    head.count >= 4 && head.starts(with: [0x43, 0x44, 0x46]) && ClassicVersion(rawValue: head[3]) != nil
  }

  /// Whether a file is HDF5: its mark may stand behind a block for the user, at 512, 1024, 2048, …
  static func isHDF5(_ head: [UInt8]) -> Bool {
    [0, 512, 1024, 2048].contains { head.dropFirst($0).starts(with: hdf5) }
  }
}
