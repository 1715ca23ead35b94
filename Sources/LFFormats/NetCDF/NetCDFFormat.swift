public import LFCore
public import LFLeadField
import LFRecording

/// NetCDF: lead fields by the contract `Formats/lead-field.cdl`, ECGs by `Formats/electrocardiogram.cdl`; any other
/// file for `info`.
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
  public func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription
  {
    var taker = InventoryTaker()
    try NetCDFReader.read(file, into: &taker)
    return .netCDF(taker.inventory)
  }

  /// Reads a lead field or an ECG.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What the file holds.
  /// - Throws: `LFError` with code `badData` for a file that holds neither or is damaged, or `unavailable`.
  public func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    var content = NetCDFContent(
      fileSize: file.count, wanted: { LeadFieldInput.isLeadField($0) || RecordingInput.isRecording($0) })
    try NetCDFReader.read(file, into: &content)
    if RecordingInput.isRecording(content.layout) {
      return .ecg(try RecordingInput(content: content).recording())
    }
    return .leadField(try LeadFieldInput.read(content))
  }

  /// Writes a lead field or an ECG; the file appears whole or not at all.
  ///
  /// - Parameters:
  ///   - dataset: A lead field or an ECG.
  ///   - path: The destination.
  ///   - options: Not used: NetCDF files are always deflated.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `usage` for a mesh without a lead field, `cannotCreate`, or `badData`.
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {
    if case .ecg(let recording) = dataset {
      try RecordingChecks.check(recording)
      try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
        try RecordingOutput.write(recording.inStandardOrder, to: temporary)
      }
      return
    }
    guard case .leadField(let field) = dataset else {
      throw LFError(
        .usage, "holds lead fields and ECGs only, and there is none to write", at: .init(file: path),
        hint: "predict one first, or write the mesh as .vtu")
    }
    try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
      try LeadFieldOutput.write(field, to: temporary)
    }
  }

  /// Writes a lead field whose samples at points are made while they are written; the file appears whole or not at all.
  ///
  /// - Parameters:
  ///   - field: The lead field without samples.
  ///   - samples: Its samples at points.
  ///   - path: The destination.
  ///   - options: Not used: NetCDF files are always deflated.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError` with code `cannotCreate` or `badData`, or what making the samples throws.
  public func write(
    _ field: LeadField, _ samples: SampleStream, to path: String, options: WriteOptions,
    diagnostics: inout Diagnostics
  ) throws(LFError) {
    try AtomicOutput.write(to: path, &diagnostics) { (temporary, _) throws(LFError) in
      try LeadFieldOutput.write(field, samples, to: temporary)
    }
  }

  /// Holds a file against the contract of lead fields or ECGs, if it says that it holds one, and reads every value.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What breaks the contract, one line each.
  /// - Throws: `LFError` when the file cannot be read at all.
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] {
    var content = NetCDFContent(fileSize: file.count, wanted: { _ in false })
    try NetCDFReader.read(file, into: &content)
    if RecordingInput.isRecording(content.layout) {
      var breaches = try LeadFieldContract.breaches(of: content.layout, schema: RecordingName.schema)
      if breaches.isEmpty {
        do throws(LFError) { _ = try read(file, diagnostics: &diagnostics) } catch {
          breaches.append(error.description)
        }
      }
      return breaches
    }
    guard LeadFieldInput.isLeadField(content.layout) else {
      diagnostics.warn("holds no lead field and no ECG: only looked at as NetCDF", at: .init(file: file.path))
      return []
    }
    var breaches = try LeadFieldContract.breaches(of: content.layout)
    if breaches.isEmpty {
      do throws(LFError) { _ = try LeadFieldInput.read(file) } catch { breaches.append(error.description) }
    }
    return breaches
  }
}
