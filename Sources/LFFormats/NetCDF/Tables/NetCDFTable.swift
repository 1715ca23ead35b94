public import LFCore
public import LFMesh

/// Named arrays of numbers with texts beside them, as a NetCDF file: what models are kept in.
public struct NetCDFTable: Equatable, Sendable {
  /// An array.
  public struct Variable: Equatable, Sendable {
    /// Its dimensions' names, the fastest last.
    public var dimensions: [String]
    /// Their lengths.
    public var shape: [Int]
    /// The values.
    public var values: ArrayValues
    /// Texts that say what it is: `units`, `long_name`.
    public var attributes: [String: String]

    /// An array.
    ///
    /// - Parameters:
    ///   - dimensions: Its dimensions' names, the fastest last.
    ///   - shape: Their lengths.
    ///   - values: The values, as many as the shape has.
    ///   - attributes: Texts that say what it is.
    public init(
      _ dimensions: [String], _ shape: [Int], _ values: ArrayValues, _ attributes: [String: String] = [:]
    ) {
      self.dimensions = dimensions
      self.shape = shape
      self.values = values
      self.attributes = attributes
    }
  }

  /// Texts of the whole file.
  public var attributes: [String: String] = [:]
  /// The arrays by name.
  public var variables: [String: Variable] = [:]

  /// An empty table.
  public init() {}

  /// Reads a file, of any NetCDF kind, whole.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - wanted: A global attribute and the text that it must have, so that no other file is taken for this kind.
  /// - Throws: `LFError` with code `badData`.
  public init(_ file: MappedFile, wanted: (name: String, text: String)) throws(LFError) {
    do throws(LFError) {
      let (name, text) = wanted
      var content = NetCDFContent(fileSize: file.count) { layout in
        layout.attributes.contains { $0.name == name && $0.value.text == text }
      }
      try NetCDFReader.read(file, into: &content)
      for attribute in content.layout.attributes {
        if let text = attribute.value.text { attributes[attribute.name] = text }
      }
      guard attributes[name] == text else {
        let found = attributes[name].map { "says \"\($0.singleLine)\"" } ?? "is missing"
        throw LFError(.badData, "is not of the kind wanted: the attribute \(name) \(found), not \"\(text)\"")
      }
      for (i, variable) in content.layout.variables.enumerated() {
        guard let values = content.values(at: i) else { continue }
        var texts: [String: String] = [:]
        for attribute in variable.attributes {
          if let text = attribute.value.text { texts[attribute.name] = text }
        }
        let shape = content.layout.shape(of: variable)
        guard values.count == shape.reduce(1, *) else {
          throw LFError.variable(variable.name, "has fewer values than its dimensions say")
        }
        variables[variable.name] = Variable(
          variable.dimensions.map { content.layout.dimensions[$0].name }, shape, values, texts)
      }
    } catch { throw error.inFile(file.path) }
  }

  /// Writes the table in the classic format (CDF-5), which every NetCDF library reads; whole or not at all.
  ///
  /// - Parameter path: The path of the file, which is written over.
  /// - Throws: `LFError` with code `cannotCreate`, or `internalFault` when dimensions of one name differ.
  public func write(to path: String) throws(LFError) {
    try AtomicOutput.write(to: path) { (temporary) throws(LFError) in
      var out = try NetCDFOutput(temporary, classic: true)
      for (name, text) in attributes.sorted(by: { $0.key < $1.key }) { try out.attribute(name, text) }
      var lengths: [String: NetCDFOutput.DimensionID] = [:]
      var made: [(NetCDFOutput.VariableID, ArrayValues)] = []
      for (name, variable) in variables.sorted(by: { $0.key < $1.key }) {
        var ids: [NetCDFOutput.DimensionID] = []
        for (dimension, length) in zip(variable.dimensions, variable.shape) {
          let id: NetCDFOutput.DimensionID
          if let old = lengths[dimension] {
            id = old
          } else {
            id = try out.dimension(dimension, length)
            lengths[dimension] = id
          }
          guard id.length == length else {
            throw LFError(.internalFault, "dimension \(dimension) is \(id.length) and \(length) long")
          }
          ids.append(id)
        }
        let id = try out.variable(name, variable.values.type, ids)
        for (key, text) in variable.attributes.sorted(by: { $0.key < $1.key }) {
          try out.attribute(key, text, of: id)
        }
        made.append((id, variable.values))
      }
      try out.endDefinitions()
      for (id, values) in made { try out.put(values, to: id) }
      try out.close()
    }
  }
}
