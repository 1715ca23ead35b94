import LFCore
import LFLeadField
import LFMesh

/// The arrays that a lead field's samples become: known by name before they are made, and made some electrodes at a
/// time, so that a thousand of them need not be in memory together.
struct SampleArrays {
  /// An array before it has values.
  struct Entry {
    let name: String
    /// Numbers a place.
    let components: Int
  }

  /// The arrays as they stand in a file, those of leads first: these are what people look at.
  let entries: [Entry]
  private let leads: LeadMatrix
  private let electrodes: Int
  private let samples: SampleStream

  /// How many electrodes are made at a time.
  private static let group = 16

  /// The arrays of a field's samples.
  ///
  /// - Parameters:
  ///   - samples: The samples.
  ///   - field: The lead field; what it holds of samples itself does not count.
  init(_ samples: SampleStream, of field: LeadField) {
    typealias Name = LeadFieldMesh.Name
    self.samples = samples
    leads = field.leads
    electrodes = field.electrodes.count
    var entries: [Entry] = []
    for lead in leads.names {
      if samples.hasPotential { entries.append(Entry(name: Name.potential(lead: lead), components: 1)) }
      entries.append(Entry(name: Name.gradient(lead: lead), components: 3))
    }
    for electrode in field.electrodes.map(\.name) {
      if samples.hasPotential {
        entries.append(Entry(name: Name.potential(electrode: electrode), components: 1))
      }
      entries.append(Entry(name: Name.gradient(electrode: electrode), components: 3))
      if samples.hasDeviation {
        entries.append(Entry(name: Name.deviation(electrode: electrode), components: 1))
      }
    }
    self.entries = entries
  }

  /// Makes the arrays' values: electrodes' as they come, leads' when all electrodes are there.
  ///
  /// - Parameter take: Takes an array's number and its values.
  /// - Throws: What making the samples or `take` throws.
  func make(_ take: (Int, ArrayValues) throws(LFError) -> Void) throws(LFError) {
    let n = samples.count
    let perLead = samples.hasPotential ? 2 : 1
    let perElectrode = perLead + (samples.hasDeviation ? 1 : 0)
    var potentials = leads.names.map { _ in [Double](repeating: 0, count: samples.hasPotential ? n : 0) }
    var gradients = leads.names.map { _ in [Double](repeating: 0, count: 3 * n) }
    let parts = stride(from: 0, to: electrodes, by: Self.group).map { [electrodes] in
      $0..<min($0 + Self.group, electrodes)
    }
    var done = 0
    try Ahead.run(parts.count) { [samples] (i) throws(LFError) in
      try samples.samples(parts[i])
    } take: { (made) throws(LFError) in
      for (row, electrode) in parts[done].enumerated() {
        var number = perLead * leads.names.count + perElectrode * electrode
        if let potential = made.potential {
          let own = potential[(row * n)..<((row + 1) * n)]
          for (lead, weights) in leads.weights.enumerated() {
            LeadFieldMesh.add(weights[electrode], own, to: &potentials[lead])
          }
          try take(number, .float32(Array(own)))
          number += 1
        }
        let gradient = made.gradient[(3 * row * n)..<(3 * (row + 1) * n)]
        for (lead, weights) in leads.weights.enumerated() {
          LeadFieldMesh.add(weights[electrode], gradient, to: &gradients[lead])
        }
        try take(number, .float32(Array(gradient)))
        if let deviation = made.deviation {
          try take(number + 1, .float32(Array(deviation[(row * n)..<((row + 1) * n)])))
        }
      }
      done += 1
    }
    for lead in leads.names.indices {
      if samples.hasPotential { try take(perLead * lead, .float32(potentials[lead].map { Float($0) })) }
      try take(perLead * (lead + 1) - 1, .float32(gradients[lead].map { Float($0) }))
    }
  }

  /// Makes the first lead's arrays the active ones.
  ///
  /// - Parameter data: The arrays of the mesh that these will join.
  /// - Throws: `LFError` with code `badData` when the mesh has arrays of the same names.
  func claim(_ data: inout AttributeData) throws(LFError) {
    let taken = Set(data.arrays.map(\.name))
    if let clash = entries.first(where: { taken.contains($0.name) }) {
      throw LeadFieldMesh.clashError(clash.name)
    }
    if let first = entries.first(where: { $0.components == 3 }) { data.active[.vectors] = first.name }
    if let first = entries.first(where: { $0.components == 1 }) { data.active[.scalars] = first.name }
  }

  /// Adds all arrays to those of a mesh.
  ///
  /// - Parameter data: The mesh's arrays.
  /// - Throws: `LFError` with code `badData` when the mesh has arrays of the same names, or what making the samples
  ///   throws.
  func join(_ data: inout AttributeData) throws(LFError) {
    try claim(&data)
    let start = data.arrays.count
    data.arrays += entries.map { DataArray($0.name, components: $0.components, .float32([])) }
    try make { (number, values) throws(LFError) in data.arrays[start + number].values = values }
  }
}
