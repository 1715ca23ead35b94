import LFCore
import LFLeadField
import LFMesh

/// Writes a lead field by the contract `Formats/lead-field.cdl`.
struct LeadFieldOutput: ~Copyable {
  var out: NetCDFOutput
  let field: LeadField
  /// UGRID's view of the mesh.
  let topology: MeshTopology?
  private var lengths: [Int: NetCDFOutput.DimensionID] = [:]
  private var components: [Int: NetCDFOutput.DimensionID] = [:]
  var taken: Set<String> = []

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - field: The lead field.
  ///   - path: The path of the file, which is written over.
  /// - Throws: `LFError` with code `cannotCreate`, or `badData` when the parts of the field do not fit together.
  static func write(_ field: LeadField, to path: String) throws(LFError) {
    try check(field)
    var output = LeadFieldOutput(out: try NetCDFOutput(path), field: field)
    try output.writeAll(
      atPoints: field.atPoints.map(SampleStream.init), atCells: field.atCells.map(SampleStream.init),
      group: max(field.electrodes.count, 1))
    try output.out.close()
  }

  /// Writes a file whose samples at points are made while it is written.
  ///
  /// - Parameters:
  ///   - field: The lead field without samples.
  ///   - samples: Its samples at points.
  ///   - path: The path of the file, which is written over.
  /// - Throws: `LFError` with code `cannotCreate`, `badData` when the parts of the field do not fit together, or what
  ///   making the samples throws.
  static func write(_ field: LeadField, _ samples: SampleStream, to path: String) throws(LFError) {
    try check(field)
    guard samples.count == field.mesh.pointCount else {
      throw LFError(.badData, "the parts of the lead field do not fit together")
    }
    var output = LeadFieldOutput(out: try NetCDFOutput(path), field: field)
    try output.writeAll(atPoints: samples, atCells: nil, group: Self.group)
    try output.out.close()
  }

  /// How many electrodes are made and written at a time.
  private static let group = 16

  private init(out: consuming NetCDFOutput, field: LeadField) {
    self.out = out
    self.field = field
    topology = field.mesh.geometry.topology
  }

  private static func check(_ field: LeadField) throws(LFError) {
    // The points of a lattice are written out.
    try field.mesh.refuseEmptyClaims()
    func fits(_ samples: FieldSamples?, _ count: Int) -> Bool {
      guard let samples else { return true }
      let n = count * field.electrodes.count
      return samples.count == count && samples.gradient.count == 3 * n && (samples.potential?.count ?? n) == n
        && (samples.deviation?.count ?? n) == n
    }
    guard fits(field.atPoints, field.mesh.pointCount), fits(field.atCells, field.mesh.cellCount),
      field.leads.weights.count == field.leads.names.count,
      field.leads.weights.allSatisfy({ $0.count == field.electrodes.count }),
      field.leads.electrodes == field.electrodes.map(\.name)
    else { throw LFError(.badData, "the parts of the lead field do not fit together") }
  }

  private mutating func writeAll(
    atPoints: SampleStream?, atCells: SampleStream?, group: Int
  ) throws(LFError) {
    try writeProvenance()
    let space = try out.dimension(ContractName.space, 3)
    components[3] = space
    let electrode = try out.dimension(ContractName.electrode, field.electrodes.count)
    let lead = try out.dimension(ContractName.lead, field.leads.names.count)
    let tissue = try out.dimension(ContractName.tissue, field.conductivity.tissues.count)
    let node = try out.dimension(ContractName.node, field.mesh.pointCount)
    let cell = try out.dimension(ContractName.cell, field.mesh.cellCount)
    try writeElectrodes(electrode, space)
    try writeLeads(lead, electrode)
    try writeConductivity(tissue)
    try writeMesh(node: node, cell: cell)
    if let atPoints {
      try write(atPoints, electrode, node, space, named: .points, group)
    }
    if let atCells {
      try write(atCells, electrode, cell, space, named: atPoints == nil ? .cells : .cellsBesidePoints, group)
    }
    try writeArrays(field.mesh.pointData.arrays, of: "point", along: node)
    try writeArrays(field.mesh.cellData.arrays, of: "cell", along: cell)
    try writeArrays(field.mesh.fieldData, of: "field", along: nil)
  }

  private mutating func writeProvenance() throws(LFError) {
    let p = field.provenance
    let ugrid = topology != nil ? "CF-1.11 UGRID-1.0" : "CF-1.11"
    try out.attribute("Conventions", ugrid)
    try out.attribute(ContractName.contractAttribute, ContractName.contract)
    try out.attribute("title", p.title)
    if !p.history.isEmpty { try out.attribute("history", p.history.joinedLines) }
    try out.attribute("source", p.source)
    try out.attribute("method", p.method)
    try out.attribute("references", p.references)
    try out.attribute(
      "comment",
      "Lead field of skin electrodes: unit current in at the electrode, out evenly over the skin. "
        + "A lead is the sum over electrodes of lead_weight times lead_field.")
  }

  private mutating func writeElectrodes(
    _ electrode: NetCDFOutput.DimensionID, _ space: NetCDFOutput.DimensionID
  ) throws(LFError) {
    try put(
      ContractName.spaceName, .string(["left", "posterior", "superior"]), [space], "",
      "direction of each component in the patient")
    try put(
      ContractName.electrodeName, .string(field.electrodes.map(\.name)), [electrode], "", "electrode name")
    let positions = field.electrodes.flatMap { [$0.position.x, $0.position.y, $0.position.z] }
    let position = try put(
      ContractName.electrodePosition, .float64(positions), [electrode, space], "mm", "electrode position")
    try out.attribute("coordinates", "electrode_name space_direction", of: position)
    try out.attribute("frame", "LPS", of: position)
    let origin = try put(
      ContractName.electrodeOrigin, .int8(field.electrodes.map { $0.origin == .given ? 0 : 1 }), [electrode],
      "", "whether the electrode position was given or placed by a rule")
    try out.attribute("flag_values", .int8([0, 1]), of: origin)
    try out.attribute("flag_meanings", "given placed", of: origin)
    try out.attribute("coordinates", "electrode_name", of: origin)
  }

  private mutating func writeLeads(
    _ lead: NetCDFOutput.DimensionID, _ electrode: NetCDFOutput.DimensionID
  ) throws(LFError) {
    try put(ContractName.leadName, .string(field.leads.names), [lead], "", "lead name")
    let weight = try put(
      ContractName.leadWeight, .float64(field.leads.weights.flatMap { $0 }), [lead, electrode], "1",
      "weight of each electrode in each lead")
    try out.attribute("coordinates", "lead_name electrode_name", of: weight)
  }

  private mutating func writeConductivity(_ tissue: NetCDFOutput.DimensionID) throws(LFError) {
    let tissues = field.conductivity.tissues.sorted { $0.key < $1.key }
    try put(ContractName.tissueName, .string(tissues.map(\.key)), [tissue], "", "tissue name")
    let conductivity = try put(
      ContractName.conductivity, .float64(tissues.map(\.value)), [tissue], "S m-1",
      "isotropic bulk electrical conductivity")
    try out.attribute("model", field.conductivity.name, of: conductivity)
    try out.attribute("coordinates", "tissue_name", of: conductivity)
  }

  /// Where samples lie; cells have the plain names unless the points have them.
  private enum Home {
    case points, cells, cellsBesidePoints
  }

  private mutating func write(
    _ samples: SampleStream, _ electrode: NetCDFOutput.DimensionID, _ place: NetCDFOutput.DimensionID,
    _ space: NetCDFOutput.DimensionID, named home: Home, _ group: Int
  ) throws(LFError) {
    let own = home == .cellsBesidePoints
    let atCells = home != .points
    var potential: NetCDFOutput.VariableID?
    if samples.hasPotential {
      potential = try defineSamples(
        own ? ContractName.cellPotential : ContractName.potential, [electrode, place], "ohm",
        "electric potential per unit of current at the electrode", atCells: atCells)
    }
    let gradient = try defineSamples(
      own ? ContractName.cellGradient : ContractName.gradient, [electrode, place, space],
      "ohm m-1", "gradient of the lead field, components LPS", atCells: atCells)
    var deviation: NetCDFOutput.VariableID?
    if samples.hasDeviation {
      deviation = try defineSamples(
        own ? ContractName.cellDeviation : ContractName.deviation, [electrode, place], "ohm m-1",
        "standard deviation of each component of the gradient", atCells: atCells)
    }
    let count = field.electrodes.count
    func electrodes(_ i: Int) -> Range<Int> { (group * i)..<min(group * (i + 1), count) }
    var done = 0
    // Deflating is as slow as making: each has a core.
    try Ahead.run((count + group - 1) / group) { (i) throws(LFError) in
      try samples.samples((group * i)..<min(group * (i + 1), count))
    } take: { (part) throws(LFError) in
      let rows = electrodes(done)
      done += 1
      try out.put(.float32(part.gradient), to: gradient, rows: rows)
      if let potential, let values = part.potential {
        try out.put(.float32(values), to: potential, rows: rows)
      }
      if let deviation, let values = part.deviation {
        try out.put(.float32(values), to: deviation, rows: rows)
      }
    }
  }

  /// Defines a variable of samples, one chunk an electrode.
  private mutating func defineSamples(
    _ name: String, _ dimensions: [NetCDFOutput.DimensionID], _ units: String, _ meaning: String,
    atCells: Bool
  ) throws(LFError) -> NetCDFOutput.VariableID {
    let chunk = [1] + dimensions.dropFirst().map(\.length)
    let variable = try define(name, .float32, dimensions, units, meaning, chunk: chunk)
    try locate(variable, atCells: atCells)
    let coordinates =
      ["electrode_name"] + (atCells ? [] : ContractName.axes)
      + (dimensions.count > 2 ? [ContractName.spaceName] : [])
    try out.attribute("coordinates", coordinates.joined(separator: " "), of: variable)
    return variable
  }

  /// Says where on the mesh a variable's values lie.
  mutating func locate(_ variable: NetCDFOutput.VariableID, atCells: Bool) throws(LFError) {
    guard let topology else { return }
    try out.attribute("mesh", ContractName.mesh, of: variable)
    try out.attribute("location", atCells ? topology.location : "node", of: variable)
  }

  /// Defines a variable with its units and meaning, and writes it.
  @discardableResult
  mutating func put(
    _ name: String, _ values: ArrayValues, _ dimensions: [NetCDFOutput.DimensionID], _ units: String?,
    _ meaning: String
  ) throws(LFError) -> NetCDFOutput.VariableID {
    let variable = try define(name, values.type, dimensions, units, meaning)
    try out.put(values, to: variable)
    return variable
  }

  /// Defines a variable with its units and meaning.
  private mutating func define(
    _ name: String, _ type: ScalarType, _ dimensions: [NetCDFOutput.DimensionID], _ units: String?,
    _ meaning: String, chunk: [Int]? = nil
  ) throws(LFError) -> NetCDFOutput.VariableID {
    taken.insert(name)
    let variable = try out.variable(name, type, dimensions, chunk: chunk, isNoisy: chunk != nil)
    if let units, !units.isEmpty { try out.attribute("units", units, of: variable) }
    try out.attribute("long_name", meaning, of: variable)
    return variable
  }

  /// A dimension without a meaning, shared by all arrays of a length.
  mutating func dimension(ofLength length: Int) throws(LFError) -> NetCDFOutput.DimensionID {
    if let known = lengths[length] { return known }
    let new = try out.dimension("length_\(length)", length)
    lengths[length] = new
    return new
  }

  /// The dimension of an array's components.
  mutating func dimension(ofComponents count: Int) throws(LFError) -> NetCDFOutput.DimensionID {
    if let known = components[count] { return known }
    let new = try out.dimension("component_\(count)", count)
    components[count] = new
    return new
  }
}

extension [String] {
  /// The lines as one text; a line end inside a line is written `\n`, a backslash twice.
  var joinedLines: String {
    map { $0.replacing("\\", with: "\\\\").replacing("\n", with: "\\n") }.joined(separator: "\n")
  }
}

extension String {
  /// The lines that `joinedLines` made a text of.
  var splitLines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var result = ""
      var escaped = false
      for character in line {
        if escaped {
          result.append(character == "n" ? "\n" : character)
          escaped = false
        } else if character == "\\" {
          escaped = true
        } else {
          result.append(character)
        }
      }
      return result
    }
  }
}
