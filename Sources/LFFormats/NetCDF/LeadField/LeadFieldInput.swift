import LFCore
import LFLeadField
import LFMesh

/// Reads a lead field by the contract `Formats/lead-field.cdl`.
struct LeadFieldInput {
  let content: NetCDFContent

  /// Whether a file of this layout says that it holds a lead field.
  static func isLeadField(_ layout: NetCDFLayout) -> Bool {
    layout.attributes.contains {
      $0.name == ContractName.contractAttribute && $0.value.text == ContractName.contract
    }
  }

  /// Reads a file.
  ///
  /// - Parameter file: The file.
  /// - Returns: The lead field.
  /// - Throws: `LFError` with code `badData` when the file holds none, or is damaged.
  static func read(_ file: MappedFile) throws(LFError) -> LeadField {
    var content = NetCDFContent(fileSize: file.count, wanted: isLeadField)
    try NetCDFReader.read(file, into: &content)
    return try read(content)
  }

  /// Reads a file's content.
  ///
  /// - Parameter content: The content.
  /// - Returns: The lead field.
  /// - Throws: As above.
  static func read(_ content: NetCDFContent) throws(LFError) -> LeadField {
    guard isLeadField(content.layout) else {
      throw LFError(
        .badData, "is NetCDF but no lead field: it has no attribute \(ContractName.contractAttribute)",
        hint: "lfconvert info shows what it holds; Formats/lead-field.cdl says how a lead field is stored")
    }
    return try LeadFieldInput(content: content).leadField()
  }

  private func leadField() throws(LFError) -> LeadField {
    let electrodes = try electrodes()
    let mesh = try mesh()
    let leads = try texts(ContractName.leadName)
    let weights = try numbers(
      ContractName.leadWeight, count: try Self.count(ContractName.leadWeight, leads.count, electrodes.count))
    let n = electrodes.count
    let tissues = try texts(ContractName.tissueName)
    guard Set(tissues).count == tissues.count else {
      throw LFError.variable(ContractName.tissueName, "names a tissue twice")
    }
    let conductivities = try numbers(ContractName.conductivity, .conductivity, count: tissues.count)
    let atNodes = try samples(
      ContractName.potential, ContractName.gradient, along: ContractName.node, mesh.pointCount, n)
    var cells = try samples(
      ContractName.cellPotential, ContractName.cellGradient, along: ContractName.cell, mesh.cellCount, n)
    if cells == nil {
      cells = try samples(
        ContractName.potential, ContractName.gradient, along: ContractName.cell, mesh.cellCount, n)
    }
    guard atNodes != nil || cells != nil else {
      throw LFError.variable(ContractName.gradient, "is missing, and so is the one at cells")
    }
    let field = LeadField(
      mesh: mesh, electrodes: electrodes,
      leads: LeadMatrix(
        names: leads, electrodes: electrodes.map(\.name),
        weights: leads.indices.map { Array(weights[$0 * n..<($0 + 1) * n]) }),
      atPoints: atNodes, atCells: cells,
      conductivity: ConductivityModel(
        name: content.variable(ContractName.conductivity)?["model"]?.text ?? "",
        tissues: Dictionary(uniqueKeysWithValues: zip(tissues, conductivities))),
      provenance: provenance())
    try field.refuseNonFinite()
    // Ghosts are a matter of VTK's meshes, where samples are arrays that go with their cells.
    return try field.mesh.hasGhosts ? LeadFieldMesh.leadField(of: LeadFieldMesh.mesh(of: field)) : field
  }

  private func provenance() -> Provenance {
    func text(_ name: String) -> String? {
      content.layout.attributes.first { $0.name == name }?.value.text
    }
    return Provenance(
      title: text("title") ?? "", method: text("method") ?? "", source: text("source") ?? "",
      history: text("history").map(\.splitLines) ?? [], references: text("references") ?? "")
  }

  private func electrodes() throws(LFError) -> [Electrode] {
    let names = try texts(ContractName.electrodeName)
    let positions = try numbers(ContractName.electrodePosition, .length, count: 3 * names.count)
    let origins = try numbers(ContractName.electrodeOrigin, count: names.count)
    var electrodes: [Electrode] = []
    for (i, name) in names.enumerated() {
      guard origins[i] == 0 || origins[i] == 1 else {
        throw LFError.variable(
          ContractName.electrodeOrigin, "holds \(origins[i]), neither 0 (given) nor 1 (placed)")
      }
      electrodes.append(
        Electrode(
          name, at: SIMD3(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]),
          origin: origins[i] == 0 ? .given : .placed))
    }
    return electrodes
  }

  /// The samples whose gradient is under this name along this dimension; `nil` when there are none.
  private func samples(
    _ potential: String, _ gradient: String, along place: String, _ count: Int, _ electrodes: Int
  ) throws(LFError) -> FieldSamples? {
    guard let variable = content.variable(gradient), dimensionNames(variable).dropFirst().first == place
    else {
      return nil
    }
    try expect(variable, [ContractName.electrode, place, ContractName.space])
    let one = try Self.count(gradient, count, electrodes)
    let gradients = try floats(gradient, .gradient, count: try Self.count(gradient, one, 3))
    var potentials: [Float]?
    if let variable = content.variable(potential) {
      try expect(variable, [ContractName.electrode, place])
      potentials = try floats(potential, .resistance, count: one)
    }
    let deviation =
      gradient == ContractName.cellGradient ? ContractName.cellDeviation : ContractName.deviation
    var deviations: [Float]?
    if let variable = content.variable(deviation) {
      try expect(variable, [ContractName.electrode, place])
      deviations = try floats(deviation, .gradient, count: one)
    }
    return FieldSamples(count: count, potential: potentials, gradient: gradients, deviation: deviations)
  }

  /// A product of lengths: a lattice may claim more points than can be counted once for each electrode.
  private static func count(_ name: String, _ length: Int, _ other: Int) throws(LFError) -> Int {
    let (count, overflow) = length.multipliedReportingOverflow(by: other)
    guard !overflow else {
      throw LFError.variable(
        name, "would have more values than any file can hold", hint: "the dimensions are damaged")
    }
    return count
  }

  private func floats(_ name: String, _ unit: ContractUnit, count: Int) throws(LFError) -> [Float] {
    guard let values = try values(name, unit) else { throw LFError.variable(name, "is missing") }
    guard values.count == count else {
      throw LFError.variable(name, "has \(values.count) values, not \(count)")
    }
    switch values {
    case .float32(let floats): return floats
    case .float64(let doubles): return doubles.map { Float($0) }
    default: throw LFError.variable(name, "is not floating point")
    }
  }

  private func dimensionNames(_ variable: NetCDFLayout.Variable) -> [String] {
    variable.dimensions.map { content.layout.dimensions[$0].name }
  }

  private func expect(_ variable: NetCDFLayout.Variable, _ names: [String]) throws(LFError) {
    guard dimensionNames(variable) == names else {
      let found = dimensionNames(variable).joined(separator: ", ").singleLine
      throw LFError.variable(
        variable.name, "has dimensions (\(found)), not (\(names.joined(separator: ", ")))")
    }
  }

  /// The texts of a variable.
  func texts(_ name: String) throws(LFError) -> [String] {
    guard case .string(let texts)? = content.values(name) else {
      throw LFError.variable(name, content.variable(name) == nil ? "is missing" : "is not text")
    }
    return texts
  }

  /// What the values of a variable mean, in the contract's unit if it has one; `nil` when there is no such variable.
  func values(_ name: String, _ unit: ContractUnit? = nil) throws(LFError) -> ArrayValues? {
    guard let variable = content.variable(name), let stored = content.values(name) else { return nil }
    let values = try variable.meaning(of: stored)
    return if let unit { try variable.inContract(values, unit) } else { values }
  }

  /// The numbers of a variable that has `count` of them.
  func numbers(_ name: String, _ unit: ContractUnit? = nil, count: Int) throws(LFError) -> [Double] {
    guard let numbers = try values(name, unit)?.doubles() else {
      throw LFError.variable(name, content.variable(name) == nil ? "is missing" : "is not numeric")
    }
    guard numbers.count == count else {
      throw LFError.variable(name, "has \(numbers.count) values, not \(count)")
    }
    return numbers
  }

  /// The integers of a variable, which none packs.
  func integers(_ name: String) throws(LFError) -> [Int64] {
    guard let integers = content.values(name)?.integers() else {
      throw LFError.variable(name, content.variable(name) == nil ? "is missing" : "is not of whole numbers")
    }
    for attribute in ["scale_factor", "add_offset"] where content.variable(name)?[attribute] != nil {
      throw LFError.variable(name, "has a \(attribute), but numbers things", hint: "write it without")
    }
    return integers
  }

  /// Numbers of nodes or faces from 0, by the variable's `start_index`; −1 where it holds its fill value.
  func indices(_ name: String) throws(LFError) -> [Int64] {
    let stored = try integers(name)
    guard let variable = content.variable(name) else { return stored }
    var start: Int64 = 0
    if let stated = variable["start_index"] {
      guard case .numbers(let values) = stated, let first = values.integers()?.first, first == 0 || first == 1
      else {
        throw LFError.variable(
          name, "has a start_index that is neither 0 nor 1", hint: "number from 0 and state start_index = 0")
      }
      start = first
    }
    let missing = Set(FillValues(variable)?.numbers ?? [])
    guard start != 0 || !missing.isSubset(of: [-1]) else { return stored }
    // Numbers below the first are no fill values: they must not end a cell.
    return stored.map { $0 == -1 || missing.contains(Double($0)) ? -1 : $0 < start ? .min : $0 - start }
  }
}
