public import LFCore
public import LFLeadField
public import LFMesh

extension LeadFieldMesh {
  /// The mesh that carries a lead field.
  ///
  /// - Parameter field: The lead field.
  /// - Returns: Its mesh with the lead field's arrays added; the first lead's gradient is the active vector.
  /// - Throws: `LFError` with code `badData` when the mesh has arrays of the same names already.
  public static func mesh(of field: LeadField) throws(LFError) -> Mesh {
    var mesh = try meshWithoutSamples(of: field)
    if let samples = field.atPoints {
      try SampleArrays(SampleStream(samples), of: field).join(&mesh.pointData)
    }
    if let samples = field.atCells {
      try SampleArrays(SampleStream(samples), of: field).join(&mesh.cellData)
    }
    return mesh
  }

  /// The mesh that carries a lead field, without the arrays of its samples.
  ///
  /// - Parameter field: The lead field.
  /// - Returns: Its mesh with electrodes, leads, conductivities and provenance as field data.
  /// - Throws: `LFError` with code `badData` when the mesh has arrays of the same names already.
  static func meshWithoutSamples(of field: LeadField) throws(LFError) -> Mesh {
    var mesh = field.mesh
    mesh.fieldData += fieldArrays(of: field)
    let names = mesh.fieldData.map(\.name)
    if let clash = names.first(where: { name in Name.all.contains(name) && names.count { $0 == name } > 1 }) {
      throw clashError(clash)
    }
    return mesh
  }

  /// Σ_e w_e Z_e in double precision.
  static func combine(_ values: [Float], _ weights: [Double], stride: Int) -> [Float] {
    var sum = [Double](repeating: 0, count: stride)
    for (electrode, weight) in weights.enumerated() {
      add(weight, values[(electrode * stride)..<((electrode + 1) * stride)], to: &sum)
    }
    return sum.map { Float($0) }
  }

  /// An electrode's share of a lead; no weight costs nothing, and holes of that electrode do not count.
  static func add(_ weight: Double, _ values: ArraySlice<Float>, to sum: inout [Double]) {
    guard weight != 0 else { return }
    values.withUnsafeBufferPointer { values in
      sum.withUnsafeMutableBufferPointer { sum in
        for i in sum.indices { sum[i] += weight * Double(values[i]) }
      }
    }
  }

  private static func fieldArrays(of field: LeadField) -> [DataArray] {
    let electrodes = field.electrodes
    let tissues = field.conductivity.tissues.sorted { $0.key < $1.key }
    func text(_ name: String, _ values: [String]) -> DataArray { DataArray(name, .string(values)) }
    return [
      text(Name.marker, [Name.contract]),
      text(Name.inputActive, inputActive(field)),
      text(Name.electrodes, electrodes.map(\.name)),
      DataArray(
        Name.positions, components: 3,
        .float64(electrodes.flatMap { [$0.position.x, $0.position.y, $0.position.z] })),
      text(Name.origins, electrodes.map(\.origin.rawValue)),
      text(Name.leads, field.leads.names),
      DataArray(
        Name.weights, components: max(electrodes.count, 1), .float64(field.leads.weights.flatMap { $0 })),
      text(Name.conductivityModel, [field.conductivity.name]),
      text(Name.tissues, tissues.map(\.key)),
      DataArray(Name.conductivities, .float64(tissues.map(\.value))),
      text(Name.title, [field.provenance.title]),
      text(Name.method, [field.provenance.method]),
      text(Name.source, [field.provenance.source]),
      text(Name.history, field.provenance.history),
      text(Name.references, [field.provenance.references]),
      text(Name.frame, ["LPS", "mm"]),
    ]
  }

  /// The active scalars and vectors that the lead field's own take the place of, to be put back on reading.
  private static func inputActive(_ field: LeadField) -> [String] {
    var lines: [String] = []
    for (place, data) in [("point", field.mesh.pointData), ("cell", field.mesh.cellData)] {
      for role in [AttributeData.Role.scalars, .vectors] {
        if let name = data.active[role] { lines.append("\(place) \(role.rawValue) \(name)") }
      }
    }
    return lines
  }

  static func clashError(_ name: String) -> LFError {
    LFError(
      .badData, "the mesh already has an array named \"\(name.singleLine)\"",
      hint: "rename it: that name belongs to the lead field")
  }
}
