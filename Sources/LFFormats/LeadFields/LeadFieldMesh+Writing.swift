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
    var mesh = field.mesh
    mesh.fieldData += fieldArrays(of: field)
    if let samples = field.atPoints { try add(samples, of: field, to: &mesh.pointData) }
    if let samples = field.atCells { try add(samples, of: field, to: &mesh.cellData) }
    let names = mesh.fieldData.map(\.name)
    if let clash = names.first(where: { name in Name.all.contains(name) && names.count { $0 == name } > 1 }) {
      throw clashError(clash)
    }
    return mesh
  }

  private static func add(
    _ samples: FieldSamples, of field: LeadField, to data: inout AttributeData
  ) throws(LFError) {
    let n = samples.count
    var added: [DataArray] = []
    for (row, lead) in field.leads.names.enumerated() {
      let weights = field.leads.weights[row]
      if let potential = samples.potential {
        added.append(
          DataArray(Name.potential(lead: lead), .float32(combine(potential, weights, stride: n))))
      }
      added.append(
        DataArray(
          Name.gradient(lead: lead), components: 3,
          .float32(combine(samples.gradient, weights, stride: 3 * n))))
    }
    for (i, electrode) in field.electrodes.enumerated() {
      if let potential = samples.potential {
        added.append(
          DataArray(
            Name.potential(electrode: electrode.name), .float32(Array(potential[i * n..<(i + 1) * n]))))
      }
      added.append(
        DataArray(
          Name.gradient(electrode: electrode.name), components: 3,
          .float32(Array(samples.gradient[3 * i * n..<3 * (i + 1) * n]))))
      if let deviation = samples.deviation {
        added.append(
          DataArray(
            Name.deviation(electrode: electrode.name), .float32(Array(deviation[i * n..<(i + 1) * n]))))
      }
    }
    let taken = Set(data.arrays.map(\.name))
    if let clash = added.first(where: { taken.contains($0.name) }) { throw clashError(clash.name) }
    data.arrays += added
    if let first = added.first(where: { $0.components == 3 }) { data.active[.vectors] = first.name }
    if let first = added.first(where: { $0.components == 1 }) { data.active[.scalars] = first.name }
  }

  /// Σ_e w_e Z_e in double precision; electrodes with no weight cost nothing.
  static func combine(_ values: [Float], _ weights: [Double], stride: Int) -> [Float] {
    var sum = [Double](repeating: 0, count: stride)
    for (electrode, weight) in weights.enumerated() where weight != 0 {
      let start = electrode * stride
      for i in 0..<stride { sum[i] += weight * Double(values[start + i]) }
    }
    return sum.map { Float($0) }
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

  private static func clashError(_ name: String) -> LFError {
    LFError(
      .badData, "the mesh already has an array named \"\(name.singleLine)\"",
      hint: "rename it: that name belongs to the lead field")
  }
}
