public import LFCore
import LFMesh

/// openCARP's .igb, a lattice of values in time: `Formats/opencarp`.
public struct IGBFormat: DatasetFormat {
  /// The format's name for people.
  public let name = "IGB"
  /// Its extensions; it is read only.
  public let extensions = ["igb"]

  /// Makes the format.
  public init() {}

  /// Whether the first bytes of a file are of this format.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: Whether a header of text states sizes and a type.
  public func recognises(_ head: [UInt8]) -> Bool {
    guard head.count >= IGBFile.block else { return false }
    let words = String(decoding: head.prefix(IGBFile.block), as: UTF8.self).split(
      whereSeparator: \.isWhitespace)
    return words.first?.hasPrefix("x:") == true && words.contains { $0.hasPrefix("type:") }
  }

  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: Image data a step, with the point array `values`.
  /// - Throws: `LFError` with code `badData`.
  public func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    let igb = try IGBFile(file)
    var entries: [MeshSeries.Entry] = []
    for (step, time) in igb.times.enumerated() {
      entries.append(.init(time: time, mesh: try mesh(igb, step)))
    }
    return .series(MeshSeries(entries))
  }

  /// Reads a file whole, a step at a time, and sums up the first.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What `info` says.
  /// - Throws: As `read`.
  public func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription
  {
    let igb = try IGBFile(file)
    return .mesh(try mesh(igb, 0).summary, times: .many(igb.times))
  }

  private func mesh(_ igb: IGBFile, _ step: Int) throws(LFError) -> Mesh {
    let size = igb.size
    return Mesh(
      .image(ImageGrid(extent: GridExtent([0, size[0] - 1, 0, size[1] - 1, 0, size[2] - 1]))),
      pointData: AttributeData([DataArray("values", try igb.values(step))], active: [.scalars: "values"]))
  }

  /// Refuses: the format is read only.
  ///
  /// - Parameters:
  ///   - dataset: What to write.
  ///   - path: The destination.
  ///   - options: Not used.
  ///   - diagnostics: Not used.
  /// - Throws: `LFError` with code `usage`.
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {
    throw LFError(
      .usage, "is an .igb, which is read but not written", at: .init(file: path), hint: "write a .pvd")
  }

  /// Reads the header and holds the file's size against it.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: Nothing: what breaks the contract is thrown.
  /// - Throws: As `read`.
  public func validate(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> [String] {
    _ = try IGBFile(file)
    return []
  }
}
