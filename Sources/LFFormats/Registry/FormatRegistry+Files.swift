public import LFCore
public import LFLeadField

extension FormatRegistry {
  /// Reads a file of any known kind; a mesh that carries a lead field comes back as a lead field.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What the file holds.
  /// - Throws: `LFError`, with the file named.
  public func read(_ path: String, diagnostics: inout Diagnostics) throws(LFError) -> Dataset {
    try named(path) { () throws(LFError) in
      let file = try MappedFile(path)
      let dataset = try format(of: file).read(file, diagnostics: &diagnostics)
      guard case .mesh(let mesh) = dataset, LeadFieldMesh.carriesLeadField(mesh) else { return dataset }
      let field = try LeadFieldMesh.leadField(of: mesh)
      for (_, array) in field.strayLeads {
        diagnostics.warn(
          "the array \"\(array.singleLine)\" is not what the electrodes' arrays make; those count")
      }
      return .leadField(field)
    }
  }

  /// Sums up a file of any known kind, every value read.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: What `info` says.
  /// - Throws: `LFError`, with the file named.
  public func describe(_ path: String, diagnostics: inout Diagnostics) throws(LFError) -> FileDescription {
    try named(path) { () throws(LFError) in
      let file = try MappedFile(path)
      return try format(of: file).describe(file, diagnostics: &diagnostics)
    }
  }

  /// Holds a file against its format's contract.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - diagnostics: Takes warnings.
  /// - Returns: The format's name, and what breaks the contract, one line each.
  /// - Throws: `LFError` when there is no such file; damage is part of the answer.
  public func validate(
    _ path: String, diagnostics: inout Diagnostics
  ) throws(LFError) -> (format: String, breaches: [String]) {
    let file = try MappedFile(path)
    var name = "unknown"
    do throws(LFError) {
      if let contract = TextContract(file) {
        name = contract.rawValue
        try contract.check(path, &diagnostics)
        return (name, [])
      }
      let format = try format(of: file)
      name = format.name
      return (name, try format.validate(file, diagnostics: &diagnostics))
    } catch {
      guard error.code == .badData || error.code == .noInput else { throw error.inFile(path) }
      return (name, [error.inFile(path).description])
    }
  }

  /// Writes a data set in the format of the path's extension.
  ///
  /// - Parameters:
  ///   - dataset: What to write.
  ///   - path: The destination.
  ///   - options: Encoding and compression.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError`, with the destination named.
  public func write(
    _ dataset: Dataset, to path: String, options: WriteOptions, diagnostics: inout Diagnostics
  ) throws(LFError) {
    let format = try format(writing: path)
    try named(path) { () throws(LFError) in
      try format.write(dataset, to: path, options: options, diagnostics: &diagnostics)
    }
  }

  /// Writes a lead field whose samples at points are made while they are written, where the format of the path's
  /// extension can do so.
  ///
  /// - Parameters:
  ///   - field: The lead field without samples.
  ///   - samples: Its samples at points.
  ///   - path: The destination.
  ///   - options: Encoding and compression.
  ///   - diagnostics: Takes warnings.
  /// - Throws: `LFError`, with the destination named.
  public func write(
    _ field: LeadField, _ samples: SampleStream, to path: String, options: WriteOptions,
    diagnostics: inout Diagnostics
  ) throws(LFError) {
    let format = try format(writing: path)
    try named(path) { () throws(LFError) in
      try format.write(field, samples, to: path, options: options, diagnostics: &diagnostics)
    }
  }

  private func named<R>(_ path: String, _ body: () throws(LFError) -> R) throws(LFError) -> R {
    do throws(LFError) { return try body() } catch { throw error.inFile(path) }
  }
}
