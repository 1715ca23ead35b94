public import LFCore
import LFMesh

extension VTKXMLFormat {
  /// Whether the first bytes of a file are of this format.
  ///
  /// - Parameter head: Up to 4096 bytes from the file's beginning.
  /// - Returns: Whether a `VTKFile` element begins among them.
  public func recognises(_ head: [UInt8]) -> Bool {
    head.withUnsafeBytes { $0.firstIndex(of: "<VTKFile", from: 0) != nil }
  }

  /// Reads a file whole; damage anywhere is an error.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: A mesh, or a series when the file has time steps or is a collection.
  /// - Throws: `LFError` with code `badData`, or `noInput` for a file that is referred to and missing.
  public func read(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    let parsed = try VTKXMLFile(file)
    if parsed.kind == "Collection" {
      var entries: [MeshSeries.Entry] = []
      try IndexReader(parsed).forEachEntry { entries.append($0) }
      return .series(MeshSeries(entries))
    }
    if Self.isParallel(parsed.kind) { return .mesh(try IndexReader(parsed).readParallel()) }
    var reader = SerialReader(parsed)
    return try reader.read()
  }

  /// Reads a file whole and sums it up: of several time steps the first.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What `info` says.
  /// - Throws: As `read`.
  public func describe(_ file: MappedFile, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription
  {
    let parsed = try VTKXMLFile(file)
    if parsed.kind == "Collection" { return try describe(collection: parsed) }
    switch try read(file, diagnostics: &diagnostics) {
    case .series(let series):
      return .mesh(series.firstStep.first?.summary ?? MeshSummary(), times: .many(series.entries.map(\.time)))
    case .mesh(let mesh):
      return .mesh(mesh.summary, times: mesh.time.map(FileDescription.Times.one) ?? .none)
    case .leadField, .ecg: throw LFError(.internalFault, "what is no mesh is described as one")
    }
  }

  /// All files are read for damage, one at a time; the first step's parts are summed up together.
  private func describe(collection: VTKXMLFile) throws(LFError) -> FileDescription {
    let reader = IndexReader(collection)
    let times = try reader.times()
    var summary = MeshSummary()
    var isFirst = true
    try reader.forEachEntry { entry in
      guard entry.time == times.first else { return }
      summary = isFirst ? entry.mesh.summary : summary.adding(entry.mesh.summary)
      isFirst = false
    }
    return .mesh(summary, times: .many(times))
  }

  private static func isParallel(_ kind: String) -> Bool {
    ["PUnstructuredGrid", "PPolyData", "PImageData", "PRectilinearGrid", "PStructuredGrid"].contains(kind)
  }
}
