public import LFCore
public import LFLeadField
public import LFMesh

extension LeadFieldMesh {
  /// The lead field that a mesh carries.
  ///
  /// - Parameter mesh: A mesh for which `carriesLeadField` holds.
  /// - Returns: The lead field; its mesh has no arrays of the lead field left, and no ghosts.
  /// - Throws: `LFError` with code `badData` when a part is missing or of the wrong size.
  public static func leadField(of mesh: Mesh) throws(LFError) -> LeadField {
    let mesh = try mesh.withoutGhosts()
    let reader = Fields(arrays: mesh.fieldData)
    try refuseOtherFrames(reader)
    let electrodes = try electrodes(reader)
    let names = electrodes.map(\.name)
    let leads = LeadMatrix(
      names: try reader.texts(Name.leads), electrodes: names,
      weights: try rows(of: Name.weights, columns: names.count, reader))
    guard leads.names.count == leads.weights.count else {
      throw wrong(Name.weights, "has \(leads.weights.count) rows for \(leads.names.count) leads")
    }
    let tissues = try reader.texts(Name.tissues)
    let values = try reader.numbers(Name.conductivities)
    guard tissues.count == values.count, Set(tissues).count == tissues.count else {
      throw wrong(Name.conductivities, "does not have one value a tissue")
    }

    var bare = mesh
    bare.fieldData.removeAll { Name.all.contains($0.name) }
    let points = try take(names, leads, from: &bare.pointData, count: mesh.pointCount)
    let cells = try take(names, leads, from: &bare.cellData, count: mesh.cellCount)
    if points == nil, cells == nil, let first = names.first {
      throw wrong(Name.gradient(electrode: first), "is missing, on points and on cells")
    }
    restoreActive(try reader.texts(Name.inputActive), in: &bare)
    let field = LeadField(
      mesh: bare, electrodes: electrodes, leads: leads, atPoints: points, atCells: cells,
      conductivity: ConductivityModel(
        name: try reader.text(Name.conductivityModel),
        tissues: Dictionary(uniqueKeysWithValues: zip(tissues, values))),
      provenance: Provenance(
        title: try reader.text(Name.title), method: try reader.text(Name.method),
        source: try reader.text(Name.source), history: try reader.texts(Name.history),
        references: try reader.text(Name.references)))
    try field.refuseNonFinite()
    return field
  }

  /// The contract has one frame and unit; other programs may state others, or nothing.
  private static func refuseOtherFrames(_ reader: Fields) throws(LFError) {
    guard reader.arrays.contains(where: { $0.name == Name.frame }) else { return }
    let words = try reader.texts(Name.frame)
    guard words.count == 2, AnatomicalFrame(words[0]) == .lps, words[1] == LengthUnit.millimetre.rawValue
    else {
      throw LFError(
        .badData, "states \(words.joined(separator: " and ").singleLine), where LPS and mm are needed",
        at: .init(element: "array \"\(Name.frame)\""),
        hint: "write points, electrodes and gradients in LPS, mm and state LPS and mm")
    }
  }

  private static func electrodes(_ reader: Fields) throws(LFError) -> [Electrode] {
    let names = try reader.texts(Name.electrodes)
    let origins = try reader.texts(Name.origins)
    let positions = try rows(of: Name.positions, columns: 3, reader)
    guard names.count == origins.count, names.count == positions.count else {
      throw wrong(Name.positions, "does not have one position and origin an electrode")
    }
    var electrodes: [Electrode] = []
    for (i, name) in names.enumerated() {
      guard let origin = Electrode.Origin(rawValue: origins[i]) else {
        throw wrong(Name.origins, "holds \"\(origins[i].singleLine)\", which is neither given nor placed")
      }
      electrodes.append(
        Electrode(name, at: SIMD3(positions[i][0], positions[i][1], positions[i][2]), origin: origin))
    }
    return electrodes
  }

  private static func rows(of name: String, columns: Int, _ reader: Fields) throws(LFError) -> [[Double]] {
    let values = try reader.numbers(name)
    guard columns > 0 else { return [] }
    guard values.count % columns == 0 else { throw wrong(name, "does not have rows of \(columns) values") }
    return stride(from: 0, to: values.count, by: columns).map { Array(values[$0..<$0 + columns]) }
  }

  /// Takes the lead field's arrays out of `data`: the unipolar ones are returned, those of leads that agree with them
  /// dropped.
  private static func take(
    _ electrodes: [String], _ leads: LeadMatrix, from data: inout AttributeData, count: Int
  ) throws(LFError) -> FieldSamples? {
    let present = electrodes.map { data[Name.gradient(electrode: $0)] != nil }
    guard present.contains(true) else { return nil }
    var gradient: [Float] = []
    var potential: [Float]? = []
    var deviation: [Float]? = []
    gradient.reserveCapacity(3 * count * electrodes.count)
    for electrode in electrodes {
      gradient += try floats(Name.gradient(electrode: electrode), in: data, count: 3 * count)
      let name = Name.potential(electrode: electrode)
      if data[name] == nil { potential = nil } else { potential? += try floats(name, in: data, count: count) }
      let spread = Name.deviation(electrode: electrode)
      if data[spread] == nil {
        deviation = nil
      } else {
        deviation? += try floats(spread, in: data, count: count)
      }
    }
    let samples = FieldSamples(count: count, potential: potential, gradient: gradient, deviation: deviation)
    let own = Set(
      electrodes.flatMap {
        [Name.potential(electrode: $0), Name.gradient(electrode: $0), Name.deviation(electrode: $0)]
      }
    ).union(redundantLeads(leads, samples, in: data))
    data.arrays.removeAll { own.contains($0.name) }
    data.active = data.active.filter { !own.contains($0.value) }
    return samples
  }

  private static func floats(_ name: String, in data: AttributeData, count: Int) throws(LFError) -> [Float] {
    guard let array = data[name] else { throw wrong(name, "is missing") }
    guard array.values.count == count else {
      throw wrong(name, "has \(array.values.count) values, not \(count)")
    }
    switch array.values {
    case .float32(let values): return values
    case .float64(let values): return values.map { Float($0) }
    default: throw wrong(name, "is not floating point")
    }
  }

  private static func restoreActive(_ lines: [String], in mesh: inout Mesh) {
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard words.count == 3, let role = AttributeData.Role(rawValue: words[1]) else { continue }
      if words[0] == "point" { mesh.pointData.active[role] = words[2] }
      if words[0] == "cell" { mesh.cellData.active[role] = words[2] }
    }
  }

  private static func wrong(_ name: String, _ what: String) -> LFError {
    LFError(
      .badData, what, at: .init(element: "array \"\(name.singleLine)\""),
      hint: "the lead field was changed after it was written; write it again")
  }

  /// Field data by name and type.
  private struct Fields {
    let arrays: [DataArray]

    func texts(_ name: String) throws(LFError) -> [String] {
      guard let array = arrays.first(where: { $0.name == name }) else { throw wrong(name, "is missing") }
      guard case .string(let values) = array.values else { throw wrong(name, "is not text") }
      return values
    }

    func text(_ name: String) throws(LFError) -> String { try texts(name).first ?? "" }

    func numbers(_ name: String) throws(LFError) -> [Double] {
      guard let array = arrays.first(where: { $0.name == name }) else { throw wrong(name, "is missing") }
      guard let values = array.values.doubles() else { throw wrong(name, "is not numeric") }
      return values
    }
  }
}
